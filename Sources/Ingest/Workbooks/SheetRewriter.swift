import Kernel
import Tables

/// Copies a sheet's XML and gives some of its cells another style, adding cells and rows that are not there.
struct SheetRewriter {
    /// Elements that stand behind the drawing of comments in a sheet.
    private static let behind = [
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
    ]

    private var tags: XMLTags
    private let styles: MarkedStyles
    /// The relation of the drawing of comments; `nil` when the sheet has one already.
    private let drawing: String?
    private let write: ([UInt8]) throws(AppError) -> Void
    /// Columns to mark, by row, both from 0; taken away as they are written.
    private var wanted: [Int: [Int]]
    private var rows: [Int]
    private var output: [UInt8] = []
    private var depth = 0
    private var row = -1
    private var column = -1
    private var prefix = ""
    private var hasDrawing = false

    init(
        _ tags: XMLTags, places: [CellPlace], styles: MarkedStyles, drawing: String?, write: @escaping ([UInt8]) throws(AppError) -> Void
    ) {
        self.tags = tags
        self.styles = styles
        self.drawing = drawing
        self.write = write
        wanted = Dictionary(grouping: places.sorted(), by: \.row).mapValues { $0.map(\.column) }
        rows = wanted.keys.sorted(by: >)
    }

    mutating func run() throws(AppError) {
        while let token = try tags.next() {
            switch token.kind {
            case .text, .other: output.append(contentsOf: token.bytes)
            case .start, .empty: open(token)
            case .end: close(token)
            }
            if output.count > 128 << 10 {
                try write(output)
                output.removeAll(keepingCapacity: true)
            }
        }
        try write(output)
    }

    private mutating func open(_ token: XMLTags.Token) {
        defer { if token.kind == .start { depth += 1 } }
        if depth == 1 {
            prefix = token.prefix
            if SheetRewriter.behind.contains(where: token.isNamed) { addDrawing() }
            if token.isNamed("sheetData"), token.kind == .empty, !rows.isEmpty {
                output += token.opened
                addRows(before: Int.max)
                output += Array("</\(prefix)sheetData>".utf8)
                return
            }
        }
        if token.isNamed("row"), depth == 2 { return openRow(token) }
        if token.isNamed("c"), depth == 3 { return openCell(token) }
        output.append(contentsOf: token.bytes)
    }

    private mutating func openRow(_ token: XMLTags.Token) {
        let number = token.value(of: "r").flatMap { Int($0) }.map { $0 - 1 } ?? row + 1
        addRows(before: number)
        row = number
        column = -1
        guard token.kind == .empty, wanted[row] != nil else { return output.append(contentsOf: token.bytes) }
        output += token.opened
        endRow()
        output += Array("</\(prefix)row>".utf8)
    }

    private mutating func openCell(_ token: XMLTags.Token) {
        column = token.range(of: "r").flatMap { CellPlace.column(token.bytes[$0]) } ?? column + 1
        addCells(before: column)
        guard wanted[row]?.first == column else { return output.append(contentsOf: token.bytes) }
        wanted[row]?.removeFirst()
        guard let style = styles.marked(token.value(of: "s").flatMap { Int($0) } ?? 0) else {
            return output.append(contentsOf: token.bytes)
        }
        output += token.setting("s", "\(style)")
    }

    private mutating func close(_ token: XMLTags.Token) {
        depth -= 1
        if depth == 2, token.isNamed("row") { endRow() }
        if depth == 1, token.isNamed("sheetData") { addRows(before: Int.max) }
        if depth == 0 { addDrawing() }
        output.append(contentsOf: token.bytes)
    }

    private mutating func endRow() {
        addCells(before: Int.max)
        wanted[row] = nil
        if rows.last == row { rows.removeLast() }
    }

    private mutating func addRows(before number: Int) {
        while let next = rows.last, next < number {
            row = next
            output += Array("<\(prefix)row r=\"\(next + 1)\">".utf8)
            endRow()
            output += Array("</\(prefix)row>".utf8)
        }
    }

    private mutating func addCells(before end: Int) {
        while let next = wanted[row]?.first, next < end {
            wanted[row]?.removeFirst()
            let reference = CellPlace(row: row, column: next).reference
            if let style = styles.marked(0) { output += Array("<\(prefix)c r=\"\(reference)\" s=\"\(style)\"/>".utf8) }
        }
    }

    private mutating func addDrawing() {
        guard let drawing, !hasDrawing else { return }
        hasDrawing = true
        output += Array("<\(prefix)legacyDrawing xmlns:r=\"\(PackageNames.office)\" r:id=\"\(drawing)\"/>".utf8)
    }
}
