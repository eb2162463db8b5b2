import Kernel
import Signing

/// Walks through a paper once, numbering and mending.
struct PaperLayer {
    private let language: Language
    private let address: String
    private(set) var headings: [LaidHeading] = []
    /// Anchors that links may lead to.
    private let anchors: Set<String>
    private var usedAnchors: Set<String> = []
    private var counters = [0, 0, 0, 0]
    private var level = 0
    private var figures = 0
    private var tables = 0

    init(_ paper: Paper) {
        language = paper.language
        address = paper.address
        anchors = Set(PaperLayer.anchors(paper.blocks))
    }

    mutating func lay(_ blocks: [PaperBlock]) -> [LaidBlock] {
        var laid: [LaidBlock] = []
        for block in blocks { if let one = lay(block) { laid.append(one) } }
        return laid
    }

    private mutating func lay(_ block: PaperBlock) -> LaidBlock? {
        switch block {
        case .heading(let heading): return .heading(lay(heading))
        case .paragraph(let text): return text.isEmpty ? nil : .paragraph(clean(text))
        case .list(let list):
            let items = list.items.filter { !$0.isEmpty }.map(clean)
            return items.isEmpty ? nil : .list(PaperList(items: items, isNumbered: list.isNumbered))
        case .table(let table): return lay(table).map(LaidBlock.table)
        case .sheet(let sheet):
            let rows = sheet.rows.map { row in
                PaperSheet.Row(line(row.name), row.value.filter { !$0.isEmpty }.map(clean))
            }
            return rows.isEmpty ? nil : .sheet(PaperSheet(rows: rows, nameWidth: min(max(sheet.nameWidth, 5), 80)))
        case .figure(let figure):
            figures += 1
            var laid = figure
            laid.caption = numbered(figure.caption, "documents.figure", figures)
            laid.alternative = figure.alternative.isEmpty ? laid.caption ?? "–" : line(figure.alternative)
            laid.width = min(max(figure.width, 5), 100)
            return .figure(laid)
        case .qr(let qr): return lay(qr).map(LaidBlock.qr)
        case .note(let note):
            let texts = note.texts.filter { !$0.isEmpty }.map(clean)
            return texts.isEmpty ? nil : .note(PaperNote(kind: note.kind, texts: texts))
        case .contents(let contents): return .contents(PaperContents(title: line(contents.title), depth: min(max(contents.depth, 1), 4)))
        case .signatures(let places):
            let clean = places.map { PaperSignature(role: line($0.role), name: line($0.name), detail: $0.detail.map(line)) }
            return clean.isEmpty ? nil : .signatures(clean)
        case .pageBreak: return .pageBreak
        case .wide(let blocks):
            let inner = lay(blocks)
            return inner.isEmpty ? nil : .wide(inner)
        }
    }

    private mutating func lay(_ heading: PaperHeading) -> LaidHeading {
        let own = min(max(heading.level, 1), min(level + 1, 4))
        level = own
        var number: String?
        if heading.isNumbered {
            counters[own - 1] += 1
            for deeper in own..<4 { counters[deeper] = 0 }
            number = counters[..<own].map(String.init).joined(separator: ".")
        }
        var anchor = heading.anchor.map(PaperLayer.anchor)
        // Of two headings with one name the first keeps it.
        if let named = anchor, named.isEmpty || !usedAnchors.insert(named).inserted { anchor = nil }
        let laid = LaidHeading(
            text: line(heading.text), level: own, number: number, startsPage: heading.startsPage, anchor: anchor,
            place: anchor ?? "h\(headings.count + 1)")
        headings.append(laid)
        return laid
    }

    private mutating func lay(_ table: PaperTable) -> PaperTable? {
        guard !table.columns.isEmpty else { return nil }
        tables += 1
        var laid = table
        laid.caption = numbered(table.caption, "documents.table", tables)
        laid.columns = table.columns.map { column in
            PaperTable.Column(line(column.title), width: min(max(column.width, 0.1), 100), isNumber: column.isNumber)
        }
        laid.rows = table.rows.map { fit($0, table.columns.count) }
        laid.total = table.total.map { fit($0, table.columns.count) }
        laid.scale = min(max(table.scale, 0.4), 2)
        return laid
    }

    private func fit(_ row: [PaperText], _ count: Int) -> [PaperText] {
        row.prefix(count).map(clean) + [PaperText](repeating: "", count: max(0, count - row.count))
    }

    private func lay(_ qr: PaperQR) -> LaidQR? {
        guard let code = QRCode(qr.content) else { return nil }
        let quiet = QRCode.quietZone
        let rows = (0..<code.span).map { row in
            (0..<code.span).map { column in
                let (y, x) = (row - quiet, column - quiet)
                return (0..<code.size).contains(y) && (0..<code.size).contains(x) && code[y, x]
            }
        }
        let svg = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(code.span) \(code.span)" width="\(code.span)" height="\(code.span)">\
            <rect width="\(code.span)" height="\(code.span)" fill="#ffffff"/><path d="\(code.path)" fill="#000000"/></svg>
            """
        return LaidQR(
            alternative: "QR: " + line(qr.content), text: clean(qr.text), size: min(max(qr.size, 1), 20), span: code.span, rows: rows,
            svg: svg)
    }

    private func numbered(_ caption: String?, _ key: TextKey, _ number: Int) -> String? {
        caption.map { DocumentsWords.own(Message(key, ["number": "\(number)", "caption": line($0)]), language) }
    }
}

extension PaperLayer {
    /// Text in one line; never empty, because neither bookmarks nor properties may be.
    func line(_ text: String) -> String {
        let line = PaperLetters.clean(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.isEmpty ? "–" : line
    }

    func clean(_ text: PaperText) -> PaperText {
        PaperText(
            runs: text.runs.compactMap { run in
                var clean = run
                clean.text = PaperLetters.clean(run.text)
                clean.link = run.link.flatMap(link)
                clean.code = run.code.map { PaperLayer.anchor($0) }
                return clean.text.isEmpty ? nil : clean
            })
    }

    /// Links that lead somewhere and run nothing.
    private func link(_ target: String) -> String? {
        let isPlain = target.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F && $0 != "<" && $0 != ">" && $0 != "\"" }
        guard isPlain else { return nil }
        if target.hasPrefix("#") { return anchors.contains(String(target.dropFirst())) ? target : nil }
        if target.hasPrefix("/"), !target.hasPrefix("//") { return address + target }
        return ["https://", "http://", "mailto:"].contains(where: target.lowercased().hasPrefix) ? target : nil
    }

    static func anchor(_ text: String) -> String { String(text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }) }

    private static func anchors(_ blocks: [PaperBlock]) -> [String] {
        blocks.flatMap { block -> [String] in
            switch block {
            case .heading(let heading): heading.anchor.map { [anchor($0)] } ?? []
            case .wide(let inner): anchors(inner)
            default: []
            }
        }
    }
}

/// Letters that every form can carry.
enum PaperLetters {
    static func clean(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }) { return text }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: kept.append(scalar)
            case 0x09, 0x2028, 0x2029, 0x0B, 0x0C: kept.append(" ")
            // Controls, bidirectional overrides and letters that show nothing.
            case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F:
                break
            // Private letters mean something else on every machine.
            case 0xE000...0xF8FF, 0xF0000...0x10FFFF: kept.append("\u{25A1}")
            case let value where value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value): break
            default: kept.append(scalar)
            }
        }
        return String(kept)
    }
}
