import Directory
import Kernel
import Storage
import Web

/// My agency's datasets: list, new, one, and what is done with it.
enum ManageRoutes {
    static let all: [PageRoute] = [
        .get(CataloguePaths.mine) { request in try await mine(request) },
        .get(CataloguePaths.new, permission: .produceData) { request in
            let form = DatasetForm.form(blank(request))
            return .page(try await formPage(request, form, nil))
        },
        .post(CataloguePaths.mine, permission: .produceData) { request in
            try await request.act(again: { form, _ in try await formPage(request, form, nil) }) { data in
                let dataset = try await request.catalogueDesk.create(try DatasetForm.draft(data).draft, by: request.actor)
                return .redirect(CataloguePaths.upload(dataset.name, query: [("baru", "1")]), flash: request.t("catalogue.created"))
            }
        },
        .get(CataloguePaths.manage) { request in .page(try await managePage(request, try await find(request))) },
        .get(CataloguePaths.edit) { request in
            let dataset = try await find(request)
            guard DatasetPolicy.mayEdit(dataset, request.actor) else { throw AppError.forbidden }
            return .page(try await formPage(request, DatasetForm.form(DatasetDraft(dataset), version: dataset.version), dataset))
        },
        .post(CataloguePaths.edit) { request in
            let dataset = try await find(request)
            return try await request.act(again: { form, error in
                let now = try await find(request)
                return try await formPage(request, error == nil ? form : form.setting("version", "\(now.version)"), now, error)
            }) { data in
                let (draft, version) = try DatasetForm.draft(data)
                try await request.catalogueDesk.perform(EditDataset(draft), on: dataset.id, by: request.actor, expecting: version)
                return .redirect(CataloguePaths.manage(dataset.name), flash: request.t("directory.saved"))
            }
        },
        .post(CataloguePaths.tables) { request in
            try await act(request) { checker in (AddDistribution(title: checker.line("title", max: 200)), "catalogue.table.added") }
        },
        .post(CataloguePaths.follow) { request in
            try await act(request) { checker in
                let table: Identifier<Distribution>? = checker.id("table")
                let standard = checker.lineIfAny("standard", max: 36).map { Identifier<DataStandard>($0) }
                return (EditDistribution(table ?? Identifier(""), standard: .some(standard)), "standard.followed")
            }
        },
        .post(CataloguePaths.access) { request in
            try await act(request) { checker in
                let access = checker.choice("access", of: Dataset.Access.self) ?? .closed
                return (
                    ChangeAccess(
                        access, reason: checker.textIfAny("access_reason", max: 2000) ?? "", reviewOn: checker.dayIfAny("access_review_on")),
                    "catalogue.access.changed"
                )
            }
        },
        .post(CataloguePaths.withdraw) { request in
            try await act(request) { checker in (WithdrawDataset(reason: checker.text("reason", max: 2000)), "catalogue.is_withdrawn") }
        },
        .post(CataloguePaths.restore) { request in try await act(request) { _ in (RestoreDataset(), "catalogue.is_restored") } },
    ]

    /// An act on a dataset from a small form of its page.
    static func act(_ request: Request, _ read: (inout Checker) -> (any DatasetAct, TextKey)) async throws -> Reply {
        let dataset = try await find(request)
        return try await request.act(again: { form, error in
            try await managePage(request, try await find(request), form, error)
        }) { data in
            var checker = Checker(data)
            let (act, done) = read(&checker)
            try checker.check()
            try await request.catalogueDesk.perform(act, on: dataset.id, by: request.actor, expecting: data.neededVersion)
            return .redirect(CataloguePaths.manage(dataset.name), flash: request.t(done))
        }
    }

    /// The dataset of the address, for those who work on it; nobody else learns that it is there.
    static func find(_ request: Request) async throws -> Dataset {
        try request.requireAccount()
        let name = try request.parameter("name")
        guard let dataset = try await request.database.read({ tx in try tx.dataset(named: name) }),
            DatasetPolicy.mayWorkOn(dataset, request.actor)
        else { throw AppError.notFound }
        return dataset
    }

    private static func blank(_ request: Request) -> DatasetDraft {
        var draft = DatasetDraft()
        let mine = agencies(request)
        if mine.count == 1 { draft.producer = mine[0].id }
        draft.area = request.catalogueDesk.directory.places.regency?.code
        return draft
    }

    /// The agencies for which she may send data; every one of them for whoever may for all.
    private static func agencies(_ request: Request) -> [Agency] {
        let directory = request.catalogueDesk.directory
        let reach = request.actor.agencies(for: .produceData)
        return directory.agencies.active(on: directory.today).filter { agency in reach?.contains(agency.id.text) ?? true }
    }

