import Foundation

/// Reads markup for ``Markup``: by bytes, as browsers do, and long pieces at once, because tests read thousands of pages and nothing
/// optimizes them.
struct MarkupReader {
    private static let void: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    ]
    private static let entities = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "nbsp": "\u{A0}", "hellip": "…", "times": "×"]

    /// Bytes that names are made of. What is not ASCII counts as a letter.
    private static let isOfName = (0...255).map { (byte: Int) -> Bool in
        byte >= 128 || Character(Unicode.Scalar(UInt8(byte))).isLetter || Character(Unicode.Scalar(UInt8(byte))).isNumber
            || "-_:".utf8.contains(UInt8(byte))
    }

    private let bytes: [UInt8]
    private var at = 0
    private var ids: Set<String> = []

    init(_ source: String) { bytes = Array(source.utf8) }

    mutating func read(into document: Markup) throws {
        var open = [document]
        while at < bytes.count {
            if bytes[at] != Sign.opening {
                open.last!.add(Markup("#text", content: try text(until: Sign.opening)))
                continue
            }
            switch byte(at + 1) {
            case Sign.mark:
                let isComment = byte(at + 2) == Sign.dash && byte(at + 3) == Sign.dash
                guard isComment ? skipComment() : skip(past: Sign.closing) else {
                    throw fault(isComment ? "a comment is not closed" : "the document type is not closed")
                }
            case Sign.slash:
                at += 2
                let name = word()
                guard take(Sign.closing) else { throw fault("</\(name) is not closed") }
                guard open.count > 1, open.last!.name == name else { throw fault("</\(name)> closes <\(open.last!.name)>") }
                open.removeLast()
            default: try element(&open)
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
        let isClosed = take(Sign.slash)
        guard take(Sign.closing) else { throw fault("<\(name) is not closed") }
        let element = Markup(name, attributes)
        open.last!.add(element)
        if MarkupReader.void.contains(name) || isClosed { return }
        if name == "script" || name == "style" {
            let end = Array("</\(name)>".utf8)
            let start = at
            while let place = next(Sign.opening, from: at, before: bytes.count), !bytes[place...].starts(with: end) { at = place + 1 }
            at = next(Sign.opening, from: at, before: bytes.count) ?? bytes.count
            element.add(Markup("#text", content: string(start, at)))
        }
        open.append(element)
    }

    private mutating func attributes(of element: String) throws -> [String: String] {
        var found: [String: String] = [:]
        while true {
            let hadBlank = blanks()
            if at >= bytes.count || bytes[at] == Sign.closing || bytes[at] == Sign.slash { return found }
            guard hadBlank else { throw fault("attributes of <\(element)> are not separated") }
            let name = word()
            guard !name.isEmpty else { throw fault("<\(element)> has something that is no attribute: \(string(at, at + 1))") }
            guard found[name] == nil else { throw fault("<\(element)> has \(name) twice") }
            guard take(Sign.equals) else {
                found[name] = ""
                continue
            }
            guard take(Sign.quote) else { throw fault("the value of \(name) in <\(element)> has no double quotes") }
            found[name] = try text(until: Sign.quote)
            guard take(Sign.quote) else { throw fault("the value of \(name) in <\(element)> is not closed") }
        }
    }

    /// Text with its entities decoded, up to a byte or the end.
    private mutating func text(until end: UInt8) throws -> String {
        let stop = next(end, from: at, before: bytes.count) ?? bytes.count
        var text = ""
        while let entity = next(Sign.ampersand, from: at, before: stop) {
            text += string(at, entity)
            at = entity
            guard let semicolon = next(Sign.semicolon, from: at, before: min(at + 12, stop)),
                let decoded = self.entity(string(at + 1, semicolon))
            else { throw fault("a bare & must be written &amp;") }
            text += decoded
            at = semicolon + 1
        }
        text += string(at, stop)
        at = stop
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
        while at < bytes.count, MarkupReader.isOfName[Int(bytes[at])] { at += 1 }
        return string(start, at)
    }

    private mutating func blanks() -> Bool {
        let start = at
        while at < bytes.count, bytes[at] == 32 || bytes[at] >= 9 && bytes[at] <= 13 { at += 1 }
        return at > start
    }

    private mutating func take(_ sign: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == sign else { return false }
        at += 1
        return true
    }

    /// Whether there is such a byte; goes to what follows it, or to the end.
    private mutating func skip(past sign: UInt8) -> Bool {
        let found = next(sign, from: at, before: bytes.count)
        at = found.map { $0 + 1 } ?? bytes.count
        return found != nil
    }

    private mutating func skipComment() -> Bool {
        let start = at
        while skip(past: Sign.closing) {
            if at - 3 >= start, bytes[at - 2] == Sign.dash, bytes[at - 3] == Sign.dash { return true }
        }
        return false
    }

    /// 0 behind the end.
    private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

    /// Where a byte stands next.
    private func next(_ sign: UInt8, from start: Int, before end: Int) -> Int? {
        guard start < end else { return nil }
        return bytes.withUnsafeBytes { all -> Int? in
            guard let first = all.baseAddress, let found = memchr(first + start, Int32(sign), end - start) else { return nil }
            return first.distance(to: found)
        }
    }

    private func string(_ start: Int, _ end: Int) -> String { String(decoding: bytes[start..<end], as: UTF8.self) }

    private func fault(_ what: String) -> MalformedMarkup {
        MalformedMarkup(line: bytes[..<min(at, bytes.count)].count { $0 == 10 } + 1, what: what)
    }
}

private enum Sign {
    static let opening = UInt8(ascii: "<")
    static let closing = UInt8(ascii: ">")
    static let slash = UInt8(ascii: "/")
    static let mark = UInt8(ascii: "!")
    static let dash = UInt8(ascii: "-")
    static let equals = UInt8(ascii: "=")
    static let quote = UInt8(ascii: "\"")
    static let ampersand = UInt8(ascii: "&")
    static let semicolon = UInt8(ascii: ";")
}
