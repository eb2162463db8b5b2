import Kernel

extension Search {
    /// The newest records that hold all the words in any of their Indonesian forms; when there are none at all, those
    /// with words that begin as typed. No words find nothing.
    ///
    /// - Parameters:
    ///   - table: a table to filter by, with its alias, such as `report r`; `nil` for none.
    ///   - key: that table's id, such as `r.id`.
    ///   - condition: what must hold of it, such as `r.is_public`.
    ///   - before: the last id of the page before.
    ///   - cap: counting ends there, because counting a million costs more than the page is worth.
    package func page(
        _ tx: Transaction, _ text: String, table: SQL? = nil, key: SQL = "r.id", where condition: SQL = "true",
        before: String? = nil, limit: Int = 20, cap: Int = 1000
    ) throws -> Page {
        let filter = Filter(table: table, key: key, condition: condition)
        for query in [SearchQuery(stemsOf: text), SearchQuery(prefixesOf: text)] {
            guard let query else { continue }
            let count = try tx.count("SELECT count(*) FROM (\(matches(tx, query, filter, before: nil, limit: cap + 1))) AS matches")
            if count == 0 { continue }
            let ids = try tx.rows(matches(tx, query, filter, before: before, limit: limit)).map { $0.text("id") }
            return Page(ids: ids, count: min(count, cap), isCapped: count > cap)
        }
        return Page(ids: [], count: 0, isCapped: false)
    }

    private struct Filter {
        var table: SQL?
        var key: SQL
        var condition: SQL

        /// `CROSS JOIN` keeps SQLite from turning the order of the loops round.
        var join: SQL { table.map { "CROSS JOIN \($0)" } ?? "" }
        var holds: SQL { table == nil ? "AND \(condition)" : "AND \(key) = found.id AND \(condition)" }
    }

    private func matches(_ tx: Transaction, _ query: SearchQuery, _ filter: Filter, before: String?, limit: Int) -> SQL {
        let name = SQL(verbatim: table)
        switch tx.engine {
        case .sqlite:
            // Looked up, because neighbours of one instant may have moved; computed when the record is gone meanwhile.
            let older: SQL =
                before.map {
                    "AND \(name).rowid < coalesce((SELECT position FROM \(name)_text WHERE id = \($0)), \(Self.position($0)))"
                } ?? ""
            return """
                SELECT found.id FROM \(name) CROSS JOIN \(name)_text AS found \(filter.join)
                WHERE \(name) MATCH \(query.fts5) AND found.position = \(name).rowid \(older) \(filter.holds)
                ORDER BY \(name).rowid DESC LIMIT \(limit)
                """
        case .postgres:
            let older: SQL = before.map { "AND found.id < \($0)" } ?? ""
            return """
                SELECT found.id FROM \(name) AS found \(filter.join)
                WHERE found.terms @@ CAST(\(query.tsquery) AS tsquery) \(older) \(filter.holds)
                ORDER BY found.id DESC LIMIT \(limit)
                """
        }
    }
}
