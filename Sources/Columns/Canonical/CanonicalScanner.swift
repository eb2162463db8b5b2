import Kernel

/// Finds the fields of a canonical CSV and refuses what is not in canonical form as far as commas, quotes and line ends go.
struct CanonicalScanner {
    let file: MappedFile
    let shape: TableShape
    private(set) var at = 0
    private(set) var rows = 0

    private var base: UnsafePointer<UInt8>? { file.bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) }

    /// Reads the header, which must name the columns of `shape` in their order.
    init(_ file: MappedFile, shape: TableShape) throws(AppError) {
        self.file = file
        self.shape = shape
        let header = FieldBatch(columns: shape.columns.count)
        rows = -1
        guard try fill(header, atMost: 1) == 1 else { throw .malformed("columns.no_header") }
        for (index, column) in shape.columns.enumerated() {
            let name = text(header.column(index)[0])
            guard name == column.name else {
                throw .malformed(Message("columns.other_header", ["column": column.name, "found": name ?? ""]))
            }
        }
    }

    /// Finds the next rows; none at the end.
    mutating func next(_ batch: FieldBatch) throws(AppError) -> Int { try fill(batch, atMost: batch.capacity) }

    private mutating func fill(_ batch: FieldBatch, atMost most: Int) throws(AppError) -> Int {
        batch.rows = 0
        guard let base else { return 0 }
        let end = file.bytes.count
        var position = at
        let last = batch.columns - 1
        var row = 0
        while row < most, position < end {
            for column in 0...last {
                let fields = batch.column(column)
                guard let next = CanonicalScanner.field(base, position, end, fields + row) else { throw fault(row, column) }
                guard next < end, base[next] == (column == last ? 10 : UInt8(ascii: ",")) else { throw fault(row, column) }
                position = next &+ 1
            }
            row &+= 1
        }
        batch.rows = row
        rows += row
        at = position
        if rows > TableShape.mostRows { throw .tooLarge("columns.too_many_rows") }
        return row
    }

    /// The end of the field that starts at `start`; `nil` when it has none or is too long.
    @inline(__always)
    private static func field(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ field: UnsafeMutablePointer<Field>) -> Int? {
        if start < end, base[start] == UInt8(ascii: "\"") { return quoted(base, start, end, field) }
        var at = start
        find: while true {
            guard at &+ 8 <= end else {
                while at < end, base[at] != UInt8(ascii: ","), base[at] != 10 { at &+= 1 }
                break find
            }
            let word = UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self)
            let found = zeros(word ^ 0x2C2C_2C2C_2C2C_2C2C) | zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A)
            if found != 0 {
                at &+= found.trailingZeroBitCount &>> 3
                break find
            }
            at &+= 8
        }
        guard at &- start <= TableShape.longestValue else { return nil }
        field.pointee = Field(offset: start, length: Int32(truncatingIfNeeded: at &- start), isQuoted: false, hasEscapes: false)
        return at
    }

    /// The high bit of the lowest byte that is zero, and perhaps of higher ones.
    @inline(__always) private static func zeros(_ word: UInt64) -> UInt64 {
        (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
    }

    private static func quoted(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ field: UnsafeMutablePointer<Field>) -> Int? {
        var at = start + 1
        var hasEscapes = false
        while true {
            while at < end, base[at] != UInt8(ascii: "\"") { at &+= 1 }
            guard at < end, at &- start <= TableShape.longestValue * 2 else { return nil }
            guard at + 1 < end, base[at + 1] == UInt8(ascii: "\"") else { break }
            hasEscapes = true
            at &+= 2
        }
        field.pointee = Field(offset: start + 1, length: Int32(at - start - 1), isQuoted: true, hasEscapes: hasEscapes)
        return at + 1
    }

    private func fault(_ row: Int, _ column: Int) -> AppError {
        .malformed(Message("columns.not_canonical", ["row": "\(max(rows + row + 1, 0))", "column": shape.columns[column].name]))
    }

    /// A field's text without its quotes; `nil` when it is missing, not UTF-8 or quoted against the canonical form.
    func text(_ field: Field) -> String? {
        guard !field.isMissing, let base else { return nil }
        let bytes = UnsafeBufferPointer(start: base + field.offset, count: Int(field.length))
        guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
        let plain = field.hasEscapes ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
        var copy = plain
        let needsQuotes = copy.withUTF8 { $0.baseAddress.map { start in CanonicalForm.needsQuotes(start, plain.utf8.count) } ?? true }
        return needsQuotes || plain.isEmpty ? (field.isQuoted ? plain : nil) : (field.isQuoted ? nil : plain)
    }
}
