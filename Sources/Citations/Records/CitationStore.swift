import Columns
import Kernel
import Signing
import Storage
import Web

extension Citation {
    package init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        identity = row.text("identity")
        dataset = row.id("dataset_id")
        distribution = row.id("distribution_id")
        version = row.id("version_id")
        filter = row.text("filter")
        formula = Formula(
            // What cannot be read is a count of nothing; the deed then does not fit and the page says so.
            Formula.Kind(rawValue: row.text("formula")) ?? .count, row.textIfAny("column_name"),
            by: Citation.texts(row.text("group_columns")))
        computed = Computed(value: row.textIfAny("value"), series: Citation.rows(row.text("series")), rows: row.int("row_count"))
        unit = row.textIfAny("unit")
        title = row.text("title")
        citedAt = row.instant("cited_at")
        citedByKind = Actor.Kind(rawValue: row.text("cited_by_kind")) ?? .system
        citedBy = row.text("cited_by")
        deed = row.text("deed")
        key = row.text("key_id")
        signature = row.bytes("signature")
    }

    /// The statement that keeps it; does nothing when the same is cited already, or its code is taken.
    var insertion: SQL {
        """
        INSERT INTO citation (id, code, identity, dataset_id, distribution_id, version_id, filter, formula, column_name, group_columns,
            value, series, row_count, unit, title, cited_at, cited_by_kind, cited_by, deed, key_id, signature)
        VALUES (\(id), \(code), \(identity), \(dataset), \(distribution), \(version), \(filter), \(formula.kind.rawValue),
            \(formula.column), \(Value.json(CanonicalValue.array(formula.groups.map(CanonicalValue.string)).text)), \(computed.value),
            \(Value.json(CanonicalValue(computed.series).text)), \(computed.rows), \(unit), \(title), \(citedAt), \(citedByKind.rawValue),
            \(citedBy), \(deed), \(key), \(signature))
        ON CONFLICT DO NOTHING
        """
    }

    private static func texts(_ json: String) -> [String] {
        (try? JSONValue(parsing: Array(json.utf8)))?.array?.compactMap(\.string) ?? []
    }

    private static func rows(_ json: String) -> [[String?]] {
        (try? JSONValue(parsing: Array(json.utf8)))?.array?.map { row in (row.array ?? []).map(\.string) } ?? []
    }
}

extension Computed {
    init(value: String?, series: [[String?]], rows: Int) {
        self.value = value
        self.series = series
        self.rows = rows
    }
}

extension Transaction {
    func citation(code: String) throws -> Citation? { try row("SELECT * FROM citation WHERE code = \(code)").map(Citation.init(row:)) }

    func citation(identity: String) throws -> Citation? {
        try row("SELECT * FROM citation WHERE identity = \(identity)").map(Citation.init(row:))
    }

    /// Citations of a dataset's numbers, the newest first.
    package func citations(of dataset: String, before id: String? = nil, limit: Int) throws -> [Citation] {
        let end: SQL = id.map { "AND id < \($0)" } ?? ""
        return try rows("SELECT * FROM citation WHERE dataset_id = \(dataset) \(end) ORDER BY id DESC LIMIT \(limit)").map(
            Citation.init(row:))
    }
}
