/// Checks everything that is later read without looking: places, lengths, checksums, codes and texts' ends.
struct FileCheck {
    private let bytes: UnsafeRawBufferPointer
    private let header: Header

    init(_ bytes: UnsafeRawBufferPointer, _ header: Header) {
        self.bytes = bytes
        self.header = header
    }

    /// The columns; `nil` when anything does not fit.
    func entries() -> [ColumnEntry]? {
        guard isSound(header.directory),
            let entries = ColumnDirectory.columns(header.columns, in: slice(header.directory)),
            entries.allSatisfy({ isSound($0) })
        else { return nil }
        return entries
    }

    private func isSound(_ entry: ColumnEntry) -> Bool {
        let rows = header.rows
        let statistics = entry.statistics
        guard [entry.values, entry.zones, entry.counts, entry.offsets, entry.texts].allSatisfy({ isSound($0) }),
            entry.codes <= 1 << 63, entry.width == Layout.width(entry.codes),
            entry.values.length == Layout.paddedRows(rows) * entry.width,
            entry.zones.length == Layout.blocks(rows) * Layout.zoneBytes,
            entry.counts.length == (entry.codes < UInt64(Layout.mostCounted) ? (Int(entry.codes) + 1) * 4 : 0),
            statistics.missing <= rows, (entry.codes > 0) == (statistics.missing < rows), statistics.distinct <= rows - statistics.missing,
            areSound(codes: entry)
        else { return false }
        switch entry.domain {
        case .linear(let base, _):
            guard !entry.type.isText, entry.offsets.length == 0, entry.texts.length == 0 else { return false }
            return entry.codes == 0 || fits(entry.type, base, entry.codes)
        case .dictionary:
            return (entry.type.isText || entry.type.isNumeric) && isSound(dictionary: entry)
        }
    }

    /// Whether the greatest value of a linear domain is one that the type can have.
    private func fits(_ type: ColumnType, _ base: Int64, _ codes: UInt64) -> Bool {
        let last = Int128(base) + Int128(codes) - 1
        let range: ClosedRange<Int128> =
            switch type {
            case .boolean: 0...1
            case .year: 0...9999
            case .date: -719_528...2_932_896
            case .datetime: -62_167_219_200_000...253_402_300_799_999
            default: Int128(Int64.min)...Int128(Int64.max)
            }
        return range.contains(Int128(base)) && range.contains(last)
    }

    private func isSound(dictionary entry: ColumnEntry) -> Bool {
        guard entry.codes <= UInt64(UInt32.max), entry.offsets.length == (Int(entry.codes) + 1) * entry.offsetWidth,
            entry.texts.length >= Layout.textPadding, entry.offsetWidth == 4 || entry.offsetWidth == 8
        else { return false }
        let texts = DictionaryTexts(entry, bytes)
        var last = 0
        guard texts.end(0) == 0 else { return false }
        for index in 0..<texts.count {
            let end = texts.end(index + 1)
            guard end >= last else { return false }
            last = end
        }
        return last == entry.texts.length - Layout.textPadding
    }

    private func areSound(codes entry: ColumnEntry) -> Bool {
        let start = bytes.baseAddress! + entry.values.offset
        let count = entry.values.length / entry.width
        return switch entry.width {
        case 1: greatest(start, count, UInt8.self) <= entry.codes
        case 2: greatest(start, count, UInt16.self) <= entry.codes
        case 4: greatest(start, count, UInt32.self) <= entry.codes
        default: greatest(start, count, UInt64.self) <= entry.codes
        }
    }

    private func greatest<C: FixedWidthInteger & UnsignedInteger>(_ start: UnsafeRawPointer, _ count: Int, _ type: C.Type) -> UInt64 {
        let codes = UnsafeBufferPointer(start: start.assumingMemoryBound(to: C.self), count: count)
        var greatest: C = 0
        for code in codes { greatest = max(greatest, code) }
        return UInt64(greatest)
    }

    private func isSound(_ section: Section) -> Bool {
        guard section.offset <= bytes.count, section.length <= bytes.count - section.offset, section.offset % 64 == 0 else { return false }
        return section.length == 0 || XXH64Stream.hash(slice(section)) == section.checksum
    }

    private func slice(_ section: Section) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[section.offset..<(section.offset + section.length)])
    }
}
