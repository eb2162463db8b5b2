import ArgumentParser
import Columns
import Foundation
import Kernel

/// Measures column files against `sqlite3` on the same table in the same run.
struct ColumnBench: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "columns")

    @Option(help: "Rows of the table.") var rows = 1_000_000
    @Option(help: "How often each question is asked; the middle time counts.") var rounds = 7
    @Option(help: "Folder for the files, kept afterwards.") var keep: String?
    @Flag(help: "Leave sqlite3 out.") var alone = false

    func run() throws {
        let folder = keep ?? NSTemporaryDirectory() + "/pendopo-columns-\(rows)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { if keep == nil { try? FileManager.default.removeItem(atPath: folder) } }
        for name in ["source.csv", "table.csv", "table.columns", "table.sqlite"] { unlink("\(folder)/\(name)") }
        let source = try ServiceTable.write(rows: rows, to: "\(folder)/source.csv")
        print("\(rows) rows, \(source.length / 1_000_000) MB of CSV\n\n| what | columns | sqlite3 | ratio |\n|---|---|---|---|")
        let shell = alone ? nil : SQLiteShell(database: "\(folder)/table.sqlite")
        let watch = MemoryWatch()
        let file = try importing(folder, shell)
        try shell?.run(["kecamatan", "tahun", "status", "opd"].map { "CREATE INDEX t_\($0) ON t(\($0));" }.joined() + "ANALYZE;")
        for question in ColumnQueries.all(rows: rows) {
            let ours = try Measure.median(rounds) { try question.ask(file) }
            report(question.name, ours, try shell?.median(max(3, rounds / 2), question.sql))
        }
        try exporting(file, folder, shell)
        let size = try FileManager.default.attributesOfItem(atPath: "\(folder)/table.columns")[.size] as? Int ?? 0
        print(
            "\nColumn file \(size / 1_000_000) MB; most anonymous memory \(Int(watch.stop())) MB, at the end \(Int(Measure.anonymousMemory())) MB."
        )
    }

    /// The source is read field by field, checked and brought into canonical form, hashed, and made into columns with statistics.
    private func importing(_ folder: String, _ shell: SQLiteShell?) throws -> ColumnFile {
        let shape = try TableShape(ServiceTable.columns)
        let rewrite = try Measure.once {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/source.csv"), options: .alwaysMapped)
            let writer = try CanonicalWriter(path: "\(folder)/table.csv", shape: shape)
            try bytes.withUnsafeBytes { try rewriteRows($0.bindMemory(to: UInt8.self), writer) }
            _ = try writer.finish()
        }
        let build = try Measure.once {
            try ColumnFileBuilder().build(csv: "\(folder)/table.csv", shape: shape, to: "\(folder)/table.columns")
        }
        var file: ColumnFile?
        let open = try Measure.median(3) { file = try ColumnFile(path: "\(folder)/table.columns") }
        let theirs = try shell.map { shell in
            try Measure.once {
                let types = ServiceTable.columns.map {
                    "\($0.name) \($0.type == .integer || $0.type == .year ? "INTEGER" : $0.type == .number ? "REAL" : "TEXT")"
                }
                try shell.run("CREATE TABLE t(\(types.joined(separator: ", ")));\n.mode csv\n.import --skip 1 \(folder)/source.csv t\n")
            }
        }
        report("import: parse, type, validate, hash, profile, columns", rewrite + build, theirs)
        report("  of it the canonical CSV", rewrite, nil)
        report("  of it the columns", build, nil)
        report("open and check", open, nil)
        return file!
    }

    /// The generator writes no quotes, so a comma is a delimiter here unless a note begins with one: notes have exactly one.
    private func rewriteRows(_ bytes: UnsafeBufferPointer<UInt8>, _ writer: CanonicalWriter) throws {
        var at = bytes.firstIndex(of: 10)! + 1
        var start = at
        var column = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == UInt8(ascii: "\"") {
                let end = bytes[(at + 1)...].firstIndex(of: byte)!
                try writer.add(text: UnsafeBufferPointer(rebasing: bytes[(at + 1)..<end]))
                at = end + 1
            } else {
                while bytes[at] != UInt8(ascii: ","), bytes[at] != 10 { at += 1 }
                let field = UnsafeBufferPointer(rebasing: bytes[start..<at])
                if field.isEmpty { try writer.add(.missing) } else { try writer.add(text: field) }
            }
            column += 1
            if bytes[at] == 10 {
                try writer.endRow()
                column = 0
            }
            at += 1
            start = at
        }
    }

    private func exporting(_ file: ColumnFile, _ folder: String, _ shell: SQLiteShell?) throws {
        let tenth = RowFilter.compare("tanggal", .greaterOrEqual, "2024-05-26")
        let formats: [(String, ExportFormat, RowFilter, String?, String?)] = [
            ("CSV, whole, as it lies", .csv, .everything, "\(folder)/table.csv", "SELECT * FROM t"),
            ("CSV, whole, from the columns", .csv, .everything, nil, "SELECT * FROM t"),
            ("CSV for spreadsheets, whole", .csv(.spreadsheet), .everything, nil, "SELECT * FROM t"),
            ("CSV, filtered, a tenth of the rows", .csv, tenth, nil, "SELECT * FROM t WHERE tanggal >= '2024-05-26'"),
            ("NDJSON, whole", .ndjson, .everything, nil, nil),
        ]
        for (name, format, filter, path, sql) in formats {
            var bytes = 0
            let seconds = try Measure.median(3) {
                bytes = 0
                let sink = open("/dev/null", O_WRONLY)
                defer { close(sink) }
                let export = try RowExport(file, .matching(filter), as: format, canonical: path)
                while export.next({ bytes += write(sink, $0.baseAddress, $0.count) }) {}
            }
            let theirs = try sql.flatMap { sql in
                try shell.map { shell in try Measure.median(3) { try shell.run(".mode csv\n.headers on\n.output /dev/null\n\(sql);\n") } }
            }
            report("\(name) (\(Int(Double(bytes) / seconds / 1e6)) MB/s)", seconds, theirs)
        }
    }

    private func report(_ name: String, _ ours: Double, _ theirs: Double?) {
        func text(_ seconds: Double) -> String {
            String(format: seconds < 1 ? "%.3f ms" : "%.2f s", seconds < 1 ? seconds * 1000 : seconds)
        }
        print("| \(name) | \(text(ours)) | \(theirs.map(text) ?? "–") | \(theirs.map { String(format: "%.1f×", $0 / ours) } ?? "–") |")
    }
}