    private static func formPage(_ request: Request, _ form: Form, _ dataset: Dataset?, _ conflict: AppError? = nil) async throws -> HTML {
        let page = request.page
        let directory = request.catalogueDesk.directory
        let themes = try await request.database.read { tx in try tx.themes() }.filter { $0.isValid(on: directory.today) }
        let places = directory.places.now
        let own = dataset.flatMap { directory.agencies[$0.producer] }.map { [$0] }
        let view = DatasetForm.View(
            form: form, action: dataset.map { CataloguePaths.edit($0.name) } ?? CataloguePaths.mine(),
            back: dataset.map { CataloguePaths.manage($0.name) } ?? CataloguePaths.mine(), agencies: own ?? agencies(request),
            themes: themes, regions: [places.regency].compactMap(\.self) + places.subdistricts, isNew: dataset == nil,
            mayRename: dataset?.publishedAt == nil)
        let title = dataset.map { $0.title } ?? page.t("catalogue.new")
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("catalogue.mine.title"), CataloguePaths.mine())], title: title))<h1>\(title)</h1>
                \(with: conflict, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })
                \(if: dataset == nil, "<p class=\"lead\">\(page.t("catalogue.new.about"))</p>")\(DatasetForm.html(page, view))
                """)
    }

    static func managePage(_ request: Request, _ dataset: Dataset, _ form: Form = .empty, _ conflict: AppError? = nil) async throws -> HTML
    {
        let (tables, submissions, standards, invitations, waiting) = try await request.database.read { tx in
            let tables = try tx.distributions(of: dataset.id)
            var invitations: [Identifier<Distribution>: Day] = [:]
            var waiting: [Identifier<Distribution>: Int] = [:]
            for table in tables {
                invitations[table.id] = try tx.fillingInvitation(table.id)?.untilOn
                waiting[table.id] = try tx.contributions(to: table.id, state: .waiting).count
            }
            return (
                try tables.map { ($0, try $0.currentVersion.flatMap { try tx.datasetVersion($0) }) },
                try tx.submissions(of: dataset.id, limit: 30), try tx.dataStandards(), invitations, waiting
            )
        }
        let followed = try await request.database.read { tx in
            var followed: [Identifier<Distribution>: FollowPart.Followed] = [:]
            for (table, _) in tables {
                guard let source = try tx.fileSource(of: table.id) else { continue }
                followed[table.id] = FollowPart.Followed(
                    source: source, last: try tx.harvestRuns(of: source.id, limit: 1).first,
                    trouble: try tx.harvestObjects(of: source.id, state: .failed, limit: 1).first?.failure)
            }
            return followed
        }
        let directory = request.catalogueDesk.directory
        let view = ManagePage.View(
            dataset: dataset, producer: directory.agencies.name(dataset.producer.text), tables: tables, submissions: submissions,
            mayEdit: DatasetPolicy.mayEdit(dataset, request.actor), maySteward: request.actor.may(.stewardData), today: directory.today,
            standards: standards.filter { $0.isValid(on: directory.today) }, invitations: invitations, waiting: waiting,
            followed: followed, form: form)
        return ManagePage.page(request.page, view, conflict: conflict)
    }

    /// Tables that ask the actor's villages for rows, and which of them have not sent any.
    private static func invited(_ request: Request) async throws -> [MinePage.Invited] {
        let villages = FillRoutes.villages(request)
        guard !villages.isEmpty else { return [] }
        let today = request.catalogueDesk.directory.today
        return try await request.database.read { tx in
            try tx.fillingInvitations(on: today).compactMap { invitation in
                guard let table = try tx.distribution(invitation.table), let dataset = try tx.dataset(invitation.dataset) else {
                    return nil
                }
                let sent = try tx.contributions(to: table.id, agencies: Set(villages.map(\.id.text)), limit: 20)
                return MinePage.Invited(table: table, dataset: dataset, untilOn: invitation.untilOn, last: sent.first)
            }
        }
    }

    private static let pageSize = 30

    private static func mine(_ request: Request) async throws -> Reply {
        try request.requireAccount()
        try request.require([.produceData, .supportData, .stewardData])
        let directory = request.catalogueDesk.directory
        let reach = [Permission.produceData, .supportData, .stewardData].map { request.actor.agencies(for: $0) }
        let agencies: Set<String>? = reach.contains { $0 == nil } ? nil : reach.reduce(into: Set()) { $0.formUnion($1 ?? []) }
        let start = max(0, request.query.int("mulai") ?? 0)
        let (items, datasets) = try await request.database.read { tx in
            let open = try tx.submissions(
                in: ["received", "unreadable", "read", "returned", "submitted", "checked"], agencies: agencies, limit: 200)
            let known = try tx.datasets(Set(open.map(\.dataset)))
            return (
                open.compactMap { submission in known[submission.dataset].map { MinePage.Item(submission: submission, dataset: $0) } },
                try tx.datasets(agencies: agencies, offset: start, limit: pageSize + 1)
            )
        }
        let order = ["returned", "unreadable", "read", "received", "submitted", "checked"]
        let sorted = items.sorted {
            (order.firstIndex(of: $0.submission.state) ?? 9, $1.submission.id) < (
                order.firstIndex(of: $1.submission.state) ?? 9, $0.submission.id
            )
        }
        let view = MinePage.View(
            turn: sorted.filter { ["returned", "unreadable", "read", "received"].contains($0.submission.state) },
            waiting: sorted.filter { ["submitted", "checked"].contains($0.submission.state) }, datasets: Array(datasets.prefix(pageSize)),
            agencies: directory.agencies, showsAgency: agencies.map { $0.count > 1 } ?? true, today: directory.today,
            mayCreate: request.actor.mayAnywhere(.produceData),
            invited: try await invited(request), filled: request.query["isian"],
            older: datasets.count > pageSize ? CataloguePaths.mine(query: [("mulai", "\(start + pageSize)")]) : nil)
        return .page(MinePage.page(request.page, view))
    }
}
