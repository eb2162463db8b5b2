import HTTPTypes
import Kernel
import Tables
import Web

/// The page for importing a file, and what became of it.
package struct ImportPage {
    let page: Page
    var title: String
    /// What the file should hold: columns and an example.
    var about: TextKey
    var action: String
    var above: [(String, String)]
    var accept = ".csv,text/csv"
    /// Further fields of the form.
    var fields: HTML = .empty

    package init(
        page: Page, title: String, about: TextKey, action: String, above: [(String, String)], accept: String = ".csv,text/csv",
        fields: HTML = .empty
    ) {
        self.page = page
        self.title = title
        self.about = about
        self.action = action
        self.above = above
        self.accept = accept
        self.fields = fields
    }

    package func html(_ form: Form = .empty, report: ImportReport? = nil) -> HTML {
        let fields = Fields(page, form)
        return AdminFrame.page(
            page, title, above: above, isWide: false,
            body: """
                \(with: report, outcome)<p>\(page.t(about))</p>\(fields.summary)
                \(PostForm(page, action, isMultipart: true, """
                \(fields.file("file", "directory.import.file", accept: accept))\(self.fields)
                \(Checkbox(page, "strict", label: page.t("directory.import.strict"), isChecked: form.value("strict") == "1", hint: page.t("directory.import.strict.hint")))
                <p>\(Button(page.t("directory.import.start")))</p>
                """))
                """)
    }

    private func outcome(_ report: ImportReport) -> HTML {
        let kind: Notice.Kind = report.isRefused ? .bad : report.problemCount > 0 ? .warn : .good
        let notes = report.notes.html { "<p>\(page.t($0))</p>" }
        return """
            \(Notice(kind, isLive: true, "<p>\(page.t(report.summary))</p>\(notes)"))
            \(if: !report.problems.isEmpty, problems(report))
            """
    }

    private func problems(_ report: ImportReport) -> HTML {
        let shown = report.problems.prefix(200)
        let table = Table(
            page.t("directory.import.problems"), showsCaption: true,
            columns: ["line", "column", "found", "problem", "expected"].map { Table.Column(page.t(TextKey("directory.import.\($0)"))) },
            rows: shown.map { problem in
                [
                    "\(problem.line)", "\(problem.column)", "\(problem.found.isEmpty ? "–" : problem.found)", "\(page.t(problem.problem))",
                    "\(page.t(problem.expected))",
                ]
            })
        let more = report.problemCount - shown.count
        return "\(table)\(if: more > 0, "<p>\(page.t("directory.import.more", ["count": page.format.number(more)]))</p>")"
    }
}

extension Request {
    /// The bytes of the one file a form must bring, and whether the import is strict.
    func importFile() async throws -> (source: ImportSource, options: ImportOptions) {
        let data = try await form()
        guard let file = data.files("file").first, file.size > 0 else { throw AppError.invalid("file", "directory.import.no_file") }
        return (.bytes(try await file.bytes()), ImportOptions(isStrict: Checker(data).isOn("strict")))
    }

    /// Imports the file that was sent.
    /// - Throws: 422 with issues of `file` when it cannot be read at all.
    func imported(_ run: ImportRun) async throws -> ImportReport {
        do {
            let (source, options) = try await importFile()
            return try await run(self, source, options)
        } catch let error as AppError where [.invalid, .malformed, .unsupported].contains(error.kind) {
            throw AppError.invalid(error.issues.isEmpty ? [Issue("file", error.message)] : error.issues.map { Issue("file", $0.message) })
        }
    }

    /// Imports and shows what became of it on the same page.
    package func runImport(_ page: ImportPage, _ run: ImportRun) async throws -> Reply {
        do {
            let report = try await imported(run)
            return .page(page.html(report: report), status: report.isRefused ? .unprocessableContent : .ok)
        } catch let error as AppError where error.kind == .invalid {
            return .page(page.html(Form(try await form(), issues: error.issues)), status: .unprocessableContent)
        }
    }
}

