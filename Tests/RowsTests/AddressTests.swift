import Columns
import Kernel
import Testing

@testable import Rows

@Suite("Questions in an address")
struct AddressTests {
    private func read(_ query: String, masked: Set<String> = []) throws -> RowQuestion {
        try AddressReader(ColumnCheck(TableShape(RowTable.columns), masked: masked)).read(AddressEscapes.pairs(Array(query.utf8)))
    }

    private func issue(_ query: String, masked: Set<String> = []) -> Kernel.Issue? {
        do {
            _ = try read(query, masked: masked)
            return nil
        } catch let error as AppError { return error.issues.first } catch { return nil }
    }

    @Test("conditions, order and columns are read")
    func plain() throws {
        let question = try read(
            "kecamatan=eq.a%2Cb&jumlah=between.(1,5)&sort=nilai.desc.nullsfirst,tahun&fields=tahun,kecamatan&limit=7&offset=2")
        #expect(question.filter == .all([.compare("kecamatan", .equal, "a,b"), .between("jumlah", "1", "5")]))
        #expect(question.order == [RowOrder("nilai", isDescending: true, isMissingFirst: true), RowOrder("tahun")])
        #expect(question.want == .rows([.init("tahun"), .init("kecamatan")]))
        #expect(question.limit == 7 && question.offset == 2)
    }

    @Test("a column that is called like a word of the language stands in quotes")
    func quotedNames() throws {
        #expect(try read("%22and%22=eq.x").filter == .compare("and", .equal, "x"))
        #expect(AddressWriter.query(try read("%22and%22=eq.x")) == "%22and%22=eq.x")
        #expect(try read("or=(%22and%22.eq.x,jumlah.isnull)").filter == .any([.compare("and", .equal, "x"), .isMissing("jumlah")]))
    }

    @Test("groups have figures under names of their own, conditions and an order")
    func groups() throws {
        let question = try read(
            "group=kecamatan&select=kecamatan,total:sum(jumlah),count()&having=total.gt.10&sort=total.desc,kecamatan&limit=5")
        var wanted = GroupQuestion(
            ["kecamatan"], [.init(.sum, "jumlah"), .init(.count)],
            shown: [.init(.key(0), as: "kecamatan"), .init(.figure(0), as: "total"), .init(.figure(1), as: "count")])
        wanted.having = [.init(0, .greater, Number("10")!)]
        wanted.order = [.init(.aggregate(0), isDescending: true), .init(.key(0))]
        #expect(question.want == .groups(wanted))
    }

