import Catalogue
import Kernel
import Signing
import Storage
import Web

extension ValueConflict {
    package init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        standard = row.text("standard_code")
        first = Side(
            dataset: row.id("first_dataset_id"), distribution: row.id("first_distribution_id"), version: row.id("first_version_id"),
            column: row.text("first_column"))
        second = Side(
            dataset: row.id("second_dataset_id"), distribution: row.id("second_distribution_id"), version: row.id("second_version_id"),
            column: row.text("second_column"))
        state = State(rawValue: row.text("state")) ?? .open
        differing = row.int("differing")
        common = row.int("common")
        examples = ((try? JSONValue(parsing: Array(row.text("examples").utf8)))?.array ?? []).compactMap { item in
            let texts = item.array?.compactMap(\.string) ?? []
            return texts.count == 4 ? Difference(area: texts[0], period: texts[1], first: texts[2], second: texts[3]) : nil
        }
        differences = row.text("differences")
        foundAt = row.instant("found_at")
        verdict = row.textIfAny("verdict").flatMap(Verdict.init(rawValue:))
        reason = row.text("reason")
        ruledAt = row.instantIfAny("ruled_at")
        ruledBy = row.textIfAny("ruled_by")
        version = row.int("version")
    }

    fileprivate var exampleJSON: Value {
        .json(CanonicalValue(examples.map { [$0.area, $0.period, $0.first, $0.second] }).text)
    }
}

extension Transaction {
    func conflict(code: String) throws -> ValueConflict? {
        try row("SELECT * FROM value_conflict WHERE code = \(code)").map(ValueConflict.init(row:))
    }

    /// Conflicts of a table, whichever side it is on.
    func conflicts(of table: Identifier<Distribution>) throws -> [ValueConflict] {
        try rows(
            """
            SELECT * FROM value_conflict WHERE first_distribution_id = \(table) OR second_distribution_id = \(table) ORDER BY id
            """
        ).map(ValueConflict.init(row:))
    }

    /// Conflicts of a dataset, whichever side it is on, the newest first.
    package func conflicts(of dataset: Identifier<Dataset>) throws -> [ValueConflict] {
        try rows(
            "SELECT * FROM value_conflict WHERE first_dataset_id = \(dataset) OR second_dataset_id = \(dataset) ORDER BY id DESC LIMIT 100"
        ).map(ValueConflict.init(row:))
    }

    /// All of them in some states, the newest first.
    func conflicts(in states: [ValueConflict.State], before id: String?, limit: Int) throws -> [ValueConflict] {
        let end: SQL = id.map { "AND id < \($0)" } ?? ""
        return try rows(
            "SELECT * FROM value_conflict WHERE state IN (\(.list(states.map(\.rawValue)))) \(end) ORDER BY id DESC LIMIT \(limit)"
        ).map(ValueConflict.init(row:))
    }

    func insert(_ conflict: ValueConflict) throws {
        try run(
            """
            INSERT INTO value_conflict (id, code, standard_code, first_dataset_id, first_distribution_id, first_version_id, first_column,
                second_dataset_id, second_distribution_id, second_version_id, second_column, state, differing, common, examples,
                differences, found_at, verdict, reason, ruled_at, ruled_by, version)
            VALUES (\(conflict.id), \(conflict.code), \(conflict.standard), \(conflict.first.dataset), \(conflict.first.distribution),
                \(conflict.first.version), \(conflict.first.column), \(conflict.second.dataset), \(conflict.second.distribution),
                \(conflict.second.version), \(conflict.second.column), \(conflict.state.rawValue), \(conflict.differing),
                \(conflict.common), \(conflict.exampleJSON), \(conflict.differences), \(conflict.foundAt), \(conflict.verdict?.rawValue),
                \(conflict.reason), \(conflict.ruledAt), \(conflict.ruledBy), \(conflict.version))
            """)
    }

    /// - Throws: ``AppError/Kind/conflict`` when somebody was quicker.
    func update(_ conflict: ValueConflict, from version: Int) throws {
        let saved = try run(
            """
            UPDATE value_conflict SET first_version_id = \(conflict.first.version), second_version_id = \(conflict.second.version),
                state = \(conflict.state.rawValue), differing = \(conflict.differing), common = \(conflict.common),
                examples = \(conflict.exampleJSON), differences = \(conflict.differences), verdict = \(conflict.verdict?.rawValue),
                reason = \(conflict.reason), ruled_at = \(conflict.ruledAt), ruled_by = \(conflict.ruledBy), version = \(conflict.version)
            WHERE id = \(conflict.id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }

    /// Puts the values of a table's standard columns in place of those of its version before.
    func replaceStandardValues(
        of dataset: Dataset, _ table: Identifier<Distribution>, _ version: Identifier<DatasetVersion>,
        _ columns: [(StandardColumn, [StandardValue])]
    ) throws {
        try run("DELETE FROM standard_value WHERE distribution_id = \(table)")
        for (column, values) in columns {
            for value in values {
                try run(
                    """
                    INSERT INTO standard_value (standard_code, area_code, period, distribution_id, column_name, dataset_id, version_id, unit, value)
                    VALUES (\(column.code), \(value.area), \(value.period), \(table), \(column.column), \(dataset.id), \(version),
                        \(column.unit), \(value.value))
                    """)
            }
        }
    }
}