/// Imports through pages.
enum ImportRoutes {
    static let all: [PageRoute] = [
        .get(DirectoryPaths.agenciesImport, permission: DirectoryPermission.agencies) { request in .page(agencies(request.page).html()) },
        .post(DirectoryPaths.agenciesImport, permission: DirectoryPermission.agencies, limits: Imports.limits) { request in
            try await request.runImport(agencies(request.page), Imports.agencies)
        },
        .get(DirectoryPaths.accountsImport, permission: DirectoryPermission.accounts) { request in .page(accounts(request.page).html()) },
        .post(DirectoryPaths.accountsImport, permission: DirectoryPermission.accounts, limits: Imports.limits) { request in
            try await request.runImport(accounts(request.page), Imports.accounts)
        },
        .get(DirectoryPaths.importRegions, permission: DirectoryPermission.regions) { request in .page(regions(request.page).html()) },
        .post(DirectoryPaths.importRegions, permission: DirectoryPermission.regions, limits: Imports.limits) { request in
            try await request.runImport(regions(request.page), Imports.regions)
        },
        .get(DirectoryPaths.importCalendar, permission: DirectoryPermission.calendars) { request in .page(holidays(request.page).html()) },
        .post(DirectoryPaths.importCalendar, permission: DirectoryPermission.calendars, limits: Imports.limits) { request in
            try await request.runImport(holidays(request.page), Imports.holidays)
        },
        .get(DirectoryPaths.rolesImport, permission: DirectoryPermission.roles) { request in .page(roles(request.page).html()) },
        .post(DirectoryPaths.rolesImport, permission: DirectoryPermission.roles, limits: Imports.limits) { request in
            try await request.runImport(roles(request.page), Imports.roles)
        },
        .get(DirectoryPaths.clientsImport, permission: DirectoryPermission.clients) { request in .page(clients(request.page).html()) },
        .post(DirectoryPaths.clientsImport, permission: DirectoryPermission.clients, limits: Imports.limits) { request in
            try await request.runImport(clients(request.page), Imports.clients)
        },
    ]

    private static func roles(_ page: Page) -> ImportPage {
        ImportPage(
            page: page, title: page.t("directory.import.roles"), about: "directory.import.roles.about",
            action: DirectoryPaths.rolesImport(), above: [(page.t("directory.roles"), DirectoryPaths.roles())])
    }

    private static func clients(_ page: Page) -> ImportPage {
        ImportPage(
            page: page, title: page.t("directory.import.clients"), about: "directory.import.clients.about",
            action: DirectoryPaths.clientsImport(), above: [(page.t("directory.clients"), DirectoryPaths.clients())])
    }

    private static func agencies(_ page: Page) -> ImportPage {
        ImportPage(
            page: page, title: page.t("directory.import.agencies"), about: "directory.import.agencies.about",
            action: DirectoryPaths.agenciesImport(), above: [(page.t("directory.agencies"), DirectoryPaths.agencies())])
    }

    private static func accounts(_ page: Page) -> ImportPage {
        ImportPage(
            page: page, title: page.t("directory.import.accounts"), about: "directory.import.accounts.about",
            action: DirectoryPaths.accountsImport(), above: [(page.t("directory.accounts"), DirectoryPaths.accounts())])
    }

    private static func regions(_ page: Page) -> ImportPage {
        ImportPage(
            page: page, title: page.t("directory.import.regions"), about: "directory.import.regions.about",
            action: DirectoryPaths.importRegions(), above: [(page.t("directory.regions"), DirectoryPaths.regions())],
            accept: ".csv,.geojson,.json,text/csv,application/geo+json")
    }

    private static func holidays(_ page: Page) -> ImportPage {
        ImportPage(
            page: page, title: page.t("directory.import.holidays"), about: "directory.import.holidays.about",
            action: DirectoryPaths.importCalendar(), above: [(page.t("directory.calendar"), DirectoryPaths.calendar())])
    }
}
