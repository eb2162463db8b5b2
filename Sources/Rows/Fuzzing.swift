import Columns
import Tables

/// The grammars of questions, each as a function of bytes that may be anything: what is thrown is an answer, a trap is a defect.
package enum RowGrammars {
    // Force: columns with names that differ.
    private static let check = ColumnCheck(
        try! TableShape([
            .init("kecamatan", .string), .init("jumlah", .integer), .init("nilai", .number), .init("aktif", .boolean),
            .init("tanggal", .date),
            .init("saat", .datetime), .init("tahun", .year), .init("titik", .geopoint), .init("and", .string), .init("a.b,\"c\"", .any),
        ]))

    /// A whole address behind the `?`. What can be read must read the same again after it was written.
    package static func address(_ bytes: [UInt8]) {
        let reader = AddressReader(check)
        guard let question = try? reader.read(AddressEscapes.pairs(bytes)) else { return }
        let text = AddressWriter.query(question)
        let again = try? reader.read(AddressEscapes.pairs(Array(text.utf8)))
        precondition(again.map { AddressWriter.query($0) } == text, "an address does not read as it was written")
    }

    /// A `$query`, and the same text as `$where` and `$select`.
    package static func soql(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        for name in ["$query", "$where", "$select", "$having", "$order"] { _ = try? SoQLReader(check).read([(name, text)]) }
    }

    /// The datastore's `filters`, `q` and `sort`.
    package static func datastore(_ bytes: [UInt8]) {
        var request = DatastoreRequest()
        request.filters = JSONText(bytes)
        request.q = request.filters
        _ = try? DatastoreReader(check).read(request)
        let text = String(decoding: bytes, as: UTF8.self)
        request = DatastoreRequest()
        request.sort = text
        request.q = .text(text)
        request.isPlain = false
        _ = try? DatastoreReader(check).read(request)
    }

    /// What is done to SQL before SQLite reads it.
    package static func sql(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        _ = SQLDialect.translated(text)
        _ = SQLDialect.isBlank(text)
    }
}
