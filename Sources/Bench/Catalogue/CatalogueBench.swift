import ArgumentParser
import Catalogue
import Directory
import Foundation
import Kernel
import Storage
import Work

/// How quickly the catalogue is searched with all its facets, with few datasets and with a hundred times as many, in one process and one
/// run, the two interleaved.
struct CatalogueBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "catalogue")

    @Option var data: String
    @Option var few = 200
    @Option var many = 20_000
    @Option var rounds = 5
    /// Searches in one round.
    @Option var searches = 400

    func run() async throws {
        let small = try await Self.index(few, "\(data)/catalogue-\(few)")
        let large = try await Self.index(many, "\(data)/catalogue-\(many)")
        var rates: [[Double]] = [[], []]
        for _ in 0..<rounds {
            for (position, index) in [small, large].enumerated() {
                let began = ContinuousClock.now
                var found = 0
                for number in 0..<searches { found += index.search(Self.query(number)).total }
                let took = began.duration(to: .now)
                guard found > 0 else { throw ExitCode.failure }
                let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) * 1e-18
                rates[position].append(Double(searches) / seconds)
            }
        }
        let best = rates.map { $0.max() ?? 0 }
        print(
            """
            {"few": \(few), "many": \(many), "few_per_second": \(Int(best[0])), "many_per_second": \(Int(best[1])), \
            "ratio": \((best[1] / best[0] * 1000).rounded() / 1000)}
            """)
    }

    /// What people ask: everything, words, words half typed, one facet, three.
    private static func query(_ number: Int) -> CatalogueQuery {
        switch number % 5 {
        case 0: CatalogueQuery(offset: number % 3 * 20)
        case 1: CatalogueQuery(text: topics[number % topics.count])
        case 2: CatalogueQuery(text: String(topics[number % topics.count].prefix(4)))
        case 3: CatalogueQuery(filters: [.theme: ["ECON"]], order: .title)
        default: CatalogueQuery(text: "jumlah", filters: [.theme: ["ECON", "HEAL"], .access: ["open"], .freshness: ["late"]])
        }
    }

    private static let topics = ["harga", "penduduk", "sekolah", "kesehatan", "jalan", "panen", "anggaran", "bencana", "wisata", "sampah"]

    /// A catalogue of so many datasets with different words, themes, agencies, areas and due days.
    private static func index(_ count: Int, _ folder: String) async throws -> CatalogueIndex {
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let database = try Database.openSQLite(path: "\(folder)/pendopo.db")
        let world = World.system
        try await database.migrate(WorkMigrations.all + DirectoryMigrations.all + CatalogueMigrations.all, now: world.now())
        let directory = DirectoryIndex(database: database, world: world, regency: RegionCode("35.09"))
        let agencies = try await database.write { tx in
            try tx.ensureCatalogue(in: world)
            let writer = AgencyWriter(tx, world: world, by: .system)
            return try (1...25).map { number in
                try writer.create(
                    AgencyDraft(code: "A\(number)", name: "Dinas Nomor \(number)", kind: .agency, validFrom: Day("2020-01-01")!)
                ).id
            }
        }
        try await directory.refresh()
        let index = CatalogueIndex(database: database, world: world, directory: directory)
        let files = VersionFiles(store: FileStore(folder: "\(folder)/files"), folder: "\(folder)/derived")
        let desk = CatalogueDesk(database: database, world: world, directory: directory, files: files, index: index)
        let themes = ["AGRI", "ECON", "EDUC", "ENVI", "GOVE", "HEAL", "SOCI", "TRAN"]
        for start in stride(from: 0, to: count, by: 500) {
            try await database.write { tx in
                for number in start..<min(start + 500, count) {
                    let topic = topics[number % topics.count]
                    var draft = DatasetDraft()
                    draft.name = "data-\(number)"
                    draft.title = "Jumlah \(topic) menurut kecamatan nomor \(number)"
                    draft.description =
                        "Banyaknya \(topic) di kecamatan \(number % 31) menurut \(topics[number / 10 % topics.count]) dan tahun."
                    draft.producer = agencies[number % agencies.count]
                    draft.themes = [themes[number % themes.count]]
                    draft.tags = [topic, "tahun \(2015 + number % 11)"]
                    draft.area = RegionCode("35.09.\(number % 31 + 1 < 10 ? "0" : "")\(number % 31 + 1)")
                    try desk.create(draft, by: .system, in: tx)
                }
                // As if each had been published; what a version holds plays no part in a search.
                try tx.run("UPDATE dataset SET state = 'published', due_on = '2026-01-01' WHERE state = 'draft'")
            }
        }
        try await index.refresh()
        return index
    }
}
