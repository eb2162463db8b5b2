import Columns
import Kernel
import Tables
import Testing

@testable import Rows

@Suite("CKAN's datastore")
struct DatastoreTests {
    private func found(_ table: RowTable, _ change: (inout DatastoreRequest) -> Void) throws -> DatastoreAnswer {
        var request = DatastoreRequest()
        request.limit = 10_000
        change(&request)
        return try DatastoreReader(table.check).read(request).answer(table.file)
    }

    private func fault(_ change: (inout DatastoreRequest) -> Void) -> DatastoreFault? {
        var request = DatastoreRequest()
        change(&request)
        do {
            _ = try DatastoreReader(ColumnCheck(try TableShape(RowTable.columns))).read(request)
            return nil
        } catch { return error as? DatastoreFault }
    }

    private func json(_ text: String) -> String {
        var bytes: [UInt8] = []; DatumText.string(text, to: &bytes); return String(decoding: bytes, as: UTF8.self)
    }

    private func scalar(_ text: String, _ type: ColumnType) -> String {
        type.isNumeric || type == .year || type == .boolean ? text : json(text)
    }

    private func field(_ table: RowTable, _ chance: inout Chance) -> Meant {
        let column = chance.number(0...6)
        let type = RowTable.columns[column].type
        let a = table.operand(column, &chance)
        let b = table.operand(column, &chance)
        let name = json(RowTable.columns[column].name)
        switch chance.number(0...4) {
        case 0:
            return .any(
                [.compare(column, "", a) { $0 == 0 }, .compare(column, "", b) { $0 == 0 }],
                "\(name): [\(scalar(a, type)), \(scalar(b, type))]")
        case 1:
            return .all(
                [.compare(column, "", a) { $0 >= 0 }, .compare(column, "", b) { $0 < 0 }],
                "\(name): {\"gte\": \(scalar(a, type)), \"lt\": \(scalar(b, type))}")
        case 2:
            return .any(
                [.compare(column, "", a) { $0 > 0 }, .compare(column, "", b) { $0 == 0 }],
                "\(name): [{\"gt\": \(scalar(a, type))}, {\"eq\": \(json(b))}]")
        default: return .compare(column, "\(name): \(scalar(a, type))", a) { $0 == 0 }
        }
    }

    private func filters(_ table: RowTable, _ chance: inout Chance, depth: Int = 0) -> Meant {
        var parts = (0..<chance.number(1...2)).map { _ in field(table, &chance) }
        if depth < 2, chance.happens(40) {
            let inside = (0..<chance.number(1...3)).map { _ in filters(table, &chance, depth: depth + 1) }
            parts.append(.any(inside, "\"$or\": [\(inside.map(\.text).joined(separator: ","))]"))
        }
        return .all(parts, "{\(parts.map(\.text).joined(separator: ", "))}")
    }

    @Test("random filters find the rows that a look at each row finds")
    func filters() throws {
        let table = try RowTable(seed: 31, rows: 300)
        var chance = Chance(32)
        for _ in 0..<300 {
            let meant = filters(table, &chance)
            let answer = try found(table) { $0.filters = JSONText(meant.text) }
            #expect(answer.rows == meant.rows(table), "\(meant.text)")
            #expect(answer.total == meant.rows(table).count)
        }
    }

    @Test("rows are ordered as PostgreSQL orders them")
    func sort() throws {
        let table = try RowTable(seed: 33, rows: 200)
        for (sort, isDescending, isMissingFirst) in [
            ("nilai", false, false), ("nilai desc", true, true), ("\"nilai\" DESC NULLS LAST", true, false),
            ("nilai asc nulls first", false, true),
        ] {
            let wanted = table.rows.indices.sorted { a, b in
                let (x, y) = (table.rows[a][3], table.rows[b][3])
                if (x == .missing) != (y == .missing) { return (x == .missing) == isMissingFirst }
                let order = x == .missing ? 0 : Plainly.order(x, y)
                return order == 0 ? a < b : isDescending ? order > 0 : order < 0
            }
            #expect(try found(table) { $0.sort = sort }.rows == wanted, "\(sort)")
        }
        #expect(try found(table) { ($0.sort, $0.limit, $0.offset) = ("_id desc", 3, 2) }.rows == [197, 196, 195])
        #expect(try found(table) { ($0.sort, $0.limit) = ("\"luas (ha), \"\"a.b\"\"\" desc", 3) }.count == 3)
    }

