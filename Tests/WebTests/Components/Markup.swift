import Foundation

/// A strict reader of HTML as we write it: every element closed in order, every attribute quoted and named once. Browsers forgive
/// more, and so would hide our slips.
final class Markup {
    final class Element {
        let name: String
        let attributes: [String: String]
        weak var parent: Element?
        var children: [Node] = []

        init(_ name: String, _ attributes: [String: String], parent: Element?) {
            self.name = name
            self.attributes = attributes
            self.parent = parent
        }

        var elements: [Element] { children.compactMap { if case .element(let element) = $0 { element } else { nil } } }
        /// All elements within, in the order of the document.
        var all: [Element] { elements.flatMap { [$0] + $0.all } }
        /// The words within, as a screen reader would say them.
        var text: String {
            if attributes["aria-hidden"] == "true" { return "" }
            return children.map { node in
                switch node {
                case .text(let text): text
                case .element(let element): element.attributes["aria-label"] ?? element.attributes["alt"] ?? element.text
                }
            }.joined(separator: " ").trimmingCharacters(in: .whitespacesAndNewlines)
        }
        var ancestors: [Element] { parent.map { [$0] + $0.ancestors } ?? [] }
    }

    enum Node {
        case element(Element)
        case text(String)
    }

    let root = Element("#root", [:], parent: nil)
    /// What is not well-formed, with where it stands.
    private(set) var faults: [String] = []
    private let bytes: [Character]
    private var at = 0

    private static let void: Set<String> = ["meta", "link", "input", "br", "hr", "img", "source", "wbr"]

    init(_ markup: String) {
        bytes = Array(markup)
        var open = root
        while at < bytes.count {
            if bytes[at] != "<" {
                let text = take { $0 != "<" }
                checkEntities(text)
                open.children.append(.text(text))
            } else if starts("<!") {
                _ = take { $0 != ">" }
                at += 1
            } else if starts("</") {
                at += 2
                let name = take { $0 != ">" }
                at += 1
                if open.name == name, let parent = open.parent { open = parent } else { fault("</\(name)> closes <\(open.name)>") }
            } else {
                at += 1
                let element = readTag(parent: open)
                open.children.append(.element(element))
                if element.name == "script" || element.name == "style" {
                    while at < bytes.count, !starts("</\(element.name)>") { at += 1 }
                    at += element.name.count + 3
                } else if !isClosed, !Markup.void.contains(element.name) {
                    open = element
                }
            }
        }
        if open !== root { fault("<\(open.name)> is never closed") }
    }

    private var isClosed = false

    private func readTag(parent: Element) -> Element {
        let name = take { $0 != ">" && $0 != "/" && !$0.isWhitespace }
        if name.isEmpty || name.contains(where: { !$0.isLetter && !$0.isNumber && $0 != "-" }) { fault("<\(name)") }
        var attributes: [String: String] = [:]
        isClosed = false
        while at < bytes.count, bytes[at] != ">" {
            if bytes[at].isWhitespace { at += 1; continue }
            if bytes[at] == "/" { isClosed = true; at += 1; continue }
            let key = take { $0 != "=" && $0 != ">" && $0 != "/" && !$0.isWhitespace }
            if key.contains("\"") || key.contains("'") || key.contains("<") { fault("attribute \(key) of <\(name)>") }
            if attributes[key] != nil { fault("\(key) twice in <\(name)>") }
            attributes[key] = at < bytes.count && bytes[at] == "=" ? value(of: key) : ""
        }
        at += 1
        return Element(name, attributes, parent: parent)
    }

    private func value(of key: String) -> String {
        at += 1
        guard at < bytes.count, bytes[at] == "\"" else {
            fault("\(key) is not quoted")
            return take { $0 != ">" && !$0.isWhitespace }
        }
        at += 1
        let value = take { $0 != "\"" }
        if value.contains("<") { fault("< in \(key)") }
        checkEntities(value)
        at += 1
        return value.replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
    }

    private func checkEntities(_ text: String) {
        for piece in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
            let name = piece.prefix { $0 != ";" }
            if name.count == piece.count || name.contains(where: { $0.isWhitespace }) { fault("a bare & before \(piece.prefix(12))") }
        }
    }

    private func take(while isWanted: (Character) -> Bool) -> String {
        let start = at
        while at < bytes.count, isWanted(bytes[at]) { at += 1 }
        return String(bytes[start..<at])
    }
    private func starts(_ text: String) -> Bool { bytes[at...].starts(with: text) }
    private func fault(_ what: String) { faults.append("\(what), near …\(String(bytes[max(0, at - 60)..<min(bytes.count, at)]))") }
}
