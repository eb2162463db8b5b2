import Columns
import Foundation
import Kernel
import Logging
import Testing

@testable import Rows

/// What a question may cost, and what stands when one costs too much.
extension SQLTests {
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
}
