import Ingest
import Kernel
import Storage
import Work

/// What somebody says about a data standard.
package struct DataStandardDraft: Sendable {
    package var code: String?
    package var name: String
    package var description: String
    package var schema: TableSchema
    package var validFrom: Day
    package var validTo: Day?
    package var replaces: Identifier<DataStandard>?

    package init(
        code: String?, name: String, description: String, schema: TableSchema, validFrom: Day, validTo: Day? = nil,
        replaces: Identifier<DataStandard>? = nil
    ) {
        self.code = code
        self.name = Plain.line(name)
        self.description = Plain.text(description)
        self.schema = schema
        self.validFrom = validFrom
        self.validTo = validTo
        self.replaces = replaces
    }

    var issues: [Issue] {
        var issues: [Issue] = []
        if let code, !StandardData.isStandardCode(code) { issues.append(Issue("code", "error.dataset_standard_code")) }
        if !(3...200).contains(name.count) { issues.append(Issue("name", "error.dataset_title")) }
        if schema.fields.isEmpty { issues.append(Issue("schema", "error.standard_empty")) }
        if (try? schema.shape()) == nil, !schema.fields.isEmpty { issues.append(Issue("schema", "error.standard_columns")) }
        if let validTo, validTo < validFrom { issues.append(Issue("validTo", "error.dataset_period")) }
        return issues
    }
}

extension CatalogueDesk {
    /// Makes a data standard that tables can follow.
    @discardableResult
    package func createStandard(_ draft: DataStandardDraft, by actor: Actor) async throws -> DataStandard {
        try needAdministration(actor)
        guard draft.issues.isEmpty else { throw AppError.invalid(draft.issues) }
        return try await database.write { [world] tx in
            if let replaced = draft.replaces, try tx.dataStandard(replaced) == nil {
                throw AppError.invalid("replaces", "error.standard_unknown")
            }
            let standard = DataStandard(
                id: world.newID(), code: draft.code, name: draft.name, description: draft.description, schema: draft.schema,
                validFrom: draft.validFrom, validTo: draft.validTo, replaces: draft.replaces, createdAt: world.now())
            try tx.insert(standard)
            try tx.keepVersion(standard, by: actor)
            try tx.record(
                Event(
                    "data_standard.created", of: standard.reference, sequence: 1, by: actor, in: world, visibility: .open,
                    digest: standard.digest))
            return standard
        }
    }

    /// Changes a data standard; tables that follow it are read with the new schema from their next file on, once they are told to.
    @discardableResult
    package func editStandard(
        _ id: Identifier<DataStandard>, _ draft: DataStandardDraft, by actor: Actor, expecting version: Int? = nil
    ) async throws -> DataStandard {
        try needAdministration(actor)
        guard draft.issues.isEmpty else { throw AppError.invalid(draft.issues) }
        return try await database.write { [world] tx in
            guard var standard = try tx.dataStandard(id) else { throw AppError.notFound }
            let before = standard.version
            if let version, version != before { throw AppError.conflict("error.standard_changed") }
            standard.code = draft.code
            standard.name = draft.name
            standard.description = draft.description
            standard.schema = draft.schema
            standard.validFrom = draft.validFrom
            standard.validTo = draft.validTo
            standard.updatedAt = world.now()
            standard.version += 1
            try tx.update(standard, from: before)
            try tx.keepVersion(standard, by: actor)
            try tx.record(
                Event(
                    "data_standard.edited", of: standard.reference, sequence: standard.version, by: actor, in: world, visibility: .open,
                    digest: standard.digest))
            return standard
        }
    }

    private func needAdministration(_ actor: Actor) throws {
        if actor.kind == .system || actor.may(.administerCatalogue) { return }
        throw actor.kind == .visitor ? AppError.unauthenticated : AppError.forbidden
    }
}
