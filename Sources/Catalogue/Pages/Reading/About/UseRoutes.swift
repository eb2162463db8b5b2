import Columns
import Directory
import Kernel
import Rows
import Storage
import Tables
import Web

extension PageRoute {
    static let uses: [PageRoute] = [
        .get(DataPaths.use) { request in
            let reading = try await ReadingRequest(request, purpose: .page)
            return .page(UsePage.page(request.page, try await view(reading)))
        },
        .get(DataPaths.download) { request in try await download(request) },
    ]

    private static func view(_ reading: ReadingRequest) async throws -> UseView {
        let request = reading.request
        let dataset = reading.dataset
        let table = try? reading.opened.get()
        let state = try table.map { try TableState(dataset: dataset.name, request.query, $0.check) }
        let month = reading.directory.today.adding(-29)
        let (charts, count) = try await request.database.read { tx in
            (try tx.savedCharts(of: dataset.id, limit: 10), try tx.savedChartCount(of: dataset.id))
        }
        let use = try await request.database.read { tx in
            (recent: try tx.use(of: dataset.id, since: month), all: try tx.use(of: dataset.id))
        }
        let version = table?.opened.version ?? reading.table.flatMap { reading.shown[$0.id] }
        let absolute = request.installation.settings.absolute
        let citation = version.map { version in
            DatasetCitation(
                name: dataset.name, title: dataset.title(request.language),
                producer: reading.directory.agencies.name(dataset.producer.text),
                regency: request.page.brand.regencyName, version: version.number,
                publishedAt: version.publishedAt.parts(offsetHours: request.page.format.offsetHours).day,
                url: absolute(DataPaths.dataset(dataset.name)), readOn: reading.directory.today)
        }
        let doors = reading.entry.flatMap { request.installation.services.find(DatasetDoors.self)?.doors($0) } ?? []
        return UseView(
            head: try await reading.head(), table: reading.tableName, citation: citation,
            cite: state.map { CitationLink.rows($0, dataset, reading.table, version) },
            conditions: state.flatMap { state in
                table.map { table in
                    state.conditions.map { ConditionWords.text($0, table.text, request.page) }
                        + (state.question.search.map { ["“\($0)”"] } ?? [])
                }
            } ?? [], downloads: state.flatMap { state in table.map { DownloadFormat.links(request.page, state, $0) } } ?? [], doors: doors,
            address: absolute(""), charts: charts, chartCount: count,
            use: dataset.access == .open ? use : nil,
            users: try await request.installation.services.find(DatasetUsers.self)?.lines(dataset, request) ?? [])
    }

    /// The rows that the address asks for, all of them, in the order of the table.
    private static func download(_ request: Request) async throws -> Reply {
        let reading = try await ReadingRequest(request, purpose: .export)
        let table = try reading.readable()
        guard let format = request.query["format"].flatMap(DownloadFormat.init) else {
            throw AppError.invalid("format", "error.not_offered")
        }
        let state = try TableState(dataset: reading.dataset.name, request.query, table.check)
        let name = "\(reading.dataset.name)-\(table.opened.distribution.name)-v\(table.opened.version.number).\(format.ending)"
        return try await format.reply(table, state, filename: name)
    }
}
