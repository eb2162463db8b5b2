import Directory
import Kernel
import Storage
import Work

extension Dataset {
    package init(row: Row) {
        id = row.id("id")
        name = row.text("name")
        title = row.text("title")
        titleEnglish = row.textIfAny("title_en")
        description = row.text("description")
        producer = row.id("producer_id")
        state = State(rawValue: row.text("state")) ?? .draft
        // What cannot be read is not shown to anybody.
        access = Access(rawValue: row.text("access")) ?? .closed
        accessReason = row.textIfAny("access_reason")
        accessReviewOn = row.dayIfAny("access_review_on")
        kind = Kind(rawValue: row.text("kind")) ?? .other
        isPriority = row.bool("is_priority")
        dimension = row.textIfAny("dimension").flatMap(Dimension.init(rawValue:))
        themes = listed(row.text("themes"))
        tags = listed(row.text("tags"))
        area = row.textIfAny("area_code").flatMap { .init($0) }
        temporalFrom = row.dayIfAny("temporal_from")
        temporalTo = row.dayIfAny("temporal_to")
        frequency = Frequency(rawValue: row.text("frequency")) ?? .irregular
        licence = row.text("licence")
        contact = row.text("contact")
        standardCode = row.textIfAny("standard_code")
        bps = parseFlatJSON(row.text("bps"))
        createdAt = row.instant("created_at")
        updatedAt = row.instant("updated_at")
        publishedAt = row.instantIfAny("published_at")
        dueOn = row.dayIfAny("due_on")
        withdrawnReason = row.textIfAny("withdrawn_reason")
        version = row.int("version")
    }

    /// Every column, for the digest in its events.
    var digested: [String?] {
        [
            id.text, name, title, titleEnglish, description, producer.text, state.rawValue, access.rawValue, accessReason,
            accessReviewOn?.description, kind.rawValue, String(isPriority), dimension?.rawValue, list(themes), list(tags), area?.text,
            temporalFrom?.description, temporalTo?.description, frequency.rawValue, licence, contact, standardCode, flatJSON(bps),
            createdAt.description, updatedAt.description, publishedAt?.description, dueOn?.description, withdrawnReason, String(version),
        ]
    }
}

extension Transaction {
    package func dataset(_ id: Identifier<Dataset>) throws -> Dataset? {
        try row("SELECT * FROM dataset WHERE id = \(id)").map(Dataset.init(row:))
    }

    package func dataset(named name: String) throws -> Dataset? {
        try row("SELECT * FROM dataset WHERE name = \(name)").map(Dataset.init(row:))
    }

    func insert(_ dataset: Dataset) throws {
        try run(
            """
            INSERT INTO dataset (id, name, title, title_en, description, producer_id, state, access, access_reason, access_review_on,
                kind, is_priority, dimension, themes, tags, area_code, temporal_from, temporal_to, frequency, licence, contact,
                standard_code, bps, created_at, updated_at, published_at, due_on, withdrawn_reason, version,
                revision)
            VALUES (\(dataset.id), \(dataset.name), \(dataset.title), \(dataset.titleEnglish), \(dataset.description),
                \(dataset.producer), \(dataset.state.rawValue), \(dataset.access.rawValue), \(dataset.accessReason),
                \(dataset.accessReviewOn), \(dataset.kind.rawValue), \(dataset.isPriority), \(dataset.dimension?.rawValue),
                \(Value.json(list(dataset.themes))), \(Value.json(list(dataset.tags))), \(dataset.area?.text), \(dataset.temporalFrom),
                \(dataset.temporalTo), \(dataset.frequency.rawValue), \(dataset.licence), \(dataset.contact), \(dataset.standardCode),
                \(Value.json(flatJSON(dataset.bps))), \(dataset.createdAt), \(dataset.updatedAt), \(dataset.publishedAt),
                \(dataset.dueOn), \(dataset.withdrawnReason), \(dataset.version), \(try nextCatalogueRevision()))
            """)
    }

    /// Writes a changed dataset over the version it was made of.
    /// - Throws: ``AppError/Kind/conflict`` when somebody was quicker.
    func update(_ dataset: Dataset, from version: Int) throws {
        let changed = try run(
            """
            UPDATE dataset SET name = \(dataset.name), title = \(dataset.title), title_en = \(dataset.titleEnglish),
                description = \(dataset.description), producer_id = \(dataset.producer), state = \(dataset.state.rawValue),
                access = \(dataset.access.rawValue), access_reason = \(dataset.accessReason),
                access_review_on = \(dataset.accessReviewOn), kind = \(dataset.kind.rawValue), is_priority = \(dataset.isPriority),
                dimension = \(dataset.dimension?.rawValue), themes = \(Value.json(list(dataset.themes))),
                tags = \(Value.json(list(dataset.tags))), area_code = \(dataset.area?.text), temporal_from = \(dataset.temporalFrom),
                temporal_to = \(dataset.temporalTo), frequency = \(dataset.frequency.rawValue), licence = \(dataset.licence),
                contact = \(dataset.contact), standard_code = \(dataset.standardCode), bps = \(Value.json(flatJSON(dataset.bps))),
                updated_at = \(dataset.updatedAt), published_at = \(dataset.publishedAt), due_on = \(dataset.dueOn),
                withdrawn_reason = \(dataset.withdrawnReason), version = \(dataset.version), revision = \(try nextCatalogueRevision())
            WHERE id = \(dataset.id) AND version = \(version)
            """)
        guard changed == 1 else { throw AppError.conflict("error.dataset_changed") }
    }

    /// Counts every change to the catalogue. The one row is locked until the commit, so a higher number is a later commit, and
    /// whoever has seen one number finds all that came after it.
    func nextCatalogueRevision() throws -> Int {
        try run("UPDATE catalogue_revision SET revision = revision + 1 WHERE id = 1")
        return try catalogueRevision()
    }

    package func catalogueRevision() throws -> Int { try row("SELECT revision FROM catalogue_revision WHERE id = 1")?.int("revision") ?? 0 }
}
