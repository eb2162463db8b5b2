import Foundation
import Web

/// A list of texts as JSON, and back; equal lists are equal bytes.
func list(_ texts: [String]) -> String { String(decoding: JSONValue.array(texts.map(JSONValue.string)).bytes, as: UTF8.self) }

func listed(_ text: String) -> [String] { plainList(text) ?? (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? [] }

/// The same where nothing is escaped, as in nearly every list of themes and tags: every dataset that is read has two, and needs no decoder
/// for them then. `nil` for anything else.
private func plainList(_ text: String) -> [String]? {
    var text = text
    return text.withUTF8 { bytes -> [String]? in
        var at = 0
        /// The next byte that is no blank; 0 at the end.
        func next() -> UInt8 {
            while at < bytes.count {
                at += 1
                switch bytes[at - 1] {
                case 0x20, 0x09, 0x0A, 0x0D: continue
                default: return bytes[at - 1]
                }
            }
            return 0
        }
        var found: [String] = []
        guard next() == UInt8(ascii: "[") else { return nil }
        var byte = next()
        while byte != UInt8(ascii: "]") || !found.isEmpty {
            guard byte == UInt8(ascii: "\"") else { return nil }
            let start = at
            while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
                guard bytes[at] >= 0x20, bytes[at] != UInt8(ascii: "\\") else { return nil }
                at += 1
            }
            guard at < bytes.count else { return nil }
            found.append(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<at]), as: UTF8.self))
            at += 1
            let after = next()
            if after == UInt8(ascii: "]") { break }
            guard after == UInt8(ascii: ",") else { return nil }
            byte = next()
        }
        return next() == 0 && at == bytes.count ? found : nil
    }
}

/// Any value as JSON with its keys in order.
func jsonText(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Force: values of our own that hold no infinities.
    return String(decoding: try! encoder.encode(value), as: UTF8.self)
}

func fromJSON<T: Decodable>(_ text: String, _: T.Type = T.self) -> T? { try? JSONDecoder().decode(T.self, from: Data(text.utf8)) }
