/// An element of a page with its attributes and what is in it: a strict reader of the HTML we write, for tests. It refuses
/// what browsers would silently repair: elements left open, crossed, or closed twice, attributes without quotes or given
/// twice, ids used twice, and bare `<` and `&`.
package final class Markup {
    package let name: String
    package let attributes: [String: String]
    package private(set) var children: [Markup] = []
    /// All text in it, entities decoded.
    package var text: String { name == "#text" ? content : children.map(\.text).joined() }
    private let content: String

    init(_ name: String, _ attributes: [String: String] = [:], content: String = "") {
        self.name = name
        self.attributes = attributes
        self.content = content
    }

    /// - Throws: ``MalformedMarkup``.
    package convenience init(_ source: String) throws {
        self.init("#document", [:])
        var reader = MarkupReader(source)
        try reader.read(into: self)
    }

    func add(_ child: Markup) { children.append(child) }

    package subscript(_ attribute: String) -> String? { attributes[attribute] }

    /// Every element of that name below this one, in order.
    package func all(_ name: String) -> [Markup] { children.flatMap { ($0.name == name ? [$0] : []) + $0.all(name) } }
    package func first(_ name: String) -> Markup? { all(name).first }
    /// Every element below for which the condition holds.
    package func all(where fits: (Markup) -> Bool) -> [Markup] { children.flatMap { (fits($0) ? [$0] : []) + $0.all(where: fits) } }
}

package struct MalformedMarkup: Error, CustomStringConvertible {
    package let line: Int
    package let what: String
    package var description: String { "markup is not well-formed in line \(line): \(what)" }
}

/// - Throws: ``MalformedMarkup`` unless the page is well-formed.
package func assertWellFormed(_ markup: String) throws { _ = try Markup(markup) }
package func assertWellFormed(_ html: some CustomStringConvertible) throws { _ = try Markup(html.description) }
