import Kernel
import Storage
import Tables
import Web

/// Agencies: list, one, and what is done with them.
enum AgencyRoutes {
    private static let edit = DirectoryPermission.agencies

    static let all: [PageRoute] = [
        .get(DirectoryPaths.agencies, permission: DirectoryPermission.view) { request in
            .page(AgencyPages.list(request.page, list(request)))
        },
        .get(DirectoryPaths.agenciesCSV, permission: DirectoryPermission.view) { request in
            .bytes(csv(request.directory), type: "text/csv; charset=utf-8", filename: "perangkat-daerah.csv")
        },
        .get(DirectoryPaths.newAgency, permission: edit) { request in
            .page(form(request, AgencyForm.blank(today: request.directory.today), nil))
        },
        .post(DirectoryPaths.agencies, permission: edit) { request in
            try await request.act(again: { filled, error in form(request, filled, nil, error) }) { data in
                let agency = try await EditAgencies(request.directory).create(try AgencyForm.draft(data).draft, by: request.actor)
                return .redirect(DirectoryPaths.agency(agency.id.text), flash: request.t("directory.saved"))
            }
        },
        .get(DirectoryPaths.agency, permission: DirectoryPermission.view) { request in .page(try await detail(request, try find(request)))
        },
        .get(DirectoryPaths.editAgency, permission: edit) { request in
            let agency = try find(request)
            return .page(form(request, AgencyForm.form(agency, request.directory.agencies), agency))
        },
        .post(DirectoryPaths.editAgency, permission: edit) { request in
            let agency = try find(request)
            return try await request.act(again: { filled, error in
                let now = try find(request)
                // Whoever saves again after having seen what changed saves over it knowingly.
                return form(request, error == nil ? filled : filled.setting("version", "\(now.version)"), now, error)
            }) { data in
                let (draft, version) = try AgencyForm.draft(data)
                // Deadlines would move: that is said first, and done when it is sent again.
                let effects = try await request.desk.preview.effects(
                    of: agency, daysPerWeek: draft.daysPerWeek, request.directory.calendars)
                if !effects.isEmpty, data[AgencyForm.seenWeek] != "\(draft.daysPerWeek)" {
                    let filled = Form(data).setting(AgencyForm.seenWeek, "\(draft.daysPerWeek)")
                    return .page(form(request, filled, agency, effects: effects))
                }
                try await EditAgencies(request.directory).update(agency.id, draft, seen: version, by: request.actor)
                return .redirect(DirectoryPaths.agency(agency.id.text), flash: request.t("directory.saved"))
            }
        },
        .post(DirectoryPaths.endAgency, permission: edit) { request in
            try await weighty(request) { id, checker in
                let day = checker.day("day")
                let version = checker.version()
                try checker.check()
                try await EditAgencies(request.directory).end(id, on: day!, seen: version, by: request.actor)
                return "directory.agency.is_ended"
            }
        },
        .post(DirectoryPaths.reopenAgency, permission: edit) { request in
            try await weighty(request) { id, checker in
                try await EditAgencies(request.directory).reopen(id, seen: checker.version(), by: request.actor)
                return "directory.agency.is_open"
            }
        },
        .post(DirectoryPaths.mergeAgency, permission: edit) { request in
            try await weighty(request) { id, checker in
                let target: Identifier<Agency>? = checker.id("into")
                let version = checker.version()
                try checker.check()
                try await EditAgencies(request.directory).merge(id, into: target!, seen: version, by: request.actor)
                return "directory.agency.is_merged"
            }
        },
    ]

    private static func weighty(
        _ request: Request, _ act: (Identifier<Agency>, inout Checker) async throws -> TextKey
    ) async throws -> Reply {
        let agency = try find(request)
        return try await request.act(again: { filled, error in try await detail(request, try find(request), filled, error) }) { data in
            var checker = Checker(data)
            let done = try await act(agency.id, &checker)
            return .redirect(DirectoryPaths.agency(agency.id.text), flash: request.t(done))
        }
    }

