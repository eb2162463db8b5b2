import HTTPTypes
import Kernel
import Storage
import Web

/// Every operation of the directory's API.
enum DirectoryEndpoints {
    static let all: [Endpoint] = RegionEndpoints.all + AgencyEndpoints.all + [accounts, roles, clients, holidays, workingDays]

    private struct AccountItem: Encodable, Sendable {
        var id: String
        var username: String
        var name: String
        var position: String?
        var agencyId: String?
        var isEnabled: Bool
    }

    private static let accounts = Endpoint(
        .get, "/api/accounts", "Accounts within one's reach, by name", permission: DirectoryPermission.accounts,
        parameters: Endpoint.Parameter.paging,
        response: .page(
            of: .named(
                "Account",
                .object(
                    .required("id", .id), .required("username", .string), .required("name", .string), .optional("position", .string),
                    .optional("agencyId", .id), .required("isEnabled", .boolean))))
    ) { request in
        let reach = request.actor.agencies(for: DirectoryPermission.accounts)
        let after = try request.cursor("api.accounts").flatMap { $0.values.count == 2 ? ($0.values[0], $0.values[1]) : nil }
        let limit = request.pageLimit + 1
        let rows = try await request.database.read { try AccountStore($0).list(agencies: reach, after: after, limit: limit) }
        return try .json(
            request.page("api.accounts", rows) { account in
                AccountItem(
                    id: account.id.text, username: account.username, name: account.name, position: account.person.position,
                    agencyId: account.person.agency?.text, isEnabled: account.isEnabled)
            } cursor: {
                Cursor([Plain.folded($0.name), $0.id.text])
            })
    }

    private struct RoleItem: Encodable, Sendable {
        var id: String
        var key: String
        var nameId: String
        var nameEn: String
        var permissions: [String]
    }

    private static let roles = Endpoint(
        .get, "/api/roles", "Roles with their permissions", permission: DirectoryPermission.view,
        response: .object(
            .required(
                "items",
                .array(
                    of: .named(
                        "Role",
                        .object(
                            .required("id", .id), .required("key", .string), .required("nameId", .string), .required("nameEn", .string),
                            .required("permissions", .array(of: .string)))))))
    ) { request in
        let roles = try await request.database.read { try RoleStore($0).all() }
        return try .json([
            "items": roles.map {
                RoleItem(
                    id: $0.id.text, key: $0.key, nameId: $0.nameID, nameEn: $0.nameEN, permissions: $0.permissions.map(\.name).sorted())
            }
        ])
    }

    private struct ClientItem: Encodable, Sendable {
        var id: String
        var name: String
        var permissions: [String]
        var agencyId: String?
        var isEnabled: Bool
        var lastUsedOn: Day?
    }

    private static let clients = Endpoint(
        .get, "/api/clients", "API clients; keys are never shown", permission: DirectoryPermission.clients,
        response: .object(
            .required(
                "items",
                .array(
                    of: .named(
                        "Client",
                        .object(
                            .required("id", .id), .required("name", .string), .required("permissions", .array(of: .string)),
                            .optional("agencyId", .id), .required("isEnabled", .boolean), .optional("lastUsedOn", .day))))))
    ) { request in
        let clients = try await request.database.read { try APIClientStore($0).all() }
        return try .json([
            "items": clients.map {
                ClientItem(
                    id: $0.id.text, name: $0.name, permissions: $0.permissions.map(\.name).sorted(), agencyId: $0.agency?.text,
                    isEnabled: $0.isEnabled, lastUsedOn: $0.lastUsedOn)
            }
        ])
    }

    private static let holidays = Endpoint(
        .get, "/api/holidays", "Days off of a year, as published",
        parameters: [.init("year", .integer(2000...2100), "This year unless given.")],
        response: .object(
            .required("year", .integer),
            .required(
                "items",
                .array(
                    of: .named(
                        "Holiday",
                        .object(.required("day", .day), .required("name", .string), .required("kind", .choice(Holiday.Kind.self)))))))
    ) { request in
        struct Answer: Encodable {
            var year: Int
            var items: [Holiday]
        }
        let year = request.query.int("year") ?? request.directory.today.civil.year
        return try .json(Answer(year: year, items: request.directory.calendars.holidays(year: year)))
    }

    private static let workingDays = Endpoint(
        .get, "/api/working-days", "The day so many working days after another",
        parameters: [
            .init("after", .day, "Today unless given."), .init("count", .integer(0...1000), "How many working days.", isRequired: true),
            .init("agency", .id, "Whose calendar; the regency's unless given."),
        ], response: .object(.required("day", .day), .required("calendar", .string.about("Name of the calendar's version.")))
    ) { request in
        struct Answer: Encodable {
            var day: Day
            var calendar: String
        }
        let calendar = request.directory.calendars.current(for: request.query["agency"])
        let day = calendar.advance(request.query.day("after") ?? request.directory.today, request.query.int("count") ?? 0)
        return try .json(Answer(day: day, calendar: calendar.version))
    }
}
