import Columns
import Kernel
import Testing

@testable import Rows

@Suite("Socrata's query language")
struct SoQLTests {
    private func read(_ pairs: (String, String)...) throws -> RowQuestion {
        try SoQLReader(ColumnCheck(TableShape(RowTable.columns))).read(pairs.map { (name: $0.0, value: $0.1) })
    }

    private func issue(_ pairs: (String, String)...) -> Kernel.Issue? {
        do {
            _ = try SoQLReader(ColumnCheck(TableShape(RowTable.columns))).read(pairs.map { (name: $0.0, value: $0.1) })
            return nil
        } catch { return error.issues.first }
    }

    /// A condition with as few parentheses as the language's rules of precedence allow.
    private func condition(_ table: RowTable, _ chance: inout Chance, level: Int, depth: Int = 0) -> Meant {
        if depth < 4, chance.happens(45) {
            let kind = chance.number(0...2)
            let inner = kind == 0 ? 1 : kind == 1 ? 2 : 3
            let count = kind == 2 ? 1 : chance.number(2...3)
            let parts = (0..<count).map { _ in condition(table, &chance, level: inner, depth: depth + 1) }
            let meant: Meant
            switch kind {
            case 0: meant = .any(parts, parts.map(\.text).joined(separator: " OR "))
            case 1: meant = .all(parts, parts.map(\.text).joined(separator: " and "))
            default:
                let part = parts[0]
                meant = Meant(text: "NOT \(part.text)") { part.holds($0).map { !$0 } }
            }
            // An `or` within an `and`, or any join within a `not`, needs parentheses.
            return kind < level ? Meant(text: "(\(meant.text))", holds: meant.holds) : meant
        }
        let column = chance.number(0...6)
        let type = RowTable.columns[column].type
        let name = RowTable.columns[column].name
        func literal(_ text: String) -> String {
            type == .string || type == .date ? "'" + text.map { $0 == "'" ? "''" : "\($0)" }.joined() + "'" : text
        }
        let a = table.operand(column, &chance)
        let b = table.operand(column, &chance)
        switch chance.number(0...9) {
        case 0: return Meant(text: "\(name) is null") { $0[column] == .missing }
        case 1: return Meant(text: "\(name) IS NOT NULL") { $0[column] != .missing }
        case 2:
            return .all(
                [.compare(column, "", a) { $0 >= 0 }, .compare(column, "", b) { $0 <= 0 }],
                "\(name) between \(literal(a)) and \(literal(b))")
        case 3:
            let isIn = Meant.any([.compare(column, "", a) { $0 == 0 }, .compare(column, "", b) { $0 == 0 }], "")
            if chance.happens(50) { return Meant(text: "\(name) in (\(literal(a)), \(literal(b)))", holds: isIn.holds) }
            return Meant(text: "\(name) not in(\(literal(a)),\(literal(b)))") { isIn.holds($0).map { !$0 } }
        case 4 where type == .string:
            let start = String(a.prefix(2))
            return Meant(text: "starts_with(\(name), \(literal(start)))") { row in
                row[column].text.map { Plainly.folded($0).hasPrefix(Plainly.folded(start)) || start.isEmpty }
            }
        case 5 where type == .string:
            return Meant(text: "upper(`\(name)`) = \(literal(a))") { row in row[column].text.map { Plainly.folded($0) == Plainly.folded(a) }
            }
        case 6: return .compare(column, "\(literal(a)) < \(name)", a) { $0 > 0 }
        default:
            let kinds: [(String, (Int) -> Bool)] = [
                ("=", { $0 == 0 }), ("!=", { $0 != 0 }), ("<", { $0 < 0 }), ("<=", { $0 <= 0 }), (">", { $0 > 0 }), (">=", { $0 >= 0 }),
                ("<>", { $0 != 0 }),
            ]
            let (sign, holds) = chance.one(of: kinds)
            return .compare(column, "\(name)\(sign)\(literal(a))", a, holds)
        }
    }

    @Test("random conditions find the rows that a look at each row finds")
    func conditions() throws {
        let table = try RowTable(seed: 21, rows: 300)
        var chance = Chance(22)
        for _ in 0..<400 {
            let meant = condition(table, &chance, level: 0)
            let question = try SoQLReader(table.check).read([("$where", meant.text)])
            guard case .rows(let rows, _) = try question.answer(table.file, table.check).found else {
                Testing.Issue.record("no rows"); return
            }
            #expect(rows == meant.rows(table), "\(meant.text)")
        }
    }

