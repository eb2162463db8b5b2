/// Writes a column's values as quickly as their kind allows.
final class CellCopier {
    /// Plain facts for the innermost loop; nothing in it is counted.
    struct Plan: BitwiseCopyable {
        enum Kind: UInt8, BitwiseCopyable {
            /// Value c is bytes[ends[c - 1 + first] ..< ends[c + first]].
            case table
            /// A whole number: base + c.
            case number
            /// Asked of the copier each time.
            case other
        }

        var kind = Kind.other
        /// 1 where code 0 has bytes as well.
        var first = 0
        var bytes = UnsafePointer<UInt8>(bitPattern: 8)!
        var ends = UnsafePointer<UInt32>(bitPattern: 8)!
        var base: Int64 = 0
    }

    let form: CellForm
    private(set) var plan = Plan()
    /// What is written for a missing value where code 0 has no bytes.
    private let missing: StaticString
    private var rendered: ByteSink?
    private var ends: UnsafeMutablePointer<UInt32>?

    /// - Parameter rows: how many rows will be written; few are not worth a table.
    init(_ column: StoredColumn, _ format: ExportFormat, rows: Int) {
        form = CellForm(column, format)
        missing = if case .csv = format { "" } else { "null" }
        if form.isVerbatim, let ends = column.texts.narrowEnds {
            plan.kind = .table
            plan.bytes = column.texts.texts
            plan.ends = ends
        } else if column.codes <= 1 << 16, rows >= Int(column.codes) {
            render(column)
        } else if case .linear(let base, _) = column.domain, column.type == .integer {
            plan.kind = .number
            plan.base = base &- 1
        }
    }

    deinit { ends?.deallocate() }

    /// Writes all values once, so that rows only copy them.
    private func render(_ column: StoredColumn) {
        let sink = ByteSink(capacity: 1 << 12)
        let places = UnsafeMutablePointer<UInt32>.allocate(capacity: Int(column.codes) + 2)
        places[0] = 0
        for code in 0...column.codes {
            form.write(code, to: sink)
            guard sink.count <= Int(UInt32.max) else { return places.deallocate() }
            places[Int(code) + 1] = UInt32(sink.count)
        }
        rendered = sink
        ends = places
        plan.kind = .table
        plan.first = 1
        plan.bytes = UnsafePointer(sink.base)
        plan.ends = UnsafePointer(places)
    }

    @inline(__always) static func write(_ code: UInt64, _ plan: Plan, _ copier: Unmanaged<CellCopier>, to sink: ByteSink) {
        switch plan.kind {
        case .table:
            let at = Int(truncatingIfNeeded: code) &+ plan.first
            guard at > 0 else { return copier._withUnsafeGuaranteedRef { sink.append($0.missing) } }
            let start = Int(plan.ends[at &- 1])
            sink.append(short: plan.bytes + start, Int(plan.ends[at]) &- start)
        case .number where code > 0: sink.append(decimal: plan.base &+ Int64(bitPattern: code))
        default: copier._withUnsafeGuaranteedRef { $0.form.write(code, to: sink) }
        }
    }
}

extension ByteSink {
    /// Copies bytes behind which at least 16 more can be read.
    @inline(__always) func append(short from: UnsafePointer<UInt8>, _ length: Int) {
        reserve(length)
        if length <= 16 {
            UnsafeMutableRawPointer(base + count).storeBytes(
                of: UnsafeRawPointer(from).loadUnaligned(as: SIMD16<UInt8>.self), as: SIMD16<UInt8>.self)
        } else {
            (base + count).update(from: from, count: length)
        }
        count &+= length
    }
}

extension DictionaryTexts {
    /// Where the texts end, where that is kept in four bytes.
    var narrowEnds: UnsafePointer<UInt32>? { isWide ? nil : ends.assumingMemoryBound(to: UInt32.self) }
}
