import Foundation
import Web

/// A list of texts as JSON, and back; equal lists are equal bytes.
func list(_ texts: [String]) -> String { String(decoding: JSONValue.array(texts.map(JSONValue.string)).bytes, as: UTF8.self) }

/// By the reader of requests: every dataset that is read has two such lists, and a decoder takes many times as long.
func listed(_ text: String) -> [String] {
    let items = (try? JSONValue(parsing: Array(text.utf8)))?.array ?? []
    let texts = items.compactMap(\.string)
    return texts.count == items.count ? texts : []
}

/// Any value as JSON with its keys in order.
func jsonText(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Force: values of our own that hold no infinities.
    return String(decoding: try! encoder.encode(value), as: UTF8.self)
}

func fromJSON<T: Decodable>(_ text: String, _: T.Type = T.self) -> T? { try? JSONDecoder().decode(T.self, from: Data(text.utf8)) }
