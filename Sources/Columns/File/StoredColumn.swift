import Kernel

/// A column of a column file, read in place.
package final class StoredColumn: @unchecked Sendable {
    package let name: String
    package let type: ColumnType
    /// Its number in the file, from 0.
    package let position: Int
    let rows: Int
    let domain: Domain
    /// The greatest code.
    let codes: UInt64
    let width: Int
    let values: UnsafeRawPointer
    /// For each block: least and greatest code that is not missing, and how many are missing.
    let zones: UnsafePointer<UInt64>
    /// How often each code occurs in the whole column, where that is kept.
    let counts: UnsafePointer<UInt32>?
    /// Empty where the domain is linear.
    let texts: DictionaryTexts
    let traits: TextTraits
    let stored: StoredStatistics
    private let file: MappedFile

    init(_ entry: ColumnEntry, position: Int, rows: Int, file: MappedFile) {
        self.file = file
        let base = file.bytes.baseAddress!
        name = entry.name
        type = entry.type
        self.position = position
        self.rows = rows
        domain = entry.domain
        codes = entry.codes
        width = entry.width
        values = base + entry.values.offset
        zones = (base + entry.zones.offset).assumingMemoryBound(to: UInt64.self)
        counts = entry.counts.length == 0 ? nil : (base + entry.counts.offset).assumingMemoryBound(to: UInt32.self)
        texts = DictionaryTexts(entry, file.bytes)
        traits = entry.traits
        stored = entry.statistics
    }

    /// The code of a row. The row must exist.
    @inline(__always) func code(_ row: Int) -> UInt64 {
        switch width {
        case 1: UInt64(values.load(fromByteOffset: row, as: UInt8.self))
        case 2: UInt64(values.load(fromByteOffset: row &* 2, as: UInt16.self))
        case 4: UInt64(values.load(fromByteOffset: row &* 4, as: UInt32.self))
        default: values.load(fromByteOffset: row &* 8, as: UInt64.self)
        }
    }

    /// The value of a row; rows count from 0.
    package func value(_ row: Int) -> Datum {
        precondition(row >= 0 && row < rows, "there is no such row")
        return datum(code(row))
    }

    /// The value a code stands for.
    func datum(_ code: UInt64) -> Datum {
        guard code > 0 else { return .missing }
        switch domain {
        case .dictionary:
            let text = texts.text(Int(code) - 1)
            return type.isText ? .text(text) : .number(Number(canonical: text))
        case .linear(let base, let scale):
            let value = base &+ Int64(bitPattern: code &- 1)
            switch type {
            case .number: return .number(Number(Int128(value), scale: scale))
            case .boolean: return .boolean(value != 0)
            case .date: return .day(Day(daysSinceEpoch: Int(value)))
            case .datetime: return .instant(Instant(milliseconds: value))
            case .year: return .year(Int(value))
            default: return .integer(value)
            }
        }
    }

    /// Writes the text of a code that is not missing, as in a canonical CSV but without quotes.
    @inline(__always) func write(_ code: UInt64, to sink: ByteSink) {
        switch domain {
        case .dictionary:
            let text = texts[Int(truncatingIfNeeded: code &- 1)]
            sink.append(text.baseAddress!, text.count)
        case .linear(let base, let scale):
            ValueText.write(base &+ Int64(bitPattern: code &- 1), type, scale: scale, to: sink)
        }
    }
}
