import Kernel
import Storage
import Work

extension Transaction {
    /// Every edition, the youngest first.
    package func nomenclatureEditions() throws -> [NomenclatureEdition] {
        try rows("SELECT * FROM nomenclature_edition ORDER BY valid_from DESC, id DESC").map(NomenclatureEdition.init(row:))
    }

    /// The edition that holds on a day.
    package func nomenclatureEdition(on day: Day) throws -> NomenclatureEdition? {
        try nomenclatureEditions().first { $0.isValid(on: day) }
    }

    /// A line of the nomenclature that holds on a day. What every agency has (`X.XX.01…`) is found under the agency's own field too, and
    /// comes with it put in.
    package func nomenclature(code: String, on day: Day) throws -> NomenclatureEntry? {
        guard let edition = try nomenclatureEdition(on: day) else { return nil }
        return try nomenclature(code: code, in: edition.id)
    }

    /// As ``nomenclature(code:on:)``, in an edition that is known.
    package func nomenclature(code typed: String, in edition: Identifier<NomenclatureEdition>) throws -> NomenclatureEntry? {
        guard let code = NomenclatureCode(typed) else { return nil }
        if let own = try entry(code.description, edition) { return own }
        // Below an affair and a field that exist, the lines every agency has.
        guard ![.affair, .field].contains(code.kind), let field = code.field,
            var shared = try entry(code.forEveryField.description, edition),
            try entry(field, edition) != nil
        else { return nil }
        shared.code = code.description
        shared.parent = code.parent?.description
        return shared
    }

    private func entry(_ code: String, _ edition: Identifier<NomenclatureEdition>) throws -> NomenclatureEntry? {
        try row("SELECT * FROM nomenclature_entry WHERE edition_id = \(edition) AND code = \(code)").map(NomenclatureEntry.init(row:))
    }

    /// What took the place of an old code, in an edition; several where one was split.
    package func nomenclature(replacing code: String, in edition: Identifier<NomenclatureEdition>) throws -> [NomenclatureEntry] {
        try rows("SELECT * FROM nomenclature_entry WHERE edition_id = \(edition) AND previous = \(code) ORDER BY code")
            .map(NomenclatureEntry.init(row:))
    }

    /// Lines right below a code; `nil` for the affairs.
    package func nomenclature(below parent: String?, in edition: Identifier<NomenclatureEdition>) throws -> [NomenclatureEntry] {
        let below: SQL = parent.map { "parent = \($0)" } ?? "parent IS NULL"
        return try rows("SELECT * FROM nomenclature_entry WHERE edition_id = \(edition) AND \(below) ORDER BY code")
            .map(NomenclatureEntry.init(row:))
    }

    /// Lines in which every word occurs, in the order of their codes.
    /// - Parameter after: code of the last line of the page before.
    package func nomenclature(
        matching typed: String, in edition: Identifier<NomenclatureEdition>, after: String = "", limit: Int
    ) throws -> [NomenclatureEntry] {
        let words = Plain.folded(typed).split(separator: " ").prefix(8)
        let conditions = words.map { word -> SQL in "folded LIKE \("%\(word)%")" }
        let all: SQL = conditions.isEmpty ? "1 = 1" : SQL.joined(conditions, separator: " AND ")
        return try rows(
            """
            SELECT * FROM nomenclature_entry WHERE edition_id = \(edition) AND code > \(after) AND \(all) ORDER BY code LIMIT \(limit)
            """
        ).map(NomenclatureEntry.init(row:))
    }
}