    static func find(_ request: Request) throws -> Agency {
        guard let agency = request.directory.agencies[try request.id("id", Agency.self)] else { throw AppError.notFound }
        return agency
    }

    private static func list(_ request: Request) -> AgencyPages.ListView {
        let today = request.directory.today
        let showsEnded = request.query["semua"] != nil
        let search = request.query["kata"] ?? ""
        let folded = Plain.folded(search)
        let lines = request.directory.agencies.outline { agency in
            (showsEnded || agency.isActive(on: today) || agency.validFrom > today)
                && (folded.isEmpty || Plain.folded(agency.name).contains(folded) || agency.code.lowercased().contains(search.lowercased()))
        }
        return AgencyPages.ListView(lines: lines, search: search, showsEnded: showsEnded, today: today)
    }

    private static func form(
        _ request: Request, _ form: Form, _ agency: Agency?, _ conflict: AppError? = nil, effects: [CalendarEffect] = []
    ) -> HTML {
        let page = request.page
        let above = [(page.t("directory.agencies"), DirectoryPaths.agencies())]
        let title = agency.map { page.t("directory.edit.title", ["name": $0.name]) } ?? page.t("directory.agency.new")
        let fields = AgencyForm.html(
            page, form, action: agency.map { DirectoryPaths.editAgency($0.id.text) } ?? DirectoryPaths.agencies(), id: agency?.id,
            tree: request.directory.agencies, places: request.directory.places.now)
        let week =
            effects.isEmpty
            ? HTML.empty
            : Notice(
                .warn, title: page.t("directory.agency.week.effect"), isLive: true,
                "\(CalendarPages.effect(page, effects))<p>\(page.t("directory.agency.week.again"))</p>"
            ).html
        return AdminFrame.page(page, title, above: above, isWide: false, body: "\(AdminFrame.conflict(page, conflict))\(week)\(fields)")
    }

    private static func detail(_ request: Request, _ agency: Agency, _ form: Form = .empty, _ conflict: AppError? = nil) async throws
        -> HTML
    {
        let tree = request.directory.agencies
        let people = try await request.database.read { tx in try tx.count("SELECT count(*) FROM person WHERE agency_id = \(agency.id)") }
        let view = AgencyPages.DetailView(
            agency: agency, tree: tree, region: agency.region.map { "\(request.directory.places.now.name($0)) (\($0))" },
            today: request.directory.today, mayEdit: request.actor.may(DirectoryPermission.agencies, agency: agency.id.text),
            people: people,
            mergeForm: form)
        let page = request.page
        let history = try await request.history(of: agency.reference) { field, value in
            switch field {
            case "parent", "mergedInto": tree.name(value)
            case "kind": page.t(TextKey("directory.agency_kind.\(value)"))
            case "validFrom", "validTo": Day(value).map(page.format.day) ?? value
            default: value
            }
        }
        return AgencyPages.detail(page, view, history: history, conflict: conflict)
    }

    /// In the form that ``ImportAgencies`` reads.
    static func csv(_ directory: DirectoryIndex) -> [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.row([
            "kode", "nama", "jenis", "induk", "kode_wilayah", "bidang_urusan", "fungsi", "hari_kerja", "email", "telepon", "alamat",
            "berlaku_dari", "berlaku_sampai", "digabung_ke",
        ])
        for (agency, _) in directory.agencies.outline() {
            writer.row([
                agency.code, agency.name, agency.kind.rawValue, agency.parent.flatMap { directory.agencies[$0]?.code } ?? "",
                agency.region?.text ?? "", agency.governmentFunctions.joined(separator: " "),
                agency.functions.map(\.rawValue).sorted().joined(separator: " "), "\(agency.daysPerWeek)", agency.email ?? "",
                agency.phone ?? "", agency.address ?? "", agency.validFrom.description, agency.validTo?.description ?? "",
                agency.mergedInto.flatMap { directory.agencies[$0]?.code } ?? "",
            ])
        }
        return writer.take()
    }
}
