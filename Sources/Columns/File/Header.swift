/// The first 128 bytes of a column file.
struct Header: Equatable {
    var columns: Int
    var rows: Int
    var fileLength: Int
    var directory: Section
    /// The canonical CSV that the file was made from.
    var csvLength: Int
    var csvSHA256: [UInt8]

    var bytes: [UInt8] {
        var writer = LittleEndianWriter()
        writer.put(Layout.magic)
        writer.put(Layout.version)
        writer.put(UInt32(columns))
        writer.put(UInt64(rows))
        writer.put(UInt64(fileLength))
        writer.put(UInt64(directory.offset))
        writer.put(UInt64(directory.length))
        writer.put(directory.checksum)
        writer.put(UInt64(csvLength))
        writer.put(csvSHA256)
        writer.put([UInt8](repeating: 0, count: Layout.headerLength - 8 - writer.bytes.count))
        writer.put(writer.bytes.withUnsafeBytes(XXH64.hash))
        return writer.bytes
    }

    init(columns: Int, rows: Int, fileLength: Int, directory: Section, table: CanonicalTable) {
        self.columns = columns
        self.rows = rows
        self.fileLength = fileLength
        self.directory = directory
        csvLength = table.length
        csvSHA256 = table.sha256
    }

    /// `nil` when the bytes do not begin with a whole, undamaged header.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Layout.headerLength else { return nil }
        var reader = LittleEndianReader(UnsafeRawBufferPointer(rebasing: bytes[..<Layout.headerLength]))
        guard reader.take(8) == Layout.magic, reader.take(UInt32.self) == Layout.version,
            let columns = reader.take(UInt32.self), columns > 0, columns <= TableShape.mostColumns,
            let rows = reader.count(atMost: TableShape.mostRows), let fileLength = reader.count(),
            let offset = reader.count(), let length = reader.count(), let checksum = reader.take(UInt64.self),
            let csvLength = reader.count(), let sha256 = reader.take(32),
            reader.take(Layout.headerLength - 104) != nil, let own = reader.take(UInt64.self),
            own == XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[..<(Layout.headerLength - 8)]))
        else { return nil }
        self.columns = Int(columns)
        self.rows = rows
        self.fileLength = fileLength
        directory = Section(offset: offset, length: length, checksum: checksum)
        self.csvLength = csvLength
        csvSHA256 = sha256
    }

    /// Whether the bytes say that they are a column file at all, of any version.
    static func isColumnFile(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes.starts(with: Layout.magic) }
}
