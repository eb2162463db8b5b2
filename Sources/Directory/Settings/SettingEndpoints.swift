import HTTPTypes
import Kernel
import Web

/// Name, colours, logo and retention over the API. Nothing is overwritten: a new value begins on a day.
enum SettingEndpoints {
    static let all: [Endpoint] =
        [brand, changeBrand, logo, removeLogo, brandHistory, retention, changeRetention, retentionHistory]
        + SettingTable.brand.endpoints("/api/tables/brand", "Name and colours")
        + SettingTable.retention.endpoints("/api/tables/retention", "Retention") + SessionForm.endpoints

    private static let from = Schema.Member.optional("validFrom", .day.about("From when it holds; today unless given."))

    private struct BrandItem: Encodable, Sendable {
        var regencyName: String
        var productName: String
        var shortName: String
        var primary: String
        var accent: String
        var logoUrl: String?

        init(_ request: Request) {
            let brand = request.desk.brand
            (regencyName, productName, shortName) = (brand.regencyName, brand.productName, brand.shortName)
            (primary, accent) = (brand.primary, brand.accent)
            logoUrl = brand.logoURL.map(request.installation.settings.absolute)
        }

        static let schema = Schema.named(
            "Brand",
            .object(
                .required("regencyName", .string), .required("productName", .string), .required("shortName", .string),
                .required("primary", .string.example("#2a3f7a")), .required("accent", .string), .optional("logoUrl", .uri)))
    }

    private static let brandMembers: KeyValuePairs = [
        "regencyName": "regency_name", "productName": "product_name", "shortName": "short_name", "primary": "primary", "accent": "accent",
        "validFrom": "valid_from",
    ]

    private static let brandKeys = [
        "regencyName": SettingKey.regencyName, "productName": SettingKey.productName, "shortName": SettingKey.shortName,
        "primary": SettingKey.primaryColour, "accent": SettingKey.accentColour,
    ]

    private static let brand = Endpoint(
        .get, "/api/brand", "Name, colours and logo as they hold today", permission: DirectoryPermission.brand, response: BrandItem.schema
    ) { request in try .json(BrandItem(request)) }

    private static let changeBrand = Endpoint(
        .patch, "/api/brand", "Change name and colours from a day on", permission: DirectoryPermission.brand,
        request: .named(
            "BrandChange",
            .object(
                .optional("regencyName", .string(min: 1, max: 60)), .optional("productName", .string(min: 1, max: 30)),
                .optional("shortName", .string(min: 1, max: 12)), .optional("primary", .string(min: 7, max: 7)),
                .optional("accent", .string(min: 7, max: 7)), from)),
        response: BrandItem.schema
    ) { request in
        let body = try await request.jsonValue()
        let only = Set(brandKeys.filter { body[$0.key] != nil }.values)
        return try await request.reading(BodyForm(brandMembers), over: BrandForm.form(request)) { data in
            try await BrandForm.save(data, only: only, request)
            return try .json(BrandItem(request))
        }
    }

    private static let logo = Endpoint(
        .post, "/api/brand/logo", "Choose a logo", about: "A PNG of 16 to 1024 pixels each way and at most 300 kB.",
        permission: DirectoryPermission.brand, request: .object(.required("logo", .file), from), requestType: "multipart/form-data",
        response: BrandItem.schema, limits: .uploads(1, each: LogoFile.largest)
    ) { request in
        let sent = try await request.form()
        guard let file = sent.files("logo").first, file.size > 0 else { throw AppError.invalid("logo", "error.missing") }
        var form = BrandForm.form(request)
        if let day = sent.raw("validFrom") { form = form.setting("valid_from", day) }
        return try await BodyForm(brandMembers).naming {
            try await BrandForm.save(FormData(form, files: [file]), only: [SettingKey.logo], request)
            return try .json(BrandItem(request))
        }
    }

    private static let removeLogo = Endpoint(
        .delete, "/api/brand/logo", "Show the names only, without a logo", permission: DirectoryPermission.brand,
        parameters: [.init("validFrom", .day, "From when it holds; today unless given.")], response: BrandItem.schema
    ) { request in
        var form = BrandForm.form(request).setting("no_logo", "1")
        if let day = request.query["validFrom"] { form = form.setting("valid_from", day) }
        try await BrandForm.save(FormData(form), only: [SettingKey.logo], request)
        return try .json(BrandItem(request))
    }

    private static let brandHistory = Endpoint.settingHistory(
        "/api/brand/history", "What name, colours and logo were and will be", permission: DirectoryPermission.brand
    ) { _ in BrandPages.keys }

    private struct RetentionItem: Encodable, Sendable {
        var name: String
        var title: String
        var days: Int
    }

    private static let retentionAnswer = Schema.items(
        of: .named(
            "Retention",
            .object(
                .required("name", .string.example("report.identity")), .required("title", .string),
                .required("days", .integer(RetentionForm.days)))))

    private static let retention = Endpoint(
        .get, "/api/retention", "How many days what is kept today", permission: DirectoryPermission.retention, response: retentionAnswer
    ) { request in try retentionItems(request) }

    private static let changeRetention = Endpoint(
        .patch, "/api/retention", "Change how long things are kept from a day on", permission: DirectoryPermission.retention,
        request: .named(
            "RetentionChange", .object(.required("days", .map(of: .integer(RetentionForm.days)).about("Days by name of the rule.")), from)),
        response: retentionAnswer
    ) { request in
        guard case .object(let days) = try await request.jsonValue()["days"] else { throw AppError.invalid("days", "error.missing") }
        let known = Set(request.desk.retention.all.map(\.name))
        let unknown = days.keys.filter { !known.contains($0) }.sorted()
        guard unknown.isEmpty else { throw AppError.invalid(unknown.map { Issue("days.\($0)", "error.unknown_member") }) }
        let names = BodyForm(["validFrom": "valid_from"]) { known.contains($0) ? "days.\($0)" : nil }
        let more = { @Sendable (form: Form, _: JSONValue) in
            days.reduce(form) { $0.setting($1.key, "\($1.value.integer ?? 0)") }
        }
        return try await request.reading(names, over: RetentionForm.form(request), more: more) { data in
            try await RetentionForm.save(data, only: Set(days.keys), request)
            return try retentionItems(request)
        }
    }

    private static func retentionItems(_ request: Request) throws -> Reply {
        try .json(
            Items(
                request.desk.retention.all.map { rule in
                    RetentionItem(
                        name: rule.name, title: request.t(rule.title),
                        days: request.desk.retention.days(rule.name, request.directory.settings, on: request.directory.today))
                }))
    }

    private static let retentionHistory = Endpoint.settingHistory(
        "/api/retention/history", "How long things were and will be kept", permission: DirectoryPermission.retention
    ) { request in request.desk.retention.all.map { SettingKey.retention($0.name) } }
}
