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

    private func workers(_ parallel: Int = 1, waiting: Int = 16) -> SQLWorkers {
        SQLWorkers(command: SQLTests.command, parallel: parallel, mostWaiting: waiting, log: Logger(label: "test"))
    }

    private func derived(_ table: RowTable, columns: [String]? = nil, scope: RowFilter = .everything) async throws -> String {
        try await DerivedTables(folder: table.folder + "/sql").path(table.file, columns: columns, scope: scope)
    }

    private func kind(_ workers: SQLWorkers, _ file: String, _ sql: String, _ limits: SQLLimits = SQLLimits()) async -> TextKey? {
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

    @Test("what never ends is stopped, and the next question is answered")
    func loops() async throws {
        let table = try RowTable(seed: 44, rows: 3000)
        let file = try await derived(table)
        let workers = workers()
        var limits = SQLLimits()
        limits.milliseconds = 300
        for sql in [
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n",
            "SELECT count(*) FROM \"tabel-1\" a, \"tabel-1\" b, \"tabel-1\" c",
            "SELECT count(*) FROM \"tabel-1\" a JOIN \"tabel-1\" b JOIN \"tabel-1\" c ON a.catatan LIKE '%' || b.catatan || '%'",
        ] {
            #expect(await kind(workers, file, sql, limits) == "rows.sql_too_slow", "\(sql)")
            #expect(await kind(workers, file, "SELECT 1") == nil)
        }
    }

    @Test("what wants all memory gets none, and the next question is answered")
    func memory() async throws {
        let table = try RowTable(seed: 45, rows: 2000)
        let file = try await derived(table)
        let workers = workers()
        var limits = SQLLimits()
        limits.memory = 16 << 20
        limits.milliseconds = 20_000
        for sql in [
            "WITH RECURSIVE n(x, t) AS (SELECT 1, hex(x'00') UNION SELECT x + 1, printf('%0500d', x) FROM n) SELECT count(*) FROM n",
            "SELECT group_concat(printf('%01000d', a._id)) FROM \"tabel-1\" a, \"tabel-1\" b",
            "SELECT a.catatan || b.catatan AS t FROM \"tabel-1\" a, \"tabel-1\" b ORDER BY t",
            "SELECT replace(printf('%.*c', 4000000, 'x'), 'x', printf('%.*c', 1000, 'y'))",
        ] {
            let found = await kind(workers, file, sql, limits)
            #expect(
                ["rows.sql_too_much_memory", "rows.sql_too_long", "rows.sql_too_slow"].contains(found),
                "\(sql): \(String(describing: found))")
            #expect(await kind(workers, file, "SELECT 1") == nil)
        }
    }

    @Test("answers have an end in rows and in bytes")
    func cut() async throws {
        let table = try RowTable(seed: 46, rows: 2000)
        let file = try await derived(table)
        let workers = workers()
        var question = SQLQuestion(file: file, names: ["t"], sql: "SELECT * FROM t")
        question.limits.rows = 100
        var answer = try await workers.answer(question)
        #expect(answer.rows.count == 100 && answer.isCut)
        question.limits.rows = 5000
        answer = try await workers.answer(question)
        #expect(answer.rows.count == 2000 && !answer.isCut)
        question.sql = "SELECT a.catatan, b.catatan, printf('%01000d', 1) AS long FROM t a, t b"
        question.limits.rows = 1_000_000_000
        question.limits.bytes = 1 << 20
        answer = try await workers.answer(question)
        #expect(answer.isCut && answer.rows.count > 100 && answer.rows.count < 5000)
        #expect(answer.columns.map(\.type) == [.text, .text, .text])
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

    @Test("a worker that is killed, or is none, costs only its asker")
    func crashes() async throws {
        let table = try RowTable(seed: 48, rows: 50)
        let file = try await derived(table)
        let none = SQLWorkers(command: ["/nonexistent/worker"], log: Logger(label: "test"))
        #expect(await kind(none, file, "SELECT 1") == "rows.sql_no_worker")
        let silent = SQLWorkers(command: ["/bin/false"], log: Logger(label: "test"))
        #expect(await kind(silent, file, "SELECT 1") == "rows.sql_no_worker")
        let process = try #require(SQLProcess(SQLTests.command))
        var question = SQLQuestion(file: file, names: ["t"], sql: "SELECT count(*) FROM t")
        guard case .answer(let answer) = process.ask(question) else { Testing.Issue.record("no answer"); return }
        #expect(answer.rows == [[.integer(50)]])
        kill(process.id, SIGKILL)
        guard case .gone = process.ask(question) else { Testing.Issue.record("a dead worker answered"); return }
        question.file = "/nonexistent"
        let workers = workers()
        #expect(await kind(workers, "/nonexistent", "SELECT 1") == "rows.sql_no_file")
        #expect(await kind(workers, file, "SELECT 1") == nil)
    }

    @Test("many ask at once; those beyond the line are told to come again, the others are answered")
    func line() async throws {
        let table = try RowTable(seed: 49, rows: 50)
        let file = try await derived(table)
        let workers = workers(2, waiting: 4)
        let answers = await withTaskGroup(of: TextKey?.self) { group in
            for _ in 0..<40 {
                group.addTask { await self.kind(workers, file, "SELECT count(*) FROM \"tabel-1\" a, \"tabel-1\" b, \"tabel-1\" c") }
            }
            var answers: [TextKey?] = []
            for await answer in group { answers.append(answer) }
            return answers
        }
        #expect(answers.filter { $0 == nil }.count >= 2)
        #expect(answers.allSatisfy { $0 == nil || $0 == "rows.sql_busy" })
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
