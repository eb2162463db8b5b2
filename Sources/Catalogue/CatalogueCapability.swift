import Directory
import Foundation
import Kernel
import Rows
import Storage
import Web
import Work

extension Capability {
    /// Satu Data: datasets, their versions, the desk that writes them and the gate that opens them. Needs the directory.
    package static func catalogue() throws -> Capability {
        Capability(
            name: "catalogue", migrations: CatalogueMigrations.all + ReadingMigrations.all, words: try CatalogueWords.load(),
            permissions: Permission.ofCatalogue, pages: producing + reading + HarvestRoutes.all,
            endpoints: keeping + RowsAPI.all + SocrataEndpoints.all + HarvestEndpoints.all,
            menu: [
                MenuItem("catalogue.menu.mine", link: CataloguePaths.mine(), permission: .produceData),
                MenuItem("catalogue.menu.check", link: CataloguePaths.check(), permission: .stewardData),
                MenuItem("harvest.sources", link: HarvestPaths.sources(), permission: .administerCatalogue),
            ],
            jobs: { installation in
                let desk: CatalogueDesk = installation.services.get()
                return ReadUploads(desk).handlers + [MasterData(desk).handler, Harvester(desk: desk, store: installation.files).handler]
            },
            schedules: { installation in
                let index: CatalogueIndex = installation.services.get()
                let desk: CatalogueDesk = installation.services.get()
                let harvests = HarvestDesk(
                    database: installation.database, world: installation.world, directory: installation.services.get())
                return [
                    Schedule("catalogue.harvest", every: 60) { try await harvests.startDue() },
                    Schedule("catalogue.refresh", every: 5) { try await index.refresh() },
                    Schedule("catalogue.alerts", every: 60) { try await desk.escalate() },
                    Schedule("catalogue.reminders", every: 3600) { try await Reminders(desk).run() },
                    Schedule("catalogue.master_data", every: 3600) { try await MasterData(desk).publish() },
                    Schedule("catalogue.uploads", every: 3600) { try await Uploads(installation).purge() },
                    Schedule("catalogue.use", every: 60, isDoneAtTheEnd: true) {
                        try await installation.services.get(UseCounter.self).write(to: installation.database)
                    },
                ]
            },
            subscribers: { installation in [CatalogueNotifier(installation.services.get()).subscriber] }, start: start)
    }

    private static let producing =
        ManageRoutes.all + UploadRoutes.all + SubmissionRoutes.all + CheckRoutes.all + FillRoutes.all + ContributionRoutes.all
        + StandardPages.all + FollowRoutes.all + [DebtPage.route]
    private static let keeping =
        DatasetEndpoints.all + StandardEndpoints.all + SubmissionEndpoints.all + UploadEndpoints.all + DebtEndpoint.all
        + ChartEndpoints.all + QuestionEndpoints.all + ContributionEndpoints.all
        + OriginEndpoint.all + [StatisticalPage.endpoint, UseEndpoint.one]
    private static let reading = ReadingPages.all

    @Sendable private static func start(_ installation: Installation) async throws {
        let directory: DirectoryIndex = installation.services.get()
        let index = CatalogueIndex(database: installation.database, world: installation.world, directory: directory)
        let files = VersionFiles(
            store: installation.files, folder: installation.settings.dataFolder.appendingPathComponent("derived").path)
        let reader = CatalogueReader(index: index, files: files, directory: directory, services: installation.services)
        let desk = CatalogueDesk(
            database: installation.database, world: installation.world, directory: directory, files: files, index: index)
        installation.services.put(index)
        installation.services.put(files)
        installation.services.put(reader)
        installation.services.put(desk)
        installation.services.put(UseCounter())
        installation.services.put(
            TableSQL(tables: DerivedTables(folder: files.folder + "/sql"), workers: SQLWorkers(log: installation.logger)))
        installation.services.put(DatasetPanels())
        let users = DatasetUsers()
        users.register { dataset, request in
            let referring = index.snapshot.referring(to: dataset.name)
            return [
                .init(
                    "reading.use.refer", referring.map { ($0.dataset.title(request.language), DataPaths.dataset($0.dataset.name)) })
            ]
        }
        installation.services.put(users)
        try await installation.database.write { [world = installation.world] tx in
            try tx.ensureCatalogue(in: world)
        }
        try await index.refresh()
    }
}

extension Transaction {
    /// The workflow and the themes that Pendopo brings along, where an installation has none.
    package func ensureCatalogue(in world: World) throws {
        try ensureSubmissionWorkflow(in: world)
        try ensureThemes()
    }
}

extension Request {
    /// The gate of this installation.
    package var catalogueReader: CatalogueReader { installation.services.get() }
    package var catalogueIndex: CatalogueIndex { installation.services.get() }
    package var catalogueDesk: CatalogueDesk { installation.services.get() }
}
