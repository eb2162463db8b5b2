import ArgumentParser
import Directory
import Foundation
import Hummingbird
import Kernel
import Reports
import Storage

/// What `bin/bench` measures against, and the data it measures on.
@main struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pendopo-bench",
        subcommands: [
            Bare.self, Fill.self, ColumnBench.self, PublishTable.self, FillCatalogue.self, ImportTable.self,
            CatalogueBench.self, BookBench.self, PlanImportBench.self, PlanFill.self,
            PlanCompareBench.self, NomenclatureBench.self,
        ])
}

/// The limits: a route that says hello, and one that does a single group-committed insert. Nothing of Pendopo above Storage.
struct Bare: AsyncParsableCommand {
    @Option var data: String
    @Option var port = 8099

    func run() async throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let database = try Database.openSQLite(path: "\(data)/bare.sqlite")
        try await database.write { tx in try tx.run("CREATE TABLE IF NOT EXISTS note (id text PRIMARY KEY, text text NOT NULL)") }
        let world = World.system
        let router = Router()
        router.get("/hello") { _, _ in "hello" }
        router.post("/insert") { request, _ in
            let body = try await request.body.collect(upTo: 1 << 16)
            let text = String(buffer: body)
            let id = world.newID(Bare.self)
            try await database.write { tx in try tx.run("INSERT INTO note (id, text) VALUES (\(id), \(text))") }
            return id.text
        }
        try await Application(router: router, configuration: .init(address: .hostname("127.0.0.1", port: port))).runService()
    }
}

/// Adds reports in bulk to an installation whose regions, agencies and categories are there.
struct Fill: AsyncParsableCommand {
    @Option var data: String
    @Option var database: String?
    @Option var reports: Int

    func run() async throws {
        let database =
            if let url = self.database { try await Database.openPostgres(url: url, connections: 2) } else {
                try Database.openSQLite(path: "\(data)/pendopo.db")
            }
        let world = World.system
        let directory = DirectoryIndex(database: database, world: world, regency: RegionCode("35.09"))
        try await directory.refresh()
        let desk = ReportDesk(database: database, world: world, vault: Vault(world: world), ground: Ground(directory))
        let (villages, categories) = try await database.read { tx in
            (
                try tx.rows("SELECT code FROM region WHERE kind = 'village' AND code LIKE '35.09.%' ORDER BY code").map { $0.text("code") },
                try tx.categories().filter { $0.parent != nil }
            )
        }
        // One village far more often: its head is of the cast, whose list must fill a page at every size, or the bench would compare a
        // short page with a full one. So it is every eighth report of the demo's sample of villages.
        let weighted = villages + Array(repeating: Fill.busiest, count: villages.contains(Fill.busiest) ? 39 : 0)
        let agencies = directory.agencies.all.filter { $0.kind == .agency }.map(\.id.text)
        let bulk = BulkReports(desk: desk, agencies: agencies, villages: weighted, categories: categories, texts: Fill.texts)
        for start in stride(from: 0, to: reports, by: 2000) { try await bulk.add(start..<min(start + 2000, reports), of: reports) }
        try await database.close()
    }

    /// Gebang, in Patrang.
    private static let busiest = "35.09.20.1003"

    /// A thousand different sentences of the length people write.
    static let texts: [String] = {
        let things = [
            "Jalan berlubang", "Lampu jalan mati", "Sampah menumpuk", "Saluran tersumbat", "Jembatan retak", "Pipa bocor", "Pohon tumbang",
            "Antrean panjang", "Banjir setinggi lutut", "Aspal mengelupas",
        ]
        let places = [
            "di depan pasar", "dekat sekolah dasar", "di tikungan balai desa", "samping puskesmas", "di jalan menuju sawah", "depan masjid",
            "di gang sempit", "dekat rel kereta", "di pertigaan", "belakang terminal",
        ]
        let since = [
            "sejak minggu lalu", "sudah dua bulan", "sejak hujan kemarin", "sejak lebaran", "hampir setahun", "sejak pagi",
            "sudah tiga hari", "sejak musim kemarau", "berulang kali", "tiap malam",
        ]
        return things.flatMap { thing in
            places.flatMap { place in
                since.map { "\(thing) \(place) \($0). Warga sudah beberapa kali hampir celaka, mohon segera ditangani." }
            }
        }
    }()
}
