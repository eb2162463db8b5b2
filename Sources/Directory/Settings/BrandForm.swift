import Kernel
import Storage
import Web

/// The form of the regency's name, colours and logo, both ways.
enum BrandForm {
    /// How many characters the names have at most.
    static let most = [SettingKey.regencyName: 60, SettingKey.productName: 30, SettingKey.shortName: 12]

    static func form(_ request: Request) -> Form {
        let brand = request.installation.brand
        return Form([
            "version": "\(request.directory.settings.count(of: BrandPages.keys))", "regency_name": brand.regencyName,
            "product_name": brand.productName, "short_name": brand.shortName,
            "primary": brand.primary, "accent": brand.accent, "valid_from": request.directory.today.description,
        ])
    }

    /// The settings a form stands for, and the day from which they hold. A logo is kept before its setting: a file nobody
    /// refers to does no harm, a setting without its file would.
    static func values(_ data: FormData, _ request: Request) async throws -> ([String: String], Day) {
        var checker = Checker(data)
        var values: [String: String] = [:]
        for (name, key) in [
            ("regency_name", SettingKey.regencyName), ("product_name", SettingKey.productName), ("short_name", SettingKey.shortName),
        ] {
            values[key] = checker.line(name, max: most[key]!)
        }
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
                if checker.isFine { values[SettingKey.logo] = try await request.desk.files.put(bytes) }
            } else {
                checker.add("logo", "directory.brand.bad_logo")
            }
        }
        try checker.check()
        return (values, day!)
    }

    /// Keeps what a form says.
    /// - Parameter only: the settings that were asked to change; `nil` for all on the form.
    static func save(_ data: FormData, only: Set<String>? = nil, _ request: Request) async throws {
        let (values, day) = try await values(data, request)
        try await EditSettings(request.directory).set(
            values.filter { only?.contains($0.key) ?? true }, from: day, needing: DirectoryPermission.brand,
            seen: only == nil ? data.seen(BrandPages.keys) : nil, by: request.actor)
    }
}

extension FormData {
    /// The values that the page's form of these settings was made of; none that ever were where it does not say so.
    func seen(_ keys: [String]) -> SettingsSeen { SettingsSeen(keys, count: neededVersion) }
}

/// The form of how long things are kept, both ways.
enum RetentionForm {
    static let days = 1...36_500

    static func keys(_ request: Request) -> [String] { request.desk.retention.all.map { SettingKey.retention($0.name) } }

    static func form(_ request: Request) -> Form {
        var form = Form([
            "version": "\(request.directory.settings.count(of: keys(request)))", "valid_from": request.directory.today.description,
        ])
        for rule in request.desk.retention.all {
            let days = request.desk.retention.days(rule.name, request.directory.settings, on: request.directory.today)
            form = form.setting(rule.name, "\(days)")
        }
        return form
    }

    /// Keeps what a form says.
    /// - Parameter only: names of the rules that were asked to change; `nil` for all on the form.
    static func save(_ data: FormData, only: Set<String>? = nil, _ request: Request) async throws {
        var checker = Checker(data)
        var values: [String: String] = [:]
        for rule in request.desk.retention.all where only?.contains(rule.name) ?? true {
            if let days = checker.int(rule.name, in: days) { values[SettingKey.retention(rule.name)] = "\(days)" }
        }
        let day = checker.day("valid_from")
        try checker.check()
        try await EditSettings(request.directory).set(
            values, from: day!, needing: DirectoryPermission.retention, seen: only == nil ? data.seen(keys(request)) : nil,
            by: request.actor)
    }
}