    @Test("records have the row's number in its place, in every form")
    func records() throws {
        let table = try RowTable(
            [.init("nama", .string), .init("n", .integer)],
            [[.text("a,b"), .integer(1)], [.missing, .integer(2)], [.text("\"c\""), .missing]])
        let answer = try found(table) { $0.filters = JSONText("{\"_id\": {\"gt\": 1}}") }
        func text(_ format: ExportFormat, _ answer: DatastoreAnswer) throws -> String {
            String(decoding: try answer.records(format), as: UTF8.self)
        }
        #expect(JSONText(try text(.json, answer)) == JSONText(#"[{"_id":2,"nama":null,"n":2},{"_id":3,"nama":"\"c\"","n":null}]"#))
        #expect(JSONText(try text(.jsonArrays, answer)) == JSONText(#"[[2,null,2],[3,"\"c\"",null]]"#))
        var style = ExportFormat.CSVStyle()
        style.hasHeader = false
        #expect(try text(.csv(style), answer) == "2,,2\n3,\"\"\"c\"\"\",\n")
        let moved = try found(table) { $0.fields = ["n", "_id", "\"nama\""] }
        #expect(JSONText(try text(.jsonArrays, moved)) == JSONText(#"[[1,1,"a,b"],[2,2,null],[null,3,"\"c\""]]"#))
        let numbers = try found(table) { $0.fields = ["_id"] }
        #expect(try text(.csv(style), numbers) == "1\n2\n3\n")
        let masked = try answer.records(.jsonArrays, masks: ["n": { _ in .text("*") }])
        #expect(JSONText(masked) == JSONText(#"[[2,null,"*"],[3,"\"c\"","*"]]"#))
    }

    @Test("a row's number beyond any table is refused, also the smallest there is")
    func absurdNumbers() {
        for number in [Int.min, .max] {
            for filter in ["{\"_id\": \(number)}", "{\"_id\": \"\(number)\"}", "{\"_id\": {\"lt\": \(number)}}"] {
                #expect(fault { $0.filters = JSONText(filter) } != nil, "\(filter)")
            }
        }
    }

    @Test("different combinations are counted as such")
    func distinct() throws {
        let table = try RowTable(seed: 34, rows: 300)
        let answer = try found(table) { ($0.fields, $0.isDistinct, $0.sort) = (["tahun", "aktif"], true, "tahun desc") }
        #expect(answer.total == Set(table.rows.map { [$0[6], $0[4]] }).count && answer.count == answer.total)
    }

    @Test("words are searched plainly, by field, and as a query")
    func words() throws {
        let table = try RowTable(
            [.init("nama", .string), .init("jenis", .string), .init("tahun", .year)],
            [
                [.text("Jalan Rusak"), .text("laporan"), .year(2024)], [.text("jalan baru"), .text("proyek"), .year(2025)],
                [.text("Saluran"), .missing, .year(2024)],
            ])
        func rows(_ q: JSONText, isPlain: Bool = true) throws -> [Int]? { try found(table) { ($0.q, $0.isPlain) = (q, isPlain) }.rows }
        #expect(try rows(.text("JALAN")) == [0, 1])
        #expect(try rows(.text("jalan 2024")) == [0])
        #expect(try rows(.object([.init("jenis", .text("proy"))])) == [1])
        #expect(try rows(.text("jalan & !rusak"), isPlain: false) == [1])
        #expect(try rows(.text("(salur:* | baru)"), isPlain: false) == [1, 2])
        #expect(try rows(.text("!proyek & 2024"), isPlain: false) == [0, 2])
        #expect(try rows(.text("jal"), isPlain: false) == [])
        #expect(try rows(.text("")) == [0, 1, 2])
    }

    @Test("faults have CKAN's field and words")
    func faults() {
        #expect(fault { $0.filters = JSONText("{\"nope\": 1}") } == DatastoreFault("filters", "Unknown field: nope"))
        #expect(fault { $0.filters = JSONText("{\"jumlah\": \"x\"}") }?.message == "invalid input syntax for type int: \"x\"")
        #expect(fault { $0.filters = JSONText("{\"jumlah\": {\"near\": 1}}") }?.field == "filters")
        #expect(fault { $0.filters = JSONText("{\"$or\": 1}") }?.field == "filters")
        #expect(fault { $0.fields = ["nope"] }?.field == "fields")
        #expect(fault { $0.sort = "nope desc" }?.field == "sort")
        #expect(fault { ($0.q, $0.isPlain) = (.text("a & ("), false) }?.field == "q")
        #expect(fault { $0.q = JSONText("{\"nope\": \"a\"}") }?.field == "q")
    }
}
