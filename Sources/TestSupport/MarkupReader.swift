/// Reads markup for ``Markup``.
struct MarkupReader {
    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    private static let inline: Set<String> = ["script", "style", "title", "textarea"]
    private static let entities = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "nbsp": "\u{A0}", "hellip": "…", "times": "×"]

    private let letters: [Character]
    private var at = 0
    private var ids: Set<String> = []

    init(_ source: String) { letters = Array(source) }

    mutating func read(into document: Markup) throws {
        var open = [document]
        while at < letters.count {
            if letters[at] != "<" {
                open.last!.add(Markup("#text", content: try text(until: "<")))
            } else if has("<!--") {
                guard skip(past: "-->") else { throw fault("a comment is not closed") }
            } else if has("<!") {
                guard skip(past: ">") else { throw fault("the document type is not closed") }
            } else if has("</") {
                at += 2
                let name = word()
                guard take(">") else { throw fault("</\(name) is not closed") }
                guard open.count > 1, open.last!.name == name else { throw fault("</\(name)> closes <\(open.last!.name)>") }
                open.removeLast()
            } else {
                try element(&open)
            }
        }
        if open.count > 1 { throw fault("<\(open.last!.name)> is never closed") }
    }

    private mutating func element(_ open: inout [Markup]) throws {
        at += 1
        let name = word()
        guard !name.isEmpty else { throw fault("a bare < must be written &lt;") }
        let attributes = try self.attributes(of: name)
        if let id = attributes["id"], !ids.insert(id).inserted { throw fault("the id \(id) is used twice") }
        let isClosed = take("/")
        guard take(">") else { throw fault("<\(name) is not closed") }
        let element = Markup(name, attributes)
        open.last!.add(element)
        if MarkupReader.void.contains(name) || isClosed { return }
        if name == "script" || name == "style" {
            var content = ""
            while at < letters.count, !has("</\(name)>") {
                content.append(letters[at])
                at += 1
            }
            element.add(Markup("#text", content: content))
        }
        open.append(element)
    }

    private mutating func attributes(of element: String) throws -> [String: String] {
        var found: [String: String] = [:]
        while true {
            let hadBlank = blanks()
            if at >= letters.count || letters[at] == ">" || letters[at] == "/" { return found }
            guard hadBlank else { throw fault("attributes of <\(element)> are not separated") }
            let name = word()
            guard !name.isEmpty else { throw fault("<\(element)> has something that is no attribute: \(letters[at])") }
            guard found[name] == nil else { throw fault("<\(element)> has \(name) twice") }
            guard take("=") else {
                found[name] = ""
                continue
            }
            guard take("\"") else { throw fault("the value of \(name) in <\(element)> has no double quotes") }
            found[name] = try text(until: "\"")
            guard take("\"") else { throw fault("the value of \(name) in <\(element)> is not closed") }
        }
    }

    /// Text with its entities decoded, up to a character.
    private mutating func text(until end: Character) throws -> String {
        var text = ""
        while at < letters.count, letters[at] != end {
            guard letters[at] == "&" else {
                text.append(letters[at])
                at += 1
                continue
            }
            guard let semicolon = letters[at..<min(at + 12, letters.count)].firstIndex(of: ";"),
                let decoded = entity(String(letters[(at + 1)..<semicolon]))
            else { throw fault("a bare & must be written &amp;") }
            text += decoded
            at = semicolon + 1
        }
        return text
    }

    private func entity(_ name: String) -> String? {
        if let known = MarkupReader.entities[name] { return known }
        guard name.hasPrefix("#") else { return nil }
        let code = name.dropFirst()
        let value = code.first == "x" ? UInt32(code.dropFirst(), radix: 16) : UInt32(code)
        return value.flatMap(Unicode.Scalar.init).map { String(Character($0)) }
    }

    private mutating func word() -> String {
        let start = at
        while at < letters.count, letters[at].isLetter || letters[at].isNumber || "-_:".contains(letters[at]) { at += 1 }
        return String(letters[start..<at])
    }

    private mutating func blanks() -> Bool {
        let start = at
        while at < letters.count, letters[at].isWhitespace { at += 1 }
        return at > start
    }

    private mutating func take(_ letter: Character) -> Bool {
        guard at < letters.count, letters[at] == letter else { return false }
        at += 1
        return true
    }

    private func has(_ text: String) -> Bool { letters[at...].starts(with: text) }

    private mutating func skip(past text: String) -> Bool {
        while at < letters.count, !has(text) { at += 1 }
        let found = at < letters.count
        at += text.count
        return found
    }

    private func fault(_ what: String) -> MalformedMarkup {
        MalformedMarkup(line: letters[..<min(at, letters.count)].count { $0.isNewline } + 1, what: what)
    }
}
