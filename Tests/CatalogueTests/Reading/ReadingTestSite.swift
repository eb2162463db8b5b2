import Columns
import Directory
import Foundation
import Ingest
import Kernel
import Storage
import TestSupport
import Web
import Work

@testable import Catalogue

/// A site with one open dataset of two versions, a restricted and a closed one, put there as they would be after publication.
struct ReadingTestSite {
    let site: TestSite
    let producer: Actor
    let stranger: Actor
    private let works: Identifier<Agency>

    init() async throws {
        site = try await TestSite([DirectoryFixtures.capability, .catalogue()])
        let index: DirectoryIndex = site.installation.services.get()
        works = index.agencies.find(code: "DPU")!.id
        producer = Actor(
            kind: .account, id: "producer", name: "Bambang", grants: [Grant(permissions: [.produceData], agencies: [works.text])])
        stranger = Actor(kind: .account, id: "stranger", name: "Sari", grants: [Grant(permissions: [.produceData], agencies: ["other"])])
        var changed = SmallTable.rows
        changed[0][4] = .integer(121)
        changed.append([.text("Ajung"), .text("35.09.01"), .year(2025), .text("SD"), .integer(55), .missing])
        try await add("murid", versions: [Array(SmallTable.rows.dropLast()), changed])
        try await add("terbatas", access: .restricted, versions: [SmallTable.rows])
        try await add("tertutup", access: .closed, versions: [SmallTable.rows])
        try await add("draf", state: .draft, versions: [])
        try await site.installation.services.get(CatalogueIndex.self).refresh()
    }

    private func add(
        _ name: String, access: Dataset.Access = .open, state: Dataset.State = .published, versions: [[[Datum]]]
    ) async throws {
        let world = site.installation.world
        let files: VersionFiles = site.installation.services.get()
        let small = try SmallTable()
        let now = Instant("2026-02-01T02:00:00Z")!
        let dataset = Dataset(
            id: world.newID(), name: name, title: "Murid (\(name)) & sekolah", description: "Banyaknya murid <menurut> jenjang.",
            producer: works,
            state: state, access: access, accessReason: access == .open ? nil : "UU 14/2008 pasal 17 huruf h.", themes: ["EDUC"],
            tags: ["murid"], contact: "data@contoh.id", createdAt: now, publishedAt: now)
        var table = Distribution(
            id: world.newID(), dataset: dataset.id, name: "murid", title: "Murid", schema: small.schema, createdAt: now)
        var made: [DatasetVersion] = []
        for (index, rows) in versions.enumerated() {
            let text = SmallTable.csv(rows, small.version.shape)
            let hash = try await files.store.put(Array(text.utf8))
            made.append(
                DatasetVersion(
                    id: world.newID(), distribution: table.id, number: index + 1, hash: hash, rows: rows.count, bytes: text.utf8.count,
                    shape: small.version.shape, schema: small.schema, publishedAt: now.adding(days: index), publishedBy: "system",
                    note: "Catatan \(index + 1)"))
        }
        table.currentVersion = made.last?.id
        try await site.installation.database.write { [table, made] tx in
            try tx.insert(dataset)
            try tx.insert(table)
            for version in made { try tx.insert(version) }
        }
    }

    /// A page that must be well-formed and accessible.
    func page(_ path: String, _ browser: TestBrowser? = nil, status: Int = 200) async throws -> (text: String, markup: Markup) {
        let answer = try await (browser ?? site.browser()).get(path)
        guard answer.status == status else { throw UnexpectedAnswer(what: "\(path) answered \(answer.status): \(answer.text.suffix(900))") }
        let faults = Accessibility.faults(answer.text, isPage: true)
        guard faults.isEmpty else { throw UnexpectedAnswer(what: "\(path): \(faults)") }
        return (answer.text, try answer.page())
    }
}

struct UnexpectedAnswer: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}
