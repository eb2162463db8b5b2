import Kernel
import Storage
import Web

extension Form {
    /// After somebody else was quicker: whoever saves again, having read what changed, does so knowingly.
    func seeing(_ keys: [String], after error: AppError?, _ request: Request) async throws -> Form {
        guard error?.kind == .conflict else { return self }
        try await request.directory.refresh()
        return setting("version", "\(request.directory.settings.count(of: keys))")
    }
}

extension AppError {
    /// With other names for the fields of its issues.
    func naming(_ name: (String) -> String) -> AppError {
        var error = self
        error.issues = issues.map { Issue(name($0.field), $0.message) }
        return error
    }
}

/// Brand and retention: settings with the day from which they hold.
enum SettingRoutes {
    static let all: [PageRoute] =
        own
        + SettingTable.brand.pages(
            DirectoryPaths.brandCSV, DirectoryPaths.brandImport, title: "directory.import.brand",
            above: ("directory.brand", DirectoryPaths.brand), filename: "merek.csv")
        + SettingTable.retention.pages(
            DirectoryPaths.retentionCSV, DirectoryPaths.retentionImport, title: "directory.import.retention",
            above: ("directory.retention", DirectoryPaths.retention), filename: "retensi.csv")
        + SessionForm.pages

    private static let own: [PageRoute] = [
        .get(DirectoryPaths.brand, permission: DirectoryPermission.brand) { request in
            .page(try await brandPage(request, BrandForm.form(request)))
        },
        .post(DirectoryPaths.brand, permission: DirectoryPermission.brand, limits: .uploads(1, each: LogoFile.largest)) { request in
            try await request.act(again: { form, error in try await brandPage(request, form, error) }) { data in
                try await BrandForm.save(data, request)
                return .redirect(DirectoryPaths.brand(), flash: request.t("directory.saved"))
            }
        },
        .get(DirectoryPaths.logoFile) { request in
            let hash = try request.parameter("hash")
            let isLogo = request.directory.settings.history(SettingKey.logo).contains { $0.value == hash }
            guard isLogo, let bytes = try await request.desk.files.get(hash) else { throw AppError.notFound }
            return Reply.bytes(bytes, type: "image/png").header("Cache-Control", "public, max-age=31536000, immutable")
        },
        .get(DirectoryPaths.retention, permission: DirectoryPermission.retention) { request in
            .page(try await retentionPage(request, RetentionForm.form(request)))
        },
        .post(DirectoryPaths.retention, permission: DirectoryPermission.retention) { request in
            try await request.act(again: { form, error in try await retentionPage(request, form, error) }) { data in
                try await RetentionForm.save(data, request)
                return .redirect(DirectoryPaths.retention(), flash: request.t("directory.saved"))
            }
        },
    ]

    private static func brandPage(_ request: Request, _ form: Form, _ error: AppError? = nil) async throws -> HTML {
        let form = try await form.seeing(BrandPages.keys, after: error, request)
        let history = BrandPages.keys.flatMap { request.directory.settings.history($0) }.sorted { $0.setAt > $1.setAt }
        let view = BrandPages.View(
            history: history, names: try await request.desk.names(of: history.map(\.setBy)), logoURL: request.installation.brand.logoURL,
            today: request.directory.today)
        return BrandPages.brand(request.page, form, view, conflict: error)
    }

    private static func retentionPage(_ request: Request, _ form: Form, _ error: AppError? = nil) async throws -> HTML {
        let form = try await form.seeing(RetentionForm.keys(request), after: error, request)
        let page = request.page
        let fields = Fields(page, form)
        let rules = request.desk.retention.all
        let history = rules.flatMap { request.directory.settings.history(SettingKey.retention($0.name)) }.sorted { $0.setAt > $1.setAt }
        let names = try await request.desk.names(of: history.map(\.setBy))
        let titles: (String) -> TextKey = { key in rules.first { SettingKey.retention($0.name) == key }?.title ?? TextKey(key) }
        let inputs = rules.html {
            fields.line($0.name, $0.title, kind: .number, hint: "directory.retention.days", max: 6, width: .short).html
        }
        return AdminFrame.page(
            page, page.t("directory.retention"), isWide: false,
            actions: SessionForm.tableButtons(page, DirectoryPaths.retentionCSV, DirectoryPaths.retentionImport),
            body: """
                \(AdminFrame.conflict(page, error?.naming { titles($0).id }))<p>\(page.t("directory.retention.about"))</p>\(fields.summary)
                \(PostForm(page, DirectoryPaths.retention(), """
                \(fields.seenVersion)\(inputs)\(fields.day("valid_from", "directory.field.validFrom", hint: "directory.retention.valid_from.hint"))
                <p>\(Button(page.t("directory.save")))</p>
                """))
                \(SettingHistory(page: page, entries: history, names: names, today: request.directory.today, title: titles).html)
                """)
    }
}
