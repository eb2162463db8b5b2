import Kernel
import Testing

@Suite struct WordsTests {
    private let words = Words([
        .indonesian: ["hello": "Halo, {name}", "count": "{count} laporan", "only": "Hanya di sini"],
        .english: ["hello": "Hello, {name}", "count": "{count} {count|report|reports}"],
    ])

    @Test func `placeholders are filled in the reader's language`() {
        #expect(words(Message("hello", ["name": "Siti"]), .indonesian) == "Halo, Siti")
        #expect(words(Message("hello", ["name": "Siti"]), .english) == "Hello, Siti")
    }

    @Test func `a count takes the form that fits it`() {
        #expect(words(Message("count", ["count": "1"]), .english) == "1 report")
        #expect(words(Message("count", ["count": "12"]), .english) == "12 reports")
        #expect(words(Message("count", ["count": "12"]), .indonesian) == "12 laporan")
    }

    @Test func `a value is never read as a placeholder itself`() {
        #expect(words(Message("hello", ["name": "{name}{count|a|b}"]), .english) == "Hello, {name}{count|a|b}")
    }

    @Test func `a gap is seen and not fatal`() {
        #expect(words("only", .english) == "Hanya di sini")
        #expect(words("no.such", .english) == "no.such")
        #expect(words("hello", .english) == "Hello, ")
        #expect(Words([.english: ["broken": "a { b"]])("broken", .english) == "a { b")
    }

    @Test func `a regency's own words lie over ours`() {
        let own = words.merging(Words([.indonesian: ["hello": "Sugeng rawuh, {name}"]]))
        #expect(own(Message("hello", ["name": "Siti"]), .indonesian) == "Sugeng rawuh, Siti")
        #expect(own("only", .indonesian) == "Hanya di sini")
    }
}
