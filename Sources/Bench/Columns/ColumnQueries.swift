import Columns
import Foundation
import Kernel

/// The questions of the comparison, asked of us and of SQLite.
struct ColumnQueries {
    struct Question {
        var name: String
        var sql: [String]
        var ask: (ColumnFile) throws -> Void
    }

    private static let two = RowFilter.all([.compare("kecamatan", .equal, "Kecamatan 7"), .compare("tahun", .equal, "2024")])
    private static let twoInSQL = "kecamatan = 'Kecamatan 7' AND tahun = 2024"
    private static let columns = ["kecamatan", "opd", "status", "tahun"]

    static func all(rows: Int) -> [Question] {
        [
            Question(
                name: "page of 100 and exact total, two filters",
                sql: ["SELECT * FROM t WHERE \(twoInSQL) LIMIT 100;", "SELECT count(*) FROM t WHERE \(twoInSQL);"]
            ) { file in
                let page = try file.page(RowQuery(two))
                check(page.total > 0 && page.values.count == min(100, page.total))
            },
            Question(
                name: "page of 100 and total, filter on dates and amounts",
                sql: ["date", "count"].map {
                    "SELECT \($0 == "count" ? "count(*)" : "*") FROM t WHERE tanggal BETWEEN '2021-03-01' AND '2021-05-31' AND nilai >= 500000000"
                        + ($0 == "count" ? ";" : " LIMIT 100;")
                }
            ) { file in
                let filter = RowFilter.all([
                    .between("tanggal", "2021-03-01", "2021-05-31"), .compare("nilai", .greaterOrEqual, "500000000"),
                ])
                check(try file.page(RowQuery(filter)).total > 0)
            },
            Question(name: "facet of kecamatan", sql: [facetSQL("kecamatan", "1")]) { file in
                check(try file.facet("kecamatan", in: RowSet(all: file.rowCount), top: 31).distinct == 31)
            },
            Question(name: "facet of kecamatan, filtered (one year in six)", sql: [facetSQL("kecamatan", "tahun = 2024")]) { file in
                let set = try file.rows(matching: .compare("tahun", .equal, "2024"))
                check(try file.facet("kecamatan", in: set, top: 31).distinct == 31)
            },
            Question(
                name: "four facets and the page, filtered (one status in five)",
                sql: columns.map { facetSQL($0, "status = 'selesai'") } + ["SELECT * FROM t WHERE status = 'selesai' LIMIT 100;"]
            ) { file in
                let page = try file.page(RowQuery(.compare("status", .equal, "selesai")))
                for name in columns { _ = try file.facet(name, in: page.set, top: 20) }
                check(page.values.count == 100)
            },
            Question(name: "group by two columns with a sum", sql: ["SELECT kecamatan, tahun, sum(nilai) FROM t GROUP BY 1, 2;"]) { file in
                let groups = try file.groups(Grouping(["kecamatan", "tahun"], [.init(.sum, "nilai")]), in: RowSet(all: file.rowCount))
                check(groups.total == 31 * 6)
            },
            Question(
                name: "count, mean, least, greatest by agency, filtered",
                sql: ["SELECT opd, count(*), avg(nilai), min(nilai), max(nilai) FROM t WHERE status = 'selesai' GROUP BY 1;"]
            ) { file in
                let figures: [Grouping.Aggregate] = [
                    .init(.count), .init(.average, "nilai"), .init(.least, "nilai"), .init(.greatest, "nilai"),
                ]
                let set = try file.rows(matching: .compare("status", .equal, "selesai"))
                check(try file.groups(Grouping(["opd"], figures), in: set).total == 25)
            },
            Question(name: "count of notes that contain a word", sql: ["SELECT count(*) FROM t WHERE catatan LIKE '%irigasi%';"]) { file in
                check(try file.rows(matching: .text("catatan", .contains, "irigasi")).count > 0)
            },
            Question(name: "page of 100 by amount and date, descending", sql: ["SELECT * FROM t ORDER BY nilai DESC, tanggal LIMIT 100;"]) {
                file in
                let page = try file.page(RowQuery(order: [RowOrder("nilai", isDescending: true), RowOrder("tanggal")]))
                check(page.values.count == 100)
            },
            Question(
                name: "the same page, from row \(rows / 2) on",
                sql: ["SELECT * FROM t ORDER BY nilai DESC, tanggal LIMIT 100 OFFSET \(rows / 2);"]
            ) { file in
                let order = [RowOrder("nilai", isDescending: true), RowOrder("tanggal")]
                check(try file.page(RowQuery(order: order, offset: rows / 2)).values.count == 100)
            },
            Question(
                name: "keyed page of 100 behind the middle, one filter",
                sql: ["SELECT * FROM t WHERE rowid > \(rows / 2) AND opd = 'Dinas 3' ORDER BY rowid LIMIT 100;"]
            ) { file in
                let found = try file.page(.compare("opd", .equal, "Dinas 3"), after: rows / 2 - 1, limit: 100)
                check(file.values(rows: found, columns: file.columns).count == 100)
            },
            Question(
                name: "median amount by subdistrict (SQLite: none, sum instead)", sql: ["SELECT kecamatan, sum(nilai) FROM t GROUP BY 1;"]
            ) { file in
                check(try file.groups(Grouping(["kecamatan"], [.init(.median, "nilai")]), in: RowSet(all: file.rowCount)).total == 31)
            },
        ]
    }

    private static func facetSQL(_ column: String, _ condition: String) -> String {
        "SELECT \(column), count(*) FROM t WHERE \(condition) GROUP BY 1 ORDER BY 2 DESC;"
    }

    private static func check(_ isRight: Bool) { precondition(isRight, "a measured answer is wrong") }
}
