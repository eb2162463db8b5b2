import Foundation
import Web

/// A list of texts as JSON, and back; equal lists are equal bytes.
func list(_ texts: [String]) -> String { String(decoding: JSONValue.array(texts.map(JSONValue.string)).bytes, as: UTF8.self) }

func listed(_ text: String) -> [String] { (try? JSONDecoder().decode([String].self, from: Data(text.utf8))) ?? [] }

/// Any value as JSON with its keys in order.
func jsonText(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Force: values of our own that hold no infinities.
    return String(decoding: try! encoder.encode(value), as: UTF8.self)
}

func fromJSON<T: Decodable>(_ text: String, _: T.Type = T.self) -> T? { try? JSONDecoder().decode(T.self, from: Data(text.utf8)) }
