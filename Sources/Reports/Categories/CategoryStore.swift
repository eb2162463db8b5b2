import Foundation
import Kernel
import Storage

extension Transaction {
    /// Every category there is or was, tops and children in the order they are shown.
    package func categories() throws -> [Category] {
        try rows("SELECT * FROM category ORDER BY position, name_id, id").map(Category.init(row:))
    }

    package func insert(_ category: Category) throws {
        try run(
            """
            INSERT INTO category (id, parent_id, name_id, name_en, agency_id, kind, rounding, needs_evidence, is_sensitive, questions,
                position, valid_from, valid_to, version)
            VALUES (\(category.id), \(category.parent), \(category.nameIndonesian), \(category.nameEnglish), \(category.agency),
                \(category.kind.rawValue), \(category.rounding), \(category.needsEvidence), \(category.isSensitive),
                \(try category.questionsJSON()), \(category.position), \(category.validFrom), \(category.validTo), \(category.version))
            """)
    }

    /// Saves a category whose version is one above the one that was read.
    /// - Throws: ``AppError/Kind/conflict`` when somebody saved it meanwhile.
    package func update(_ category: Category) throws {
        let saved = try run(
            """
            UPDATE category SET parent_id = \(category.parent), name_id = \(category.nameIndonesian), name_en = \(category.nameEnglish),
                agency_id = \(category.agency), kind = \(category.kind.rawValue), rounding = \(category.rounding),
                needs_evidence = \(category.needsEvidence), is_sensitive = \(category.isSensitive),
                questions = \(try category.questionsJSON()), position = \(category.position), valid_from = \(category.validFrom),
                valid_to = \(category.validTo), version = \(category.version)
            WHERE id = \(category.id) AND version = \(category.version - 1)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
    }
}

extension Category {
    init(row: Row) throws {
        id = row.text("id")
        parent = row.textIfAny("parent_id")
        nameIndonesian = row.text("name_id")
        nameEnglish = row.text("name_en")
        agency = row.textIfAny("agency_id")
        kind = Report.Kind(rawValue: row.text("kind")) ?? .complaint
        rounding = row.int("rounding")
        needsEvidence = row.bool("needs_evidence")
        isSensitive = row.bool("is_sensitive")
        questions = try JSONDecoder().decode([CategoryQuestion].self, from: Data(row.text("questions").utf8))
        position = row.int("position")
        validFrom = row.day("valid_from")
        validTo = row.dayIfAny("valid_to")
        version = row.int("version")
    }

    fileprivate func questionsJSON() throws -> Value {
        .json(questions.isEmpty ? "[]" : String(decoding: try JSONEncoder().encode(questions), as: UTF8.self))
    }
}
