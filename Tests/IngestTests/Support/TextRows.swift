import Foundation
import Kernel

@testable import Ingest

/// Rows in memory, as a reader of files would give them.
final class TextRows: RawRows {
    private let rows: [[(text: String, kind: RawRow.Kind)]]
    private var at = 0
    /// Rows, by their numbers, of which the reader says that they cannot be read.
    var faults: [Int: Message] = [:]

    init(_ rows: [[String]]) { self.rows = rows.map { $0.map { ($0, .text) } } }
    init(cells rows: [[(text: String, kind: RawRow.Kind)]]) { self.rows = rows }

    /// Lines with cells between bars, blanks around them without meaning: `Kecamatan | Jumlah`.
    convenience init(_ lines: String) {
        self.init(
            lines.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
            })
    }

    /// A fixture of lines with cells between semicolons; quotes only around whole cells.
    convenience init(fixture name: String) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: folder.appendingPathComponent("Fixtures/ingest/\(name)"), encoding: .utf8)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last == "" { lines.removeLast() }
        self.init(
            lines.map { line in
                line.split(separator: ";", omittingEmptySubsequences: false).map { cell in
                    cell.hasPrefix("\"") && cell.hasSuffix("\"") && cell.count > 1 ? String(cell.dropFirst().dropLast()) : String(cell)
                }
            })
    }

    func next(into row: inout RawRow) throws(AppError) -> Bool {
        guard at < rows.count else { return false }
        at += 1
        row.begin(at)
        for cell in rows[at - 1] { row.add(cell.text.utf8, cell.kind) }
        row.fault = faults[at]
        return true
    }

    /// The same rows from the beginning.
    var again: TextRows {
        let again = TextRows(cells: rows)
        again.faults = faults
        return again
    }
    var count: Int { rows.count }
}

/// A folder that is gone at the end of the test.
final class TestFolder {
    let path = NSTemporaryDirectory() + "/ingest-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func text(_ name: String) throws -> String { try String(contentsOfFile: path + "/" + name, encoding: .utf8) }
}

/// A sheet that is inspected and imported in one go.
struct Imported {
    var inspection: Inspection
    var outcome: ImportOutcome
    var csv: String
    var quarantine: [QuarantinedRow] = []

    var lines: [String] { csv.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init) }

    init(
        _ rows: TextRows, reading: Reading = Reading(), places: (any PlaceNames)? = TestPlaces.jember,
        references: (any ReferenceValues)? = nil
    ) throws {
        let folder = try TestFolder()
        inspection = try Inspection.of(rows.again, sheet: RawSheet(name: "Lembar1"), reading: reading, places: places)
        outcome = try SheetImport(inspection, places: places, references: references)
            .run(rows.again, csv: folder.path + "/a.csv", quarantine: folder.path + "/q.ndjson")
        csv = try folder.text("a.csv")
        var kept: [QuarantinedRow] = []
        try QuarantineFile.read(path: folder.path + "/q.ndjson") {
            kept.append($0); return true
        }
        quarantine = kept
    }

    func guess(_ id: String) -> Guess? { inspection.guesses.first { $0.id == id } }
    func field(_ name: String) -> TableSchema.Field? { outcome.schema[name] }
}

enum TestPlaces {
    /// Part of Jember, and the Jombang that is elsewhere.
    static let jember = PlaceList(
        home: "35.09",
        [
            ("35", "Jawa Timur"), ("35.09", "Kabupaten Jember"), ("35.17", "Kabupaten Jombang"), ("35.09.01", "Jombang"),
            ("35.09.02", "Kencong"),
            ("35.09.03", "Sumberbaru"), ("35.09.19", "Kaliwates"), ("35.09.20", "Sumbersari"), ("35.09.21", "Patrang"),
            ("35.17.09", "Jombang"),
            ("35.09.01.2001", "Padomasan"), ("35.09.01.2002", "Keting"), ("35.09.01.2003", "Jombang"), ("35.09.02.2001", "Kraton"),
            ("35.09.03.2001", "Rowotengah"), ("35.09.20.1001", "Kebonsari"), ("35.09.21.1001", "Gebang"), ("35.09.03.2002", "Kraton"),
            ("35.75", "Kota Pasuruan"), ("35.14", "Kabupaten Pasuruan"),
        ] as [(code: String, name: String)])
}
