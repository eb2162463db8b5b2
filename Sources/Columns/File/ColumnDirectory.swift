/// The directory: what a column file says about its columns.
enum ColumnDirectory {
    static func bytes(_ columns: [ColumnEntry]) -> [UInt8] {
        var writer = LittleEndianWriter()
        for column in columns { put(column, &writer) }
        return writer.bytes
    }

    private static func put(_ column: ColumnEntry, _ writer: inout LittleEndianWriter) {
        writer.put(column.name)
        writer.put(column.type.code)
        switch column.domain {
        case .linear(let base, let scale):
            writer.put(UInt8(0))
            writer.put(base)
            writer.put(UInt8(scale))
        case .dictionary:
            writer.put(UInt8(1))
            writer.put(Int64(0))
            writer.put(UInt8(0))
        }
        writer.put(column.codes)
        writer.put(UInt8(column.width))
        writer.put(UInt8(column.offsetWidth))
        writer.put(column.traits.rawValue)
        for section in [column.values, column.zones, column.counts, column.offsets, column.texts] {
            writer.put(UInt64(section.offset))
            writer.put(UInt64(section.length))
            writer.put(section.checksum)
        }
        put(column.statistics, &writer)
    }

    private static func put(_ statistics: StoredStatistics, _ writer: inout LittleEndianWriter) {
        for count in [statistics.missing, statistics.distinct, statistics.shortest, statistics.longest] { writer.put(UInt64(count)) }
        writer.put(UInt8(statistics.sum == nil ? 0 : 1))
        writer.put(statistics.sum ?? 0)
        writer.put(UInt8(statistics.sumScale))
        writer.put(UInt32(statistics.frequent.count))
        for value in statistics.frequent {
            writer.put(value.code)
            writer.put(UInt64(value.count))
        }
        writer.put(UInt32(statistics.histogram.count))
        for count in statistics.histogram { writer.put(UInt64(count)) }
    }

    /// `nil` when the bytes are not exactly that many columns' entries.
    static func columns(_ count: Int, in bytes: UnsafeRawBufferPointer) -> [ColumnEntry]? {
        var reader = LittleEndianReader(bytes)
        var columns: [ColumnEntry] = []
        for _ in 0..<count {
            guard let column = column(&reader) else { return nil }
            columns.append(column)
        }
        return reader.isAtEnd ? columns : nil
    }

    private static func column(_ reader: inout LittleEndianReader) -> ColumnEntry? {
        var column = ColumnEntry()
        guard let name = reader.text(), let type = reader.take(UInt8.self).flatMap(ColumnType.init(code:)),
            let kind = reader.take(UInt8.self),
            let base = reader.take(Int64.self), let scale = reader.take(UInt8.self), kind <= 1, scale <= 18,
            let codes = reader.take(UInt64.self), let width = reader.take(UInt8.self), let offsetWidth = reader.take(UInt8.self),
            let traits = reader.take(UInt8.self), offsetWidth == 4 || offsetWidth == 8
        else { return nil }
        column.name = name
        column.type = type
        column.domain = kind == 0 ? .linear(base: base, scale: Int(scale)) : .dictionary
        column.codes = codes
        column.width = Int(width)
        column.offsetWidth = Int(offsetWidth)
        column.traits = TextTraits(rawValue: traits)
        for path in [\ColumnEntry.values, \.zones, \.counts, \.offsets, \.texts] {
            guard let offset = reader.count(), let length = reader.count(), let checksum = reader.take(UInt64.self) else { return nil }
            column[keyPath: path] = Section(offset: offset, length: length, checksum: checksum)
        }
        guard let statistics = statistics(&reader, codes) else { return nil }
        column.statistics = statistics
        return column
    }

    private static func statistics(_ reader: inout LittleEndianReader, _ codes: UInt64) -> StoredStatistics? {
        var statistics = StoredStatistics()
        guard let missing = reader.count(), let distinct = reader.count(), let shortest = reader.count(), let longest = reader.count(),
            let hasSum = reader.take(UInt8.self), let sum = reader.take(Int128.self), let scale = reader.take(UInt8.self), scale <= 38,
            let frequent = reader.take(UInt32.self), frequent <= Layout.mostFrequent
        else { return nil }
        statistics.missing = missing
        statistics.distinct = distinct
        statistics.shortest = shortest
        statistics.longest = longest
        statistics.sum = hasSum == 0 ? nil : sum
        statistics.sumScale = Int(scale)
        for _ in 0..<frequent {
            guard let code = reader.take(UInt64.self), (1...max(codes, 1)).contains(code), codes > 0, let count = reader.count() else {
                return nil
            }
            statistics.frequent.append(CodeCount(code: code, count: count))
        }
        guard let bins = reader.take(UInt32.self), bins <= Layout.mostBins, codes >= UInt64(bins) else { return nil }
        for _ in 0..<bins {
            guard let count = reader.count() else { return nil }
            statistics.histogram.append(count)
        }
        return statistics
    }
}
