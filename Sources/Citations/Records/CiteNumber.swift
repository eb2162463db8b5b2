import Catalogue
import Columns
import Directory
import Kernel
import Signing
import Storage
import Web
import Work

/// What somebody wants to cite.
package struct CiteNumber: Sendable {
    package var table: TableChoice
    /// Which rows, in the language of addresses; empty for all.
    package var filter: String
    package var formula: Formula
    /// What it is, in her own words; may be empty.
    package var title: String

    package init(_ table: TableChoice, filter: String = "", formula: Formula, title: String = "") {
        self.table = table
        self.filter = filter
        self.formula = formula
        self.title = Plain.line(title)
    }
}

/// A number before it is signed: what a form shows, and what becomes a citation.
package struct Draft: Sendable {
    package var table: OpenedTable
    /// Canonical text of the filter.
    package var filterText: String
    package var filter: RowFilter
    package var formula: Formula
    package var computed: Computed
    package var unit: String?
    package var names: ColumnNames
}

extension CitationDesk {
    /// Longest title.
    package static let longestTitle = 200

    /// Computes what would be cited, without keeping it.
    /// - Throws: as ``cite(_:by:)``.
    package func draft(_ act: CiteNumber, by actor: Actor) async throws -> Draft {
        let table = try await reader.open(act.table, for: actor, purpose: .citation)
        // A number made of what an agreement leaves over would be another one for everybody else.
        guard table.rule.isWhole else { throw AppError(.forbidden, "error.citation_partial") }
        if let issue = act.formula.issues.first { throw AppError.invalid(issue.field, issue.message) }
        guard act.title.count <= CitationDesk.longestTitle else {
            throw AppError.invalid("title", Message("error.too_long", ["max": "\(CitationDesk.longestTitle)"]))
        }
        let filter = try FilterText.filter(act.filter, of: table.version.shape)
        let computed = try await Background.run { try Computed(act.formula, of: filter, in: table.file) }
        let names = ColumnNames(table.version.schema)
        return Draft(
            table: table, filterText: try FilterText.canonical(act.filter, of: table.version.shape), filter: filter, formula: act.formula,
            computed: computed,
            unit: names.unit(of: act.formula), names: names)
    }

    /// Cites a number: computes it, signs the deed and keeps both. What is cited already keeps its first deed.
    /// - Throws: `.notFound`, `.unauthenticated` or `.forbidden` when the rows are not the actor's to read, `.invalid` with what to mend.
    package func cite(_ act: CiteNumber, by actor: Actor) async throws -> Citation {
        let draft = try await draft(act, by: actor)
        let identity = Citation.identity(
            draft.table.distribution.id, hash: draft.table.version.hash, filter: draft.filterText, formula: draft.formula)
        let producer = directory.agencies[draft.table.dataset.producer]
        let steward = directory.agencies.with(.ict, on: directory.today)
        let issuer = (name: directory.places.regency?.name ?? "", code: directory.places.regency?.code.text ?? "")
        return try await database.write { tx in
            if let known = try tx.citation(identity: identity) { return known }
            for attempt in 0..<20 {
                let code = Citation.code(identity, attempt: attempt)
                let now = world.now()
                let payload = Deed.payload(
                    code: code, of: draft.table, filter: draft.filterText, formula: draft.formula, computed: draft.computed,
                    unit: draft.unit, producer: producer, steward: steward, at: now,
                    issuer: Deed.Issuer(name: issuer.name, code: issuer.code, address: absolute(CitationPaths.citation(code))))
                let signed = try keys.sign(payload, tx)
                let citation = Citation(
                    id: world.newID(), code: code, identity: identity, dataset: draft.table.dataset.id,
                    distribution: draft.table.distribution.id, version: draft.table.version.id, filter: draft.filterText,
                    formula: draft.formula, computed: draft.computed, unit: draft.unit, title: act.title, citedAt: now,
                    citedByKind: actor.kind, citedBy: actor.id, deed: payload.text, key: signed.key, signature: signed.signature)
                guard try tx.run(citation.insertion) == 1 else { continue }
                try tx.record(
                    Event(
                        "citation.made", of: citation.reference, sequence: 1, by: actor, in: world,
                        agency: draft.table.dataset.producer.text, visibility: .open,
                        details: ["code": code, "dataset": citation.dataset.text],
                        digest: citation.digest))
                return citation
            }
            throw AppError.unavailable("error.no_code_free")
        }
    }
}
