import Kernel

/// Reads rows by a plan: which are data, and what each field's value is. Made once for a sheet; rows must come in order.
final class RowReader {
    /// A field's value that cannot be taken, by the field's position; -1 for the row as a whole.
    struct Fault {
        var column: Int
        var kind: CellProblem.Kind
    }

    let plan: ReadingPlan
    private var rules: RowRules
    private var readers: [CellReader]
    private var resolvers: [PlaceResolver?]
    private let arena = RowArena()
    private let fillers: [Filler]
    /// Per column of the sheet, its filler.
    private let fillerOf: [Int: Int]
    private let hasMended: Bool
    /// Per field: its column of the sheet, -1 for none; whether names of places become codes.
    private let sources: [Int]
    private let hasPlace: [Bool]

    /// The values of the last data row in the order of the plan's columns, valid within the closure that got it.
    let values: UnsafeMutablePointer<CellValue>
    private(set) var faults: [Fault] = []

    /// The last value of a column in which blank means the same as above.
    private final class Filler {
        var bytes: UnsafeMutablePointer<UInt8> = .allocate(capacity: 64)
        var capacity = 64
        var count = 0
        var kind = RawRow.Kind.empty

        deinit { bytes.deallocate() }

        func keep(_ cell: ByteView, _ kind: RawRow.Kind) {
            if cell.count > capacity {
                bytes.deallocate()
                capacity = cell.count * 2
                bytes = .allocate(capacity: capacity)
            }
            bytes.update(from: cell.start, count: cell.count)
            count = cell.count
            self.kind = kind
        }
    }

    init(_ plan: ReadingPlan, places: (any PlaceNames)?) {
        self.plan = plan
        rules = RowRules(plan)
        readers = plan.columns.map { CellReader($0.field, form: $0.form, replacements: $0.replacements) }
        resolvers = plan.columns.map { column in
            guard let place = column.place, let places else { return nil }
            return PlaceResolver(place, places)
        }
        fillers = plan.fill.map { _ in Filler() }
        fillerOf = Dictionary(uniqueKeysWithValues: plan.fill.enumerated().map { ($1, $0) })
        hasMended = !plan.mended.isEmpty
        sources = plan.columns.map { $0.source ?? -1 }
        hasPlace = plan.columns.map { $0.place != nil && places != nil }
        values = .allocate(capacity: max(plan.columns.count, 1))
    }

    deinit { values.deallocate() }

    /// Looks at the next row. For a data row, ``values`` and ``faults`` are those of the row until the next call.
    /// `cells` must stay where they are as long as the values are looked at.
    func read(_ cells: RowCells, number: Int) -> LeftOut? {
        if let reason = rules.leftOut(cells, number: number) { return reason }
        faults.removeAll(keepingCapacity: true)
        let length = cells.cells.last.map { $0.end } ?? 0
        arena.begin(room: length &* 3 &+ plan.columns.count &* 384 &+ 4096)
        if !fillers.isEmpty { keepFillers(cells) }
        let mended = hasMended ? plan.mended[number] : nil
        readers.withUnsafeMutableBufferPointer { readers in
            for index in 0..<sources.count {
                let source = sources[index]
                let value: CellValue
                if source < 0 {
                    value = readers[index].read(arena.take(0), .empty, arena)
                } else if let mended, let typed = mended[source] {
                    value =
                        typed.map { readers[index].readMended(Array($0.utf8), arena) } ?? readers[index].read(arena.take(0), .empty, arena)
                } else if fillers.isEmpty {
                    value = readers[index].read(cells[source], cells.kind(source), arena)
                } else {
                    let (cell, kind) = filled(cells, source)
                    value = readers[index].read(cell, kind, arena)
                }
                values[index] = value
                if hasPlace[index], !value.isMissing, value.fault == nil { resolve(index, cells) }
                if let fault = values[index].fault { faults.append(Fault(column: index, kind: fault)) }
            }
        }
        if cells.count > plan.width, hasValues(cells, beyond: plan.width) { faults.append(Fault(column: -1, kind: .beyondTable)) }
        return nil
    }

    private func keepFillers(_ cells: RowCells) {
        for (index, column) in plan.fill.enumerated() {
            let cell = cells[column]
            if cell.count > 0 { fillers[index].keep(cell, cells.kind(column)) }
        }
    }

    /// A cell, or what stands above it where blank means that.
    @inline(__always)
    private func filled(_ cells: RowCells, _ column: Int) -> (ByteView, RawRow.Kind) {
        let cell = cells[column]
        guard cell.count == 0, let index = fillerOf[column] else { return (cell, cells.kind(column)) }
        return (ByteView(fillers[index].bytes, fillers[index].count), fillers[index].kind)
    }

    private func resolve(_ index: Int, _ cells: RowCells) {
        guard let place = plan.columns[index].place, resolvers[index] != nil else { return }
        let parents = place.parents.map { filled(cells, $0.source).0 }
        switch resolvers[index]!.resolve(values[index].view, parents: parents) {
        case .code(let code): values[index].view = arena.copy(code) ?? values[index].view
        case .fault(let kind): values[index].fault = kind
        }
    }

    private func hasValues(_ cells: RowCells, beyond width: Int) -> Bool {
        for column in width..<cells.count where cells[column].count > 0 { return true }
        return false
    }
}
