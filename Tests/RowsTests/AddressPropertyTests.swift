import Columns
import Kernel
import Testing

@testable import Rows

@Suite("Questions in an address, at random")
struct AddressPropertyTests {
    private func quoted(_ text: String, _ chance: inout Chance) -> String {
        let mustBe = text.isEmpty || text.contains { ",()\"".contains($0) }
        return mustBe || chance.happens(20) ? "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined() + "\"" : text
    }

    private func name(_ column: Int) -> String {
        let name = RowTable.columns[column].name
        return name == "and" || name.contains(".") ? "\"" + name.map { $0 == "\"" ? "\\\"" : "\($0)" }.joined() + "\"" : name
    }

    /// `name.op.value`, as it stands in parentheses.
    private func condition(_ table: RowTable, _ chance: inout Chance, depth: Int) -> Meant {
        if depth < 3, chance.happens(35) {
            let parts = (0..<chance.number(0...3)).map { _ in condition(table, &chance, depth: depth + 1) }
            let list = "=(" + parts.map(\.text).joined(separator: ",") + ")"
            switch chance.number(0...2) {
            case 0: return .all(parts, "and" + list)
            case 1: return .any(parts, "or" + list)
            default:
                let inside = Meant.all(parts, "")
                return Meant(text: "not" + list) { inside.holds($0).map { !$0 } }
            }
        }
        let column = chance.number(0...(RowTable.columns.count - 1))
        let a = table.operand(column, &chance)
        let b = table.operand(column, &chance)
        let isText = RowTable.columns[column].type == .string
        let name = name(column)
        switch chance.number(0...9) {
        case 0: return Meant(text: "\(name).isnull") { $0[column] == .missing }
        case 1: return Meant(text: "\(name).notnull") { $0[column] != .missing }
        case 2:
            return .all(
                [.compare(column, "", a) { $0 >= 0 }, .compare(column, "", b) { $0 <= 0 }],
                "\(name).between.(\(quoted(a, &chance)),\(quoted(b, &chance)))")
        case 3:
            return .any(
                [.compare(column, "", a) { $0 == 0 }, .compare(column, "", b) { $0 == 0 }],
                "\(name).in.(\(quoted(a, &chance)),\(quoted(b, &chance)))")
        case 4 where isText:
            let part = String(a.prefix(4))
            return Meant(text: "\(name).contains.\(quoted(part, &chance))") { row in
                row[column].text.map { text in part.isEmpty || Plainly.folded(text).contains(Plainly.folded(part)) }
            }
        case 5 where isText:
            return Meant(text: "\(name).ieq.\(quoted(a, &chance))") { row in
                row[column].text.map { Plainly.folded($0) == Plainly.folded(a) }
            }
        default:
            let kinds: [(String, (Int) -> Bool)] = [
                ("eq", { $0 == 0 }), ("ne", { $0 != 0 }), ("lt", { $0 < 0 }), ("lte", { $0 <= 0 }), ("gt", { $0 > 0 }),
                ("gte", { $0 >= 0 }),
            ]
            let (word, holds) = chance.one(of: kinds)
            return .compare(column, "\(name).\(word).\(quoted(a, &chance))", a, holds)
        }
    }

    @Test("random conditions find the rows that a look at each row finds, and read the same after being written")
    func conditions() throws {
        let table = try RowTable(seed: 1, rows: 300)
        var chance = Chance(7)
        for _ in 0..<400 {
            let meant = condition(table, &chance, depth: 0)
            let question = try AddressReader(table.check).read([("and", "(\(meant.text))"), ("limit", "1000")])
            guard case .rows(let rows, _) = try question.answer(table.file, table.check).found else {
                Testing.Issue.record("no rows"); return
            }
            #expect(rows == meant.rows(table), "\(meant.text)")
            let written = AddressWriter.query(question)
            let again = try AddressReader(table.check).read(AddressEscapes.pairs(Array(written.utf8)))
            #expect(again == question, "\(written)")
            #expect(AddressWriter.query(again) == written)
        }
    }