    @Test("errors name the parameter and the character")
    func errors() {
        #expect(issue("kecamtan=eq.x")?.message.key == "rows.no_column")
        #expect(
            issue("jumlah=eq.banyak")
                == Kernel.Issue("jumlah", Message("rows.bad_value_integer", ["value": "banyak", "column": "jumlah", "position": "4"])))
        #expect(issue("jumlah=sama.3")?.message.values["found"] == "sama")
        #expect(issue("or=(jumlah.eq.3,nilai.gt.x)")?.message.values["position"] == "23")
        #expect(issue("or=(jumlah.eq.3")?.message.key == "rows.expected")
        #expect(issue("kecamatan=eq.%22x")?.message.key == "rows.quote_open")
        #expect(issue("jumlah=between.(1,2,3)")?.message.key == "rows.between_two")
        #expect(issue("sort=jumlah.up")?.message.key == "rows.bad_direction")
        #expect(issue("group=kecamatan&select=tahun")?.message.key == "rows.not_grouped")
        #expect(issue("select=sum(kecamatan)")?.message.key == "rows.figure_needs_numbers")
        #expect(issue("limit=-1")?.field == "limit")
        #expect(issue("limit=1&limit=2")?.message.key == "rows.said_twice")
        #expect(issue("cursor=abc")?.message.key == "rows.bad_cursor")
        #expect(issue("select=a:jumlah,a:nilai")?.message.key == "rows.name_twice")
    }

    @Test("a masked column is shown, and nothing can be asked by it")
    func masked() throws {
        #expect(try read("fields=kecamatan,jumlah", masked: ["kecamatan"]).want == .rows([.init("kecamatan"), .init("jumlah")]))
        for query in [
            "kecamatan=eq.x", "or=(kecamatan.isnull)", "sort=kecamatan", "group=kecamatan", "distinct=kecamatan", "facet=kecamatan",
            "select=max(kecamatan)", "group=jumlah&select=kecamatan",
        ] { #expect(issue(query, masked: ["kecamatan"])?.message.key == "rows.masked", "\(query)") }
        let check = ColumnCheck(try TableShape(RowTable.columns), masked: ["kecamatan"])
        let words = try AddressReader(check).read([("q", "patrang")]).wholeFilter(check)
        #expect(!"\(words)".contains("\"kecamatan\""))
    }

    @Test("cursors walk through all rows once, sorted or not, and fit no other question and no other version")
    func cursors() throws {
        let table = try RowTable(seed: 5, rows: 257)
        let other = try RowTable(seed: 6, rows: 10)
        for query in ["jumlah=gt.0", "jumlah=gt.0&sort=nilai.desc,tahun", "jumlah=gt.0&facet=tahun"] {
            var question = try read(query + "&limit=1000")
            guard case .rows(let all, _) = try question.answer(table.file, table.check).found else { return }
            question.limit = 10
            var seen: [Int] = []
            var next: RowCursorText?
            repeat {
                question.cursor = next
                let answer = try question.answer(table.file, table.check)
                guard case .rows(let rows, _) = answer.found else { return }
                #expect(answer.total == all.count)
                seen += rows
                next = answer.next.flatMap { RowCursorText($0.text) }
                #expect(next?.text == answer.next?.text)
            } while next != nil && seen.count <= all.count
            #expect(seen == all, "\(query)")
        }
        let cursor = try #require(try read("jumlah=gt.0&limit=3").answer(table.file, table.check).next)
        var question = try read("jumlah=gt.1")
        question.cursor = cursor
        #expect(throws: AppError.invalid("cursor", "rows.cursor_other_question")) { try question.answer(table.file, table.check) }
        question = try read("jumlah=gt.0")
        question.cursor = cursor
        #expect(throws: AppError.invalid("cursor", "rows.cursor_other_version")) { try question.answer(other.file, table.check) }
    }

    @Test("the asker's own limits hold for pages, totals, facets and groups")
    func scope() throws {
        let table = try RowTable(seed: 8, rows: 200)
        let scope = RowFilter.compare("tahun", .equal, "2024")
        let mine = table.rows.indices.filter { table.rows[$0][6] == .year(2024) }
        let page = try read("limit=1000&facet=tahun").answer(table.file, table.check, scope: scope)
        guard case .rows(let rows, _) = page.found else { return }
        #expect(rows == mine && page.total == mine.count)
        #expect(page.facets[0].values.map(\.value) == [.year(2024)] && page.facets[0].values.map(\.count) == [mine.count])
        let groups = try read("select=count()").answer(table.file, table.check, scope: scope)
        guard case .values(let names, _, let values) = groups.found else { return }
        #expect(names == ["count"] && values == [[.integer(Int64(mine.count))]])
    }

    @Test("rows are found by their numbers")
    func numbers() throws {
        let table = try RowTable(seed: 9, rows: 9000)
        for (query, wanted) in [
            ("_row=eq.5000", [4999]), ("_row=between.(4095,4098)", [4094, 4095, 4096, 4097]), ("_row=gte.8999", [8998, 8999]),
            ("_row=lt.3", [0, 1]), ("_row=in.(1,9000,9001)", [0, 8999]), ("not=(_row.between.(3,9000))", [0, 1]), ("_row=eq.0", []),
            ("not=(_row.gte.2)", [0]),
        ] {
            let question = try read(query)
            guard case .rows(let rows, _) = try question.answer(table.file, table.check).found else { return }
            #expect(rows == wanted, "\(query)")
            #expect(try read(AddressWriter.query(question)) == question)
        }
        // The smallest number has no counterpart above zero.
        for number in [Int.min, .max, 1 << 40, -(1 << 40)] {
            #expect(issue("_row=eq.\(number)")?.message.key.id == "rows.bad_row_number", "\(number)")
        }
    }

    @Test("words are found in any column, by their beginnings, whatever the capitals")
    func words() throws {
        let table = try RowTable(
            [.init("nama", .string), .init("tahun", .year), .init("kode", .string)],
            [
                [.text("Jalan Jémber Kota"), .year(2024), .text("35.09.01")], [.text("jember"), .year(2025), .text("35.10.01")],
                [.text("Sajember"), .year(2024), .missing], [.missing, .missing, .missing],
            ])
        for (query, wanted) in [
            ("JEMB", [0, 1]), ("jember 2024", [0]), ("35.09", [0]), ("kota, jalan!", [0]), ("", [0, 1, 2, 3]), ("xyz", []),
        ] {
            guard case .rows(let rows, _) = try AddressReader(table.check).read([("q", query)]).answer(table.file, table.check).found else {
                return
            }
            #expect(rows == wanted, "\(query)")
        }
    }
}
