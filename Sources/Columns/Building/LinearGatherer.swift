import Kernel

/// Gathers a column whose values are whole numbers, days, moments, or decimals that fit 64 bits once their point is moved.
final class LinearGatherer {
    let type: ColumnType
    let stream: Int
    private let spill: Spill
    private let values: UnsafeMutablePointer<Int64>
    private(set) var missing = MissingMarks()
    private(set) var least = Int64.max
    private(set) var greatest = Int64.min
    /// From which row on decimals are in units of 10^-scale; scales only grow.
    private(set) var scales: [(row: Int, scale: Int)] = [(0, 0)]
    /// The values cannot be kept so; the column must be read again as a dictionary of texts.
    private(set) var isTooWide = false
    private var rows = 0

    init(type: ColumnType, spill: Spill, batchRows: Int) {
        self.type = type
        self.spill = spill
        stream = spill.newStream()
        values = .allocate(capacity: batchRows)
    }

    deinit { values.deallocate() }

    /// How many codes the column needs besides that for missing; `nil` when they are more than half of all numbers.
    var codes: UInt64? {
        guard least <= greatest else { return 0 }
        let span = UInt64(bitPattern: greatest &- least)
        return span >= 1 << 63 ? nil : span + 1
    }

    /// Takes the column's fields of a batch. Gives the number of the first field that is not in canonical form.
    func take(_ fields: UnsafePointer<Field>, _ count: Int, _ base: UnsafePointer<UInt8>) throws(AppError) -> Int? {
        guard !isTooWide else { return nil }
        let bad =
            switch type {
            case .integer: each(fields, count, base) { CanonicalForm.integer($0, $1) }
            case .date: each(fields, count, base) { CanonicalForm.day($0, $1) }
            case .datetime: each(fields, count, base) { CanonicalForm.moment($0, $1) }
            case .year: each(fields, count, base) { CanonicalForm.year($0, $1) }
            case .boolean: each(fields, count, base) { CanonicalForm.boolean($0, $1) }
            default: decimals(fields, count, base)
            }
        if bad != nil { return bad }
        rows += count
        try spill.append(UnsafeRawBufferPointer(start: values, count: count * 8), to: stream)
        return nil
    }

    @inline(__always)
    private func each(
        _ fields: UnsafePointer<Field>, _ count: Int, _ base: UnsafePointer<UInt8>, _ parse: (UnsafePointer<UInt8>, Int) -> Int64?
    ) -> Int? {
        var least = least
        var greatest = greatest
        for index in 0..<count {
            let field = fields[index]
            if field.isMissing {
                missing.mark(rows &+ index)
                values[index] = 0
                continue
            }
            guard !field.isQuoted, let value = parse(base + field.offset, Int(field.length)) else { return index }
            values[index] = value
            if value < least { least = value }
            if value > greatest { greatest = value }
        }
        self.least = least
        self.greatest = greatest
        return nil
    }

    private func decimals(_ fields: UnsafePointer<Field>, _ count: Int, _ base: UnsafePointer<UInt8>) -> Int? {
        var scale = scales.last!.scale
        for index in 0..<count {
            let field = fields[index]
            if field.isMissing {
                missing.mark(rows + index)
                values[index] = 0
                continue
            }
            let text = UnsafeBufferPointer(start: base + field.offset, count: Int(field.length))
            guard !field.isQuoted, DecimalText.isCanonical(text) else { return index }
            guard let parsed = DecimalText.mantissa(text), parsed.scale <= 18 else { return giveUp() }
            if parsed.scale > scale {
                guard refine(by: parsed.scale - scale) else { return giveUp() }
                scale = parsed.scale
                scales.append((rows + index, scale))
            }
            guard let value = LinearGatherer.raised(parsed.value, by: scale - parsed.scale) else { return giveUp() }
            values[index] = value
            least = min(least, value)
            greatest = max(greatest, value)
        }
        return nil
    }

    private func giveUp() -> Int? {
        isTooWide = true
        return nil
    }

    /// Brings least and greatest to units ten to the `power` times finer.
    private func refine(by power: Int) -> Bool {
        guard least <= greatest else { return true }
        guard let low = LinearGatherer.raised(least, by: power), let high = LinearGatherer.raised(greatest, by: power) else { return false }
        least = low
        greatest = high
        return true
    }

    /// A value in units ten to the `power` times finer; `nil` when it does not fit.
    static func raised(_ value: Int64, by power: Int) -> Int64? {
        var value = value
        for _ in 0..<power {
            let (times, over) = value.multipliedReportingOverflow(by: 10)
            if over { return nil }
            value = times
        }
        return value
    }
}

/// Which rows have no value; costs nothing as long as none is missing.
struct MissingMarks {
    private var words: [UInt64] = []

    @inline(__always) mutating func mark(_ row: Int) {
        let word = row &>> 6
        while words.count <= word { words.append(0) }
        words[word] |= 1 &<< UInt64(row & 63)
    }

    @inline(__always) func contains(_ row: Int) -> Bool {
        let word = row &>> 6
        return word < words.count && words[word] &>> UInt64(row & 63) & 1 != 0
    }

    var isEmpty: Bool { words.isEmpty }
}