    @Test("questions made of parts at random read the same after being written")
    func writing() throws {
        let table = try RowTable(seed: 2, rows: 50)
        var chance = Chance(11)
        let names = RowTable.columns.map(\.name)
        for _ in 0..<300 {
            var question = RowQuestion()
            question.limit = chance.one(of: [0, 1, 100, 777])
            question.offset = chance.one(of: [0, 0, 30])
            question.search = chance.happens(30) ? "jalan & rusak+1" : nil
            if chance.happens(40) { question.facets = [names[chance.number(0...3)], names[chance.number(4...8)]] }
            let shown = names.shuffled(using: &chance).prefix(3).map { RowQuestion.Output($0, as: chance.happens(30) ? "k:\($0)" : nil) }
            let order = shown.prefix(2).map { RowOrder($0.column, isDescending: chance.happens(50), isMissingFirst: chance.happens(50)) }
            switch chance.number(0...3) {
            case 0: question.order = Array(order)
            case 1: (question.want, question.order) = (.rows(Array(shown)), Array(order))
            case 2: (question.want, question.order) = (.distinct(Array(shown)), Array(order))
            default:
                let figures: [Grouping.Aggregate] = [
                    .init(.count), .init(.sum, "jumlah"), .init(.greatest, names[8]), .init(.median, "nilai"),
                ]
                var groups = GroupQuestion(shown.map(\.column), Array(figures.prefix(chance.number(1...4))))
                groups.having = chance.happens(50) ? [.init(0, .greater, Number("1.5")!)] : []
                groups.order = [.init(.aggregate(0), isDescending: true), .init(.key(1))]
                question.want = .groups(groups)
            }
            let written = AddressWriter.query(question)
            let again = try AddressReader(table.check).read(AddressEscapes.pairs(Array(written.utf8)))
            #expect(again == question, "\(written)")
        }
    }

    @Test("no bytes bring the grammars down")
    func anything() {
        var chance = Chance(3)
        let seeds = [
            "kecamatan=eq.Patrang&or=(jumlah.gt.3,not=(nilai.lt.2))&sort=jumlah.desc&select=kecamatan,a:sum(jumlah)&group=kecamatan",
            "select kecamatan, sum(jumlah) as n where nilai between 1 and 2 or not (aktif) group by kecamatan having n > 3 limit 5",
            "{\"kecamatan\": [\"a\", \"b\"], \"jumlah\": {\"gte\": 3}, \"$or\": [{\"aktif\": true}]}", "a & (b | !c:*)",
            "SELECT * FROM \"x\" WHERE a ILIKE 'b' -- c\n::text /* d */ ; select 1",
        ]
        for _ in 0..<1500 {
            var bytes = Array(chance.one(of: seeds).utf8)
            for _ in 0..<chance.number(0...6) where !bytes.isEmpty {
                let at = chance.number(0...(bytes.count - 1))
                switch chance.number(0...3) {
                case 0: bytes[at] = UInt8(chance.number(0...255))
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(chance.one(of: Array("()\"'.,=&%{}[]".utf8)), at: at)
                default: bytes += bytes.suffix(at)
                }
            }
            RowGrammars.address(bytes)
            RowGrammars.soql(bytes)
            RowGrammars.datastore(bytes)
            RowGrammars.sql(bytes)
        }
        RowGrammars.soql(Array(String(repeating: "(", count: 100_000).utf8))
        RowGrammars.soql(Array(String(repeating: "not ", count: 20_000).utf8))
        RowGrammars.address(Array(("and=" + String(repeating: "(and=", count: 10_000)).utf8))
        RowGrammars.datastore(Array(String(repeating: "[", count: 100_000).utf8))
        RowGrammars.datastore(Array(String(repeating: "!", count: 9_000).utf8))
    }
}
