import Catalogue
import Directory
import Kernel
import Storage
import TestSupport
import Web
import Work

@testable import Sharing

/// A site with the catalogue and sharing: public works owns a restricted table, the hospital asks for it.
struct SharedSite {
    let catalogue: CatalogueTestSite
    let site: SharingSite
    /// Decides for public works.
    let owner: Actor
    /// Asks and reads for the hospital.
    let asker: Actor
    /// Reads for the hospital as another system does.
    let machine: Actor
    let inspector: Actor

    init(others: [Capability] = []) async throws {
        catalogue = try await CatalogueTestSite([.sharing()] + others)
        site = catalogue.site.installation.services.get()
        let (works, hospital) = (catalogue.works.text, catalogue.hospital.text)
        owner = Actor(kind: .account, id: "owner", name: "Bu Kadis", grants: [Grant(permissions: [.decideSharing], agencies: [works])])
        asker = Actor(
            kind: .account, id: "asker", name: "Pak Direktur",
            grants: [Grant(permissions: [.requestData, .useSharedData], agencies: [hospital])])
        machine = Actor(kind: .client, id: "machine", name: "SIMRS", grants: [Grant(permissions: [.useSharedData], agencies: [hospital])])
        inspector = Actor(kind: .account, id: "inspector", name: "Inspektur", grants: [Grant(permissions: [.inspectSharing])])
        present([owner, asker, machine, inspector])
    }

    /// Who is there today, for jobs that do something for somebody.
    func present(_ people: [Actor]) {
        catalogue.site.installation.services.put(PresentActors { kind, id in people.first { $0.kind == kind && $0.id == id } })
    }

    var desk: AgreementDesk { site.agreements }
    var database: Database { catalogue.desk.database }
    var world: TestWorld { catalogue.site.world }
    static let purpose = "Verifikasi peserta jaminan kesehatan daerah tahun 2026."

    func restricted(_ name: String = "keluarga-miskin") async throws -> (dataset: Dataset, table: Distribution) {
        let dataset = try await catalogue.published(catalogue.restricted(name))
        return (dataset, try await catalogue.table(of: dataset.id))
    }

    func asked(_ table: Distribution, columns: [String] = [], filter: String = "", until: Day = Day("2026-12-31")!) async throws
        -> AccessRequest
    {
        try await desk.request(
            RequestAccess(table.id, for: catalogue.hospital, purpose: SharedSite.purpose, columns: columns, filter: filter, until: until),
            by: asker)
    }

    @discardableResult
    func agreed(_ table: Distribution, _ terms: Terms = Terms(), until: Day = Day("2026-12-31")!) async throws -> Agreement {
        let request = try await asked(table)
        try await site.cases.perform(GrantAccess(terms, until: until), on: request.caseID, by: owner)
        guard let agreement = try await desk.file(ofRequest: request.code, for: asker).agreement else { throw AppError.notFound }
        return agreement
    }

    func open(_ table: Distribution, for actor: Actor, _ purpose: ReadingPurpose = .api) async throws -> OpenedTable {
        try await catalogue.reader.open(.distribution(table.id), for: actor, purpose: purpose)
    }

    /// Tells every event to those who wait for it.
    func settle() async throws {
        let installation = catalogue.site.installation
        try await Outbox(database: database, world: installation.world, subscribers: Capability.sharing().subscribers(installation)).drain()
    }
}
