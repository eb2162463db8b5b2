import Kernel
import Storage
import Web

/// Brand and retention: settings with the day from which they hold.
enum SettingRoutes {
    static let all: [PageRoute] = [
        .get(DirectoryPaths.brand, permission: DirectoryPermission.brand) { request in
            let brand = request.installation.brand
            let form = Form([
                "regency_name": brand.regencyName, "product_name": brand.productName, "short_name": brand.shortName,
                "primary": brand.primary,
                "accent": brand.accent, "valid_from": request.directory.today.description,
            ])
            return .page(try await brandPage(request, form))
        },
        .post(DirectoryPaths.brand, permission: DirectoryPermission.brand, limits: .uploads(1, each: LogoFile.largest)) { request in
            try await request.act(again: { form, _ in try await brandPage(request, form) }) { data in
                let (values, day) = try await brand(data, request)
                try await EditSettings(request.directory).set(values, from: day, needing: DirectoryPermission.brand, by: request.actor)
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
            .page(try await retentionPage(request, retentionForm(request)))
        },
        .post(DirectoryPaths.retention, permission: DirectoryPermission.retention) { request in
            try await request.act(again: { form, _ in try await retentionPage(request, form) }) { data in
                var checker = Checker(data)
                var values: [String: String] = [:]
                for rule in request.desk.retention.all {
                    if let days = checker.int(rule.name, in: 1...36_500) { values[SettingKey.retention(rule.name)] = "\(days)" }
                }
                let day = checker.day("valid_from")
                try checker.check()
                try await EditSettings(request.directory).set(values, from: day!, needing: DirectoryPermission.retention, by: request.actor)
                return .redirect(DirectoryPaths.retention(), flash: request.t("directory.saved"))
            }
        },
    ]

    private static func brand(_ data: FormData, _ request: Request) async throws -> ([String: String], Day) {
        var checker = Checker(data)
        var values = [
            SettingKey.regencyName: checker.line("regency_name", max: 60), SettingKey.productName: checker.line("product_name", max: 30),
            SettingKey.shortName: checker.line("short_name", max: 12),
        ]
        for (name, key) in [("primary", SettingKey.primaryColour), ("accent", SettingKey.accentColour)] {
            let colour = checker.line(name, max: 7).lowercased()
            values[key] = colour
            if !colour.isEmpty, !Brand.isColour(colour) { checker.add(name, "directory.brand.not_a_colour") }
        }
        let day = checker.day("valid_from")
        if checker.isOn("no_logo") { values[SettingKey.logo] = "" }
        if let file = data.files("logo").first, file.size > 0 {
            let bytes = try await file.bytes()
            if let (width, height) = LogoFile.size(png: bytes), (16...1024).contains(width), (16...1024).contains(height) {
                // A file nobody refers to does no harm; a setting without its file would.
                if checker.isFine { values[SettingKey.logo] = try await request.desk.files.put(bytes) }
            } else {
                checker.add("logo", "directory.brand.bad_logo")
            }
        }
        try checker.check()
        return (values, day!)
    }

    private static func brandPage(_ request: Request, _ form: Form) async throws -> HTML {
        let history = BrandPages.keys.flatMap { request.directory.settings.history($0) }.sorted { $0.setAt > $1.setAt }
        let view = BrandPages.View(
            history: history, names: try await request.desk.names(of: history.map(\.setBy)), logoURL: request.installation.brand.logoURL,
            today: request.directory.today)
        return BrandPages.brand(request.page, form, view)
    }

    private static func retentionForm(_ request: Request) -> Form {
        var form = Form(["valid_from": request.directory.today.description])
        for rule in request.desk.retention.all {
            let days = request.desk.retention.days(rule.name, request.directory.settings, on: request.directory.today)
            form = form.setting(rule.name, "\(days)")
        }
        return form
    }

    private static func retentionPage(_ request: Request, _ form: Form) async throws -> HTML {
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
            body: """
                <p>\(page.t("directory.retention.about"))</p>\(fields.summary)
                \(PostForm(page, DirectoryPaths.retention(), """
                \(inputs)\(fields.day("valid_from", "directory.field.validFrom", hint: "directory.retention.valid_from.hint"))
                <p>\(Button(page.t("directory.save")))</p>
                """))
                \(SettingHistory(page: page, entries: history, names: names, today: request.directory.today, title: titles).html)
                """)
    }
}
