import HTTPTypes
import Kernel
import Web

/// Agencies over the API: read, add, change, export and import. What ends them stands in ``AgencyEndings``.
enum AgencyEndpoints {
    static let all: [Endpoint] =
        [
            list, one, create, change, week,
            .history("/api/agencies/{id}/history", "What became of an agency", permission: DirectoryPermission.view) { request in
                try AgencyRoutes.find(request).reference
            },
            .table("/api/tables/agencies", "Every agency as a table", permission: DirectoryPermission.view) {
                AgencyRoutes.csv($0.directory)
            },
            .importing(
                "/api/tables/agencies", "Import agencies",
                columns: "Columns as the table that GET gives; only `nama` and `jenis` must be there.",
                permission: DirectoryPermission.agencies, limits: Imports.limits, run: Imports.agencies),
        ] + AgencyEndings.all

    private static let list = Endpoint(
        .get, "/api/agencies", "Agencies, by code", about: "Who works for the regency and how to reach them; public.",
        parameters: [.init("active", .boolean, "`false` gives those that ended or were merged as well.")] + Endpoint.Parameter.paging,
        response: .page(of: AgencyItem.schema)
    ) { request in
        let today = request.directory.today
        let onlyActive = request.query["active"] != "false"
        let after = try request.cursor("agencies")?.values.first
        let found = request.directory.agencies.all.sorted { $0.code < $1.code }.filter { agency in
            (!onlyActive || agency.isActive(on: today)) && (after.map { agency.code > $0 } ?? true)
        }
        return try .json(request.page("agencies", Array(found.prefix(request.pageLimit + 1)), AgencyItem.init) { Cursor([$0.code]) })
    }

    private static let one = Endpoint(.get, "/api/agencies/{id}", "One agency", response: AgencyItem.schema) { request in
        try .json(AgencyItem(try AgencyRoutes.find(request)))
    }

    private struct WeekItem: Encodable, Sendable {
        var effects: [String]
    }

    private static let week = Endpoint(
        .get, "/api/agencies/{id}/week-effect", "What another working week of an agency would do to open deadlines",
        about: "Changing `daysPerWeek` computes its open deadlines anew at once; ask here first.",
        permission: DirectoryPermission.agencies, parameters: [.init("daysPerWeek", .integer(5...6), "The days as they would be.")],
        response: .named("WeekEffect", .object(.required("effects", .array(of: .string))))
    ) { request in
        let agency = try AgencyRoutes.find(request)
        let days = request.query["daysPerWeek"].flatMap { Int($0) } ?? agency.daysPerWeek
        guard (5...6).contains(days) else {
            throw AppError.invalid("daysPerWeek", Message("error.out_of_range", ["min": "5", "max": "6"]))
        }
        let effects = try await request.desk.preview.effects(of: agency, daysPerWeek: days, request.directory.calendars)
        return try .json(WeekItem(effects: effects.map { request.page.t($0.message) }))
    }

    private static let create = Endpoint(
        .post, "/api/agencies", "Add an agency", permission: DirectoryPermission.agencies,
        request: .named("NewAgency", .object(AgencyBody.members)), response: AgencyItem.schema, status: .created
    ) { request in
        let blank = AgencyForm.blank(today: request.directory.today)
        return try await request.reading(AgencyBody.names, over: blank, more: AgencyBody.lists) { data in
            let agency = try await EditAgencies(request.directory).create(try AgencyForm.draft(data).draft, by: request.actor)
            return try .created(AgencyItem(agency), at: "/api/agencies/\(agency.id)")
        }
    }

    private static let change = Endpoint(
        .patch, "/api/agencies/{id}", "Change an agency", permission: DirectoryPermission.agencies,
        request: .change("AgencyChange", AgencyBody.members), response: AgencyItem.schema
    ) { request in
        let agency = try AgencyRoutes.find(request)
        let form = AgencyForm.form(agency, request.directory.agencies)
        return try await request.reading(AgencyBody.names, over: form, more: AgencyBody.lists) { data in
            let (draft, version) = try AgencyForm.draft(data)
            return try .json(
                AgencyItem(try await EditAgencies(request.directory).update(agency.id, draft, seen: version, by: request.actor)))
        }
    }
}

/// The end of agencies over the API, and their going on in another.
enum AgencyEndings {
    static let all = [end, reopen, merge]

    private static let end = Endpoint(
        .post, "/api/agencies/{id}/ending", "End an agency", about: "`day` is the last it exists.",
        permission: DirectoryPermission.agencies, request: .object(.required("day", .day), .version), response: AgencyItem.schema
    ) { request in
        struct Body: Decodable {
            var day: Day
            var version: Int
        }
        let agency = try AgencyRoutes.find(request)
        let body = try await request.json(Body.self)
        return try await BodyForm(["day": "valid_to"]).naming {
            try await EditAgencies(request.directory).end(agency.id, on: body.day, seen: body.version, by: request.actor)
            return try .json(AgencyItem(try AgencyRoutes.find(request)))
        }
    }

    private static let reopen = Endpoint(
        .delete, "/api/agencies/{id}/ending", "Take the end of an agency back", permission: DirectoryPermission.agencies,
        parameters: [.version], response: AgencyItem.schema
    ) { request in
        let agency = try AgencyRoutes.find(request)
        return try await AgencyBody.names.naming {
            try await EditAgencies(request.directory).reopen(agency.id, seen: request.seenVersion, by: request.actor)
            return try .json(AgencyItem(try AgencyRoutes.find(request)))
        }
    }

    private static let merge = Endpoint(
        .post, "/api/agencies/{id}/merger", "Merge an agency into another",
        about: "As of today: its people, the agencies below it, roles given for it and its open work move over.",
        permission: DirectoryPermission.agencies, request: .object(.required("intoId", .id), .version), response: AgencyItem.schema
    ) { request in
        struct Body: Decodable {
            var intoId: String
            var version: Int
        }
        let agency = try AgencyRoutes.find(request)
        let body = try await request.json(Body.self)
        return try await BodyForm(["intoId": "into"]).naming {
            guard let target = Identifier<Agency>(checking: body.intoId), request.directory.agencies[target] != nil else {
                throw AppError.invalid("into", "directory.agency.unknown")
            }
            try await EditAgencies(request.directory).merge(agency.id, into: target, seen: body.version, by: request.actor)
            return try .json(AgencyItem(try AgencyRoutes.find(request)))
        }
    }
}
