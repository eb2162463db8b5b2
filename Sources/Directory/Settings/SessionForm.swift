import HTTPTypes
import Kernel
import Storage
import Web

/// How long people stay signed in: a page, and the same over the API.
enum SessionForm {
    static let keys = [SettingKey.sessionIdleHours, SettingKey.sessionDays]

    static func range(_ key: String) -> ClosedRange<Int> { key == SettingKey.sessionDays ? 1...365 : 1...168 }
    static func usual(_ key: String) -> Int { key == SettingKey.sessionDays ? 30 : 12 }

    /// What holds today.
    static func value(_ key: String, _ request: Request) -> Int {
        request.directory.settings.int(key, on: request.directory.today, default: usual(key))
    }

    static func form(_ request: Request) -> Form {
        Form([
            "version": "\(request.directory.settings.count(of: keys))", "idle_hours": "\(value(SettingKey.sessionIdleHours, request))",
            "days": "\(value(SettingKey.sessionDays, request))",
            "valid_from": request.directory.today.description,
        ])
    }

    /// Keeps what a form says.
    /// - Parameter seen: what the page's form was made of; `nil` for a body, which says only what it changes.
    static func save(_ data: FormData, seen: SettingsSeen? = nil, _ request: Request) async throws {
        var checker = Checker(data)
        let hours = checker.int("idle_hours", in: range(SettingKey.sessionIdleHours))
        let days = checker.int("days", in: range(SettingKey.sessionDays))
        let day = checker.day("valid_from")
        try checker.check()
        // What stays as it is without having been set leaves no trace.
        let typed = [SettingKey.sessionIdleHours: hours!, SettingKey.sessionDays: days!].filter {
            request.directory.settings.int($0.key, on: day!, default: usual($0.key)) != $0.value
        }
        try await EditSettings(request.directory).set(
            typed.mapValues { "\($0)" }, from: day!, needing: DirectoryPermission.roles, seen: seen, by: request.actor)
    }

    static let pages: [PageRoute] =
        [
            .get(DirectoryPaths.sessionTimes, permission: DirectoryPermission.roles) { request in
                .page(try await html(request, form(request)))
            },
            .post(DirectoryPaths.sessionTimes, permission: DirectoryPermission.roles) { request in
                try await request.act(again: { form, error in try await html(request, form, error) }) { data in
                    try await save(data, seen: data.seen(keys), request)
                    return .redirect(DirectoryPaths.sessionTimes(), flash: request.t("directory.saved"))
                }
            },
        ]
        + SettingTable.sessions.pages(
            DirectoryPaths.sessionTimesCSV, DirectoryPaths.sessionTimesImport, title: "directory.import.session_times",
            above: ("directory.session_times", DirectoryPaths.sessionTimes), filename: "sesi.csv")

    private static func html(_ request: Request, _ form: Form, _ error: AppError? = nil) async throws -> HTML {
        let form = try await form.seeing(keys, after: error, request)
        let page = request.page
        let fields = Fields(page, form)
        let history = keys.flatMap { request.directory.settings.history($0) }.sorted { $0.setAt > $1.setAt }
        let names = try await request.desk.names(of: history.map(\.setBy))
        return AdminFrame.page(
            page, page.t("directory.session_times"), isWide: false,
            actions: tableButtons(page, DirectoryPaths.sessionTimesCSV, DirectoryPaths.sessionTimesImport),
            body: """
                \(AdminFrame.conflict(page, error))<p>\(page.t("directory.session_times.about"))</p>\(fields.summary)
                \(PostForm(page, DirectoryPaths.sessionTimes(), """
                \(fields.seenVersion)\(fields.line("idle_hours", "directory.field.session.idle_hours", kind: .number, hint: "directory.session_times.idle.hint", max: 3, width: .short))
                \(fields.line("days", "directory.field.session.days", kind: .number, hint: "directory.session_times.days.hint", max: 3, width: .short))
                \(fields.day("valid_from", "directory.field.validFrom", hint: "directory.session_times.valid_from.hint"))
                <p>\(Button(page.t("directory.save")))</p>
                """))
                \(SettingHistory(page: page, entries: history, names: names, today: request.directory.today).html)
                """)
    }

    /// The buttons to a table of settings and back.
    static func tableButtons(_ page: Page, _ csv: Path, _ importing: Path) -> [Button] {
        [
            Button(page.t("directory.export"), kind: .plain, link: csv()),
            Button(page.t("directory.import"), kind: .quiet, link: importing()),
        ]
    }

    // MARK: API

    private struct Item: Encodable, Sendable {
        var idleHours: Int
        var days: Int

        static let schema = Schema.named(
            "SessionTimes",
            .object(
                .required("idleHours", .integer(1...168).about("Hours without a request after which a session ends.")),
                .required("days", .integer(1...365).about("Days after which a session ends in any case."))))
    }

    static let endpoints: [Endpoint] =
        [
            Endpoint(
                .get, "/api/session-times", "How long people stay signed in", permission: DirectoryPermission.roles, response: Item.schema
            ) { request in try answer(request) },
            Endpoint(
                .patch, "/api/session-times", "Change how long people stay signed in", permission: DirectoryPermission.roles,
                request: .named(
                    "SessionTimesChange",
                    .object(
                        .optional("idleHours", .integer(1...168)), .optional("days", .integer(1...365)),
                        .optional("validFrom", .day.about("From when it holds; today unless given.")))),
                response: Item.schema
            ) { request in
                let names = BodyForm(["idleHours": "idle_hours", "days": "days", "validFrom": "valid_from"])
                return try await request.reading(names, over: form(request)) { data in
                    try await save(data, request)
                    return try answer(request)
                }
            },
            .settingHistory(
                "/api/session-times/history", "How long people stayed and will stay signed in", permission: DirectoryPermission.roles
            ) { _ in keys },
        ] + SettingTable.sessions.endpoints("/api/tables/session-times", "Session times")

    private static func answer(_ request: Request) throws -> Reply {
        try .json(Item(idleHours: value(SettingKey.sessionIdleHours, request), days: value(SettingKey.sessionDays, request)))
    }
}
