import Foundation
import Kernel

/// A piece of a page that is used in many places. It goes into markup as it is: `"<p>\(Button("Kirim"))</p>"`.
///
/// Components take words that are already in the reader's language; those that bring words of their own take the ``Page`` first.
package protocol Component: Sendable {
    var html: HTML { get }
    /// How it looks in each of its forms: shown at `/_patterns`, checked in tests.
    static var examples: [Example] { get }
}

/// One form of a component, for `/_patterns` and for tests.
package struct Example: Sendable {
    /// What is special about it, in English, because only builders read it.
    package let name: String
    package let html: @Sendable (Page) -> HTML

    package init(_ name: String, _ html: @escaping @Sendable (Page) -> HTML) {
        self.name = name
        self.html = html
    }
}

extension HTML.StringInterpolation {
    package mutating func appendInterpolation(_ component: some Component) { appendInterpolation(component.html) }
    /// Nothing when there is none.
    package mutating func appendInterpolation(_ component: (some Component)?) { if let component { appendInterpolation(component.html) } }
    /// The components one after the other.
    package mutating func appendInterpolation(_ components: [some Component]) {
        for component in components { appendInterpolation(component.html) }
    }

    /// ` data-words="{…}"`: the sentences a script shows on this piece of the page, by the last part of their keys.
    mutating func appendInterpolation(words page: Page, _ prefix: String, _ names: [String]) {
        let sentences = Dictionary(
            uniqueKeysWithValues: names.map { ($0, page.words.sentence(TextKey("\(prefix).\($0)"), page.language) ?? "") })
        appendInterpolation(attr: "data-words", jsonText(sentences))
    }
}

/// A value as one line of JSON, for data attributes.
func jsonText(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { preconditionFailure("\(type(of: value)) cannot be written as JSON") }
    return String(decoding: data, as: UTF8.self)
}
