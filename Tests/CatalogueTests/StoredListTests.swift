import Foundation
import Testing

@testable import Catalogue

@Suite struct StoredListTests {
    @Test(arguments: [
        "[]", "[ ]", " [\n]\t", #"["a"]"#, #"["a","b","c"]"#, #"[ "sampah", "lingkungan" ,"tpa" ]"#, #"["","x"]"#, #"["é, ü","日本"]"#,
        #"["a\"b"]"#, #"["a\\b","c\nd"]"#, #"["\u00e9"]"#, #"["a,b","[c]"]"#,
        // None of these is a list of texts.
        "", "[", "]", #"["a"#, #"["a""#, #"[,"a"]"#, #"["a" "b"]"#, #"["a"] x"#, #"["a"],"#, "[1]", "[null]", #"{"a":"b"}"#,
        "\"a\"", "[\"a\u{1}b\"]", #"[["a"]]"#,
    ]) func `a list of texts is read as the decoder reads it`(text: String) {
        #expect(listed(text) == (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? [])
    }

    @Test func `what is written comes back`() {
        let texts = ["harga", "", "beras \"medium\"", "a\\b", "baris\nbaru", "é", "👩‍🌾", "[x],"]
        for count in 0...texts.count { #expect(listed(list(Array(texts.prefix(count)))) == Array(texts.prefix(count))) }
    }
}
