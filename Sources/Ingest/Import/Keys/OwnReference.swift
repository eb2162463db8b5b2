import Kernel

/// A foreign key into the table itself: what is referred to may come in a later row, so it is looked at when all rows were read.
struct OwnReference {
    let fields: [String]
    let columns: [Int]
    let reference: [Int]
    private let keys: KeyTable
    private let wanted: KeyTable

    init(fields: [String], columns: [Int], reference: [Int], folder: String) {
        self.fields = fields
        self.columns = columns
        self.reference = reference
        keys = KeyTable(folder: folder)
        wanted = KeyTable(folder: folder)
    }

    func take(_ values: UnsafeMutablePointer<CellValue>, row: Int) throws(AppError) {
        if let key = KeyCheck.fingerprint(values, reference), keys.row(of: key) == nil { try keys.insert(key, row: row) }
        if let key = KeyCheck.fingerprint(values, columns), keys.row(of: key) == nil, wanted.row(of: key) == nil {
            try wanted.insert(key, row: row)
        }
    }

    /// How many different values refer to nothing, and the first row of them; `nil` when none does.
    var note: Message? {
        var count = 0
        var first = Int.max
        wanted.forEach { key, row in
            guard keys.row(of: key) == nil else { return }
            count += 1
            first = min(first, row)
        }
        guard count > 0 else { return nil }
        return Message("ingest.note.own_reference", ["fields": fields.joined(separator: ", "), "count": "\(count)", "row": "\(first)"])
    }
}
