import Kernel

/// Rows on their way out. Nothing is written until the caller asks for the next piece, so a slow reader costs a buffer and no more.
package final class RowExport {
    private let cursor: RowCursor?
    private let copiers: [CellCopier]
    private let plans: [CellCopier.Plan]
    private let handles: [Unmanaged<CellCopier>]
    private let frame: ExportFrame
    private let sink: ByteSink
    private let codes: UnsafeMutablePointer<UInt64>
    /// The place of the rows' numbers among the columns.
    private let numberedAt: Int?
    private let verbatim: MappedFile?
    private var verbatimAt = 0
    private var hasBegun = false
    private var hasEnded = false
    private var hasRows = false

    /// Bytes that a piece has about; more only where a single row is longer.
    package static let piece = 1 << 17
    private static let stripRows = 256

    /// - Parameters:
    ///   - columns: in the order they are written, all without it.
    ///   - labels: what the columns are called in what is written, where that is not their names.
    ///   - numbered: a column of the rows' numbers from 1: its name, and its place among the others.
    ///   - canonical: the path of the version's canonical CSV. It is copied as it is where that is what was asked for.
    /// - Throws: `invalid` for unknown columns and filters that cannot be; `notFound` when the canonical CSV is gone.
    package init(
        _ file: ColumnFile, _ source: RowSource, columns names: [String]? = nil, labels: [String]? = nil,
        numbered: (name: String, at: Int)? = nil, as format: ExportFormat, canonical: String? = nil
    ) throws(AppError) {
        let columns = try file.columns(names)
        guard !columns.isEmpty else { throw .invalid("columns", "columns.none") }
        var rows = file.rowCount
        var source = source
        if case .matching(let filter) = source, case .everything = try FilterCompiler.compile(filter, for: file) {
            source = .set(RowSet(all: file.rowCount))
        }
        switch source {
        case .set(let set):
            cursor = RowCursor(set, most: RowExport.stripRows)
            rows = set.count
        case .rows(let list):
            guard list.allSatisfy({ $0 >= 0 && $0 < file.rowCount }) else { throw .invalid("rows", "columns.no_such_row") }
            cursor = RowCursor(list, rowCount: file.rowCount, most: RowExport.stripRows)
            rows = list.count
        case .matching(let filter):
            let reader = BlockReader(try FilterCompiler.compile(filter, for: file), rows: file.rowCount)
            cursor = RowCursor(reader, rowCount: file.rowCount, most: RowExport.stripRows)
        }
        var names = labels ?? columns.map(\.name)
        if let numbered { names.insert(numbered.name, at: numbered.at) }
        numberedAt = numbered?.at
        frame = ExportFrame(names, format)
        // A page of some rows needs no room for a whole piece.
        sink = ByteSink(capacity: min(RowExport.piece, rows * columns.count * 24) + (1 << 14))
        codes = .allocate(capacity: names.count * RowExport.stripRows)
        let isWhole = if case .set(let set) = source { set.bitmap == nil } else { false }
        verbatim =
            isWhole && labels == nil && numbered == nil && ExportFrame.isCanonical(format, columns, of: file)
            ? try canonical.map { path throws(AppError) in try MappedFile(path: path) } : nil
        copiers = verbatim == nil ? columns.map { CellCopier($0, format, rows: rows) } : []
        var plans = copiers.map(\.plan)
        var handles = copiers.map { Unmanaged.passUnretained($0) }
        if let numbered {
            // The code of a row's number is the number, so no copier is ever asked.
            var plan = CellCopier.Plan()
            plan.kind = .number
            plans.insert(plan, at: numbered.at)
            handles.insert(handles[0], at: numbered.at)
        }
        self.plans = plans
        self.handles = handles
        if let verbatim {
            guard verbatim.bytes.count == file.csvLength else { throw .unavailable(Message("columns.cut_off", ["path": canonical ?? ""])) }
            verbatim.willReadInOrder()
        }
    }

    deinit { codes.deallocate() }

    /// Hands the next piece to `body`, which must not keep it; false when there is none left.
    package func next(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows -> Bool {
        if let verbatim { return try copy(verbatim, body) }
        guard !hasEnded else { return false }
        sink.count = 0
        if !hasBegun { frame.begin(sink) }
        hasBegun = true
        while sink.count < RowExport.piece {
            guard let strip = cursor!.take() else {
                frame.end(sink)
                hasEnded = true
                break
            }
            write(strip)
        }
        if sink.count > 0 { try body(sink.bytes) }
        return true
    }

    private func copy(_ file: MappedFile, _ body: (UnsafeRawBufferPointer) throws -> Void) rethrows -> Bool {
        guard verbatimAt < file.bytes.count else { return false }
        let end = min(file.bytes.count, verbatimAt + RowExport.piece * 4)
        try body(UnsafeRawBufferPointer(rebasing: file.bytes[verbatimAt..<end]))
        verbatimAt = end
        return true
    }

    private func write(_ strip: RowStrip) {
        for (index, copier) in copiers.enumerated() {
            let place = numberedAt.map { index < $0 ? index : index + 1 } ?? index
            strip.load(copier.form.column, into: codes + place * RowExport.stripRows)
        }
        if let numberedAt {
            let numbers = codes + numberedAt * RowExport.stripRows
            for row in 0..<strip.count { numbers[row] = UInt64(strip.rows.map { Int($0[row]) } ?? strip.first + row) + 1 }
        }
        let sink = sink
        let columns = plans.count
        frame.marks.withUnsafeBufferPointer { marks in
            plans.withUnsafeBufferPointer { plans in
                handles.withUnsafeBufferPointer { handles in
                    for row in 0..<strip.count {
                        for column in 0..<columns {
                            let mark = marks[column == 0 && !hasRows ? columns : column]
                            sink.append(short: mark.start, mark.count)
                            CellCopier.write(codes[column &* RowExport.stripRows &+ row], plans[column], handles[column], to: sink)
                        }
                        let end = marks[columns &+ 1]
                        sink.append(short: end.start, end.count)
                        hasRows = true
                    }
                }
            }
        }
    }
}
