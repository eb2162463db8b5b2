import Columns
import Foundation
import Kernel
import Logging
import Testing

@testable import Rows

@Suite("SQL in worker processes")
struct SQLTests {
    /// `RowsWorker`, which is built beside the tests.
    static let command: [String] = {
        let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        var folder = tests.deletingLastPathComponent()
        // Under Linux the tests are the program itself; elsewhere they lie in a bundle.
        while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appendingPathComponent("RowsWorker").path) {
            folder = folder.deletingLastPathComponent()
        }
        return [folder.appendingPathComponent("RowsWorker").path]
    }()

    func workers(_ parallel: Int = 1, waiting: Int = 16) -> SQLWorkers {
        SQLWorkers(command: SQLTests.command, parallel: parallel, mostWaiting: waiting, log: Logger(label: "test"))
    }

    func derived(_ table: RowTable, columns: [String]? = nil, scope: RowFilter = .everything) async throws -> String {
        try await DerivedTables(folder: table.folder + "/sql").path(table.file, columns: columns, scope: scope)
    }

    func kind(_ workers: SQLWorkers, _ file: String, _ sql: String, _ limits: SQLLimits = SQLLimits()) async -> TextKey? {
        var question = SQLQuestion(file: file, names: ["tabel-1"], sql: sql)
        question.limits = limits
        do {
            _ = try await workers.answer(question)
            return nil
        } catch { return error.issues.first?.message.key ?? error.message.key }
    }

    @Test("a statement is answered with columns, types and rows")
    func answers() async throws {
        let table = try RowTable(seed: 41, rows: 300)
        let file = try await derived(table)
        let workers = workers()
        let answer = try await workers.answer(
            SQLQuestion(
                file: file, names: ["tabel-1", "lain"],
                sql: """
                    -- all years
                    SELECT tahun, count(*) AS n, sum(jumlah)::numeric AS s, max(tanggal) AS t FROM "tabel-1" /* here */
                    WHERE kecamatan ILIKE 'PATRANG' GROUP BY tahun ORDER BY tahun;
                    """))
        #expect(answer.columns.map(\.name) == ["tahun", "n", "s", "t"])
        #expect(answer.columns[0].type == .integer && answer.columns[1].type == .integer)
        let mine = table.rows.filter { $0[0] == .text("Patrang") || $0[0] == .text("patrang") }
        #expect(answer.rows.count == Set(mine.map { $0[6] }).count)
        for row in answer.rows {
            let year: Datum = if case .integer(let year) = row[0] { .year(Int(year)) } else { .missing }
            #expect(row[1] == .integer(Int64(mine.filter { $0[6] == year }.count)))
        }
        let all = try await workers.answer(SQLQuestion(file: file, names: ["tabel-1"], sql: "SELECT * FROM \"tabel-1\" WHERE _id <= 2"))
        #expect(all.columns.map(\.name) == ["_id"] + RowTable.columns.map(\.name))
        #expect(all.columns.map(\.type) == [.integer, .text, .text, .integer, .number, .boolean, .date, .integer, .text, .number])
        for (row, values) in zip(table.rows, all.rows) {
            if case .text(let text) = row[0] { #expect(values[1] == .text(text)) } else { #expect(values[1] == .null) }
            if case .boolean(let value) = row[4] { #expect(values[5] == .boolean(value)) } else { #expect(values[5] == .null) }
        }
    }

    @Test(
        "nothing but reading the one table is possible",
        arguments: [
            "INSERT INTO \"tabel-1\" VALUES (1)", "DELETE FROM main.data", "UPDATE data SET jumlah = 1", "DROP TABLE data",
            "CREATE TABLE x (a)",
            "ATTACH '/etc/passwd' AS x", "ATTACH ':memory:' AS x", "DETACH main", "PRAGMA table_info(data)",
            "SELECT * FROM pragma_database_list",
            "SELECT * FROM sqlite_master", "SELECT * FROM sqlite_schema", "SELECT * FROM sqlite_temp_master", "SELECT * FROM sqlite_dbpage",
            "SELECT load_extension('/tmp/x.so')", "SELECT readfile('/etc/passwd')", "SELECT writefile('/tmp/x', 'y')",
            "SELECT randomblob(1000000000)",
            "SELECT zeroblob(1000000000)", "SELECT fts3_tokenizer('x')", "SELECT sqlite_compileoption_get(1)", "VACUUM INTO '/tmp/copy.db'",
            "BEGIN",
            "SELECT * FROM generate_series(1,10)", "SELECT * FROM json_each('[1]')", "REINDEX", "ANALYZE", "SAVEPOINT a",
            "SELECT * FROM (SELECT name FROM sqlite_master)", "WITH x AS (SELECT sql FROM sqlite_schema) SELECT * FROM x",
            "SELECT count(*) FROM sqlite_master", "SELECT count(*) FROM main.sqlite_schema", "SELECT count(*) FROM dbstat",
            "SELECT count(*) FROM json_each('[1]')", "SELECT count(*) FROM pragma_database_list", "SELECT edit('x')",
            "CREATE TEMP TABLE x AS SELECT 1", "EXPLAIN SELECT 1", "SELECT 1 WHERE EXISTS (SELECT 1 FROM sqlite_master)",
        ])
    func refusals(sql: String) async throws {
        let table = try RowTable(seed: 42, rows: 5)
        let file = try await derived(table)
        let before = try Data(contentsOf: URL(fileURLWithPath: file))
        let found = await kind(workers(), file, sql)
        #expect(["rows.sql_forbidden", "rows.sql_syntax", "rows.sql_no_rows"].contains(found), "\(sql): \(String(describing: found))")
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before)
    }

    @Test("only one statement is taken, whatever comments hide")
    func several() async throws {
        let table = try RowTable(seed: 43, rows: 5)
        let file = try await derived(table)
        let workers = workers()
        for (sql, wanted) in [
            ("SELECT 1; SELECT 2", "rows.sql_several"), ("SELECT 1; DROP TABLE data", "rows.sql_several"),
            ("SELECT 1 /* ; */ ; -- DROP", nil),
            ("SELECT 1 /* open", nil), ("SELECT '--' ; /* x */ ;;", nil), ("SELECT ';'", nil), ("", "rows.sql_no_rows"),
            ("-- nothing", "rows.sql_no_rows"),
            ("SELECT 1 --\n; SELECT 2", "rows.sql_several"), ("SELECT \"a;b\" FROM x", "rows.sql_syntax"), ("SELEC 1", "rows.sql_syntax"),
            ("SELECT 1\u{0}; SELECT 2", "rows.sql_syntax"), ("SELECT [a] FROM \"tabel-1\"", "rows.sql_syntax"), ("SELECT ?", nil),
        ] as [(String, TextKey?)] { #expect(await kind(workers, file, sql) == wanted, "\(sql)") }
    }

    @Test("only the columns and rows somebody may see are in the file that answers")
    func scope() async throws {
        let table = try RowTable(seed: 47, rows: 300)
        let scope = RowFilter.compare("tahun", .equal, "2024")
        let file = try await derived(table, columns: ["jumlah", "tahun"], scope: scope)
        #expect(try await derived(table) != file)
        let workers = workers()
        let mine = table.rows.filter { $0[6] == .year(2024) }
        let answer = try await workers.answer(SQLQuestion(file: file, names: ["t"], sql: "SELECT count(*), min(tahun), max(tahun) FROM t"))
        #expect(answer.rows == [[.integer(Int64(mine.count)), .integer(2024), .integer(2024)]])
        #expect(await kind(workers, file, "SELECT kecamatan FROM \"tabel-1\"") == "rows.sql_syntax")
        #expect(await kind(workers, file, "SELECT * FROM \"tabel-2\"") == "rows.sql_syntax")
    }

    @Test("the derived file is made once, holds numbers of any size, and old ones make room")
    func files() async throws {
        let table = try RowTable(
            [.init("n", .number), .init("i", .integer), .init("_ID", .string)],
            [
                [.number(Number("0.1")!), .integer(.max), .text("x")],
                [.number(Number("12345678901234567890.5")!), .integer(.min), .missing],
            ])
        let tables = DerivedTables(folder: table.folder + "/sql", mostBytes: 1)
        let file = table.file
        async let first = tables.path(file)
        async let second = tables.path(file)
        let paths = try await [first, second]
        #expect(paths[0] == paths[1])
        let answer = try await workers().answer(SQLQuestion(file: paths[0], names: ["t"], sql: "SELECT * FROM t"))
        #expect(answer.rows == [[.real(0.1), .integer(.max), .text("x")], [.real(12345678901234567890.5), .integer(.min), .null]])
        _ = try await tables.path(table.file, columns: ["n"])
        #expect(access(paths[0], R_OK) != 0)
    }
}