    @Test("clauses and one whole query mean the same")
    func whole() throws {
        let apart = try read(
            ("$select", "kecamatan, sum(jumlah) as total, count(*)"), ("$where", "tahun >= 2022"), ("$group", "kecamatan"),
            ("$having", "total > 3 and count(*) between 1 and 90"), ("$order", "total desc, kecamatan"), ("$limit", "5"), ("$offset", "1"))
        let whole = try read(
            (
                "$query",
                """
                SELECT kecamatan, sum(jumlah) AS total, count(*) WHERE tahun >= 2022 GROUP BY kecamatan
                HAVING total > 3 AND count(*) BETWEEN 1 AND 90 ORDER BY total DESC, kecamatan LIMIT 5 OFFSET 1
                """
            ))
        #expect(apart == whole)
        guard case .groups(let groups) = apart.want else { Testing.Issue.record("no groups"); return }
        #expect(groups.shown.map(\.name) == ["kecamatan", "total", "count"])
        #expect(groups.having.count == 3)
        #expect(try AddressReader(ColumnCheck(TableShape(RowTable.columns))).read(AddressWriter.pairs(apart)).want == apart.want)
    }

    @Test("figures are what adding up row by row gives")
    func figures() throws {
        let table = try RowTable(seed: 23, rows: 300)
        let question = try SoQLReader(table.check).read([
            ("$select", "tahun, count(*) as n, sum(jumlah) as s, min(nilai), max(nilai), count(distinct kecamatan) as k"),
            ("$group", "tahun"),
            ("$order", "tahun desc"), ("$where", "tahun is not null"),
        ])
        guard case .values(let names, _, let values) = try question.answer(table.file, table.check).found else { return }
        #expect(names == ["tahun", "n", "s", "min_nilai", "max_nilai", "k"])
        let years = Set(table.rows.map { $0[6] }).subtracting([.missing]).sorted { Plainly.order($0, $1) > 0 }
        #expect(values.map { $0[0] } == years)
        for row in values {
            let own = table.rows.filter { $0[6] == row[0] }
            #expect(row[1] == .integer(Int64(own.count)))
            let sum = own.reduce(Int64(0)) { sum, row in
                guard case .integer(let number) = row[2] else { return sum }
                return sum + number
            }
            #expect(row[2].text == "\(sum)")
            let amounts = own.map { $0[3] }.filter { $0 != .missing }.sorted { Plainly.order($0, $1) < 0 }
            #expect(row[3] == amounts.first && row[4] == amounts.last)
            #expect(row[5] == .integer(Int64(Set(own.map { $0[0] }).subtracting([.missing]).count)))
        }
    }

    @Test("columns may be asked for by equality, names, and as different combinations")
    func simple() throws {
        let question = try read(
            ("kecamatan", "Patrang"), ("$select", "distinct tahun as t, kecamatan"), ("$order", "t"), ("$$app_token", "x"), ("$q", "jalan"))
        #expect(question.filter == .compare("kecamatan", .equal, "Patrang"))
        #expect(question.want == .distinct([.init("tahun", as: "t"), .init("kecamatan")]))
        #expect(question.order == [RowOrder("tahun")] && question.search == "jalan" && question.limit == 1000)
    }

    @Test("errors name the parameter and the character")
    func errors() {
        #expect(
            issue(("$where", "jumlah = 'x'"))
                == Kernel.Issue("$where", Message("rows.bad_value_integer", ["value": "x", "column": "jumlah", "position": "10"])))
        #expect(issue(("$where", "jumlah = 3 and"))?.message.values["position"] == "15")
        #expect(issue(("$where", "nama = 3"))?.message.key == "rows.no_column")
        #expect(issue(("$where", "kecamatan = 'x"))?.message.key == "rows.quote_open")
        #expect(issue(("$where", "jumlah = nilai"))?.message.key == "rows.only_values")
        #expect(issue(("$where", "within_circle(kecamatan, 1)"))?.message.key == "rows.no_function")
        #expect(issue(("$where", "1=1; drop table x"))?.message.key == "rows.unexpected")
        #expect(issue(("$select", "jumlah + 1"))?.message.key == "rows.unexpected")
        #expect(issue(("$select", "kecamatan, sum(jumlah)"))?.message.key == "rows.not_grouped")
        #expect(issue(("$limit", "many"))?.message.key == "rows.whole_number")
        #expect(issue(("$limit", "50001"))?.message.key == "rows.bad_number")
        #expect(issue(("$nope", "1"))?.message.key == "rows.no_clause")
        #expect(issue(("$having", "count(*) > 1"))?.message.key == "rows.having_without_group")
        #expect(issue(("$query", "select * limit 1 limit 2"))?.message.key == "rows.said_twice")
    }
}
