import Columns
import Directory
import HTTPTypes
import Ingest
import Kernel
import Storage
import Web

/// Tables that ask villages for rows, and what villages send.
enum ContributionEndpoints {
    static let all = [invitations, invite, dismiss, list, send, gather, refuse]

    private static let invitation = Schema.named(
        "FillingInvitation",
        .object(
            .required("dataset", .string), .required("table", .string), .required("tableId", .id), .required("title", .string),
            .required("until", .day)))
    private static let contribution = Schema.named(
        "Contribution",
        .object(
            .required("id", .id), .required("agency", .id), .required("state", .choice(Contribution.State.self)),
            .required("rows", .array(of: .map(of: Schema.string.orNull))), .required("sentAt", .instant),
            .required("decidedAt", .instant.orNull),
            .required("reason", .string.orNull), .required("submission", .id.orNull), .required("version", .integer)))

    private static func json(_ contribution: Contribution, _ schema: TableSchema) -> JSONValue {
        let names = schema.fields.map(\.name)
        return [
            "id": .string(contribution.id.text), "agency": .string(contribution.agency.text), "state": .string(contribution.state.rawValue),
            "rows": .array(
                contribution.rows.map { row in .object(Dictionary(zip(names, row.map { $0.map(JSONValue.string) ?? .null })) { $1 }) }),
            "sentAt": .string(contribution.sentAt.description),
            "decidedAt": contribution.decidedAt.map { .string($0.description) } ?? .null,
            "reason": contribution.reason.map(JSONValue.string) ?? .null,
            "submission": contribution.submission.map { .string($0.text) } ?? .null, "version": .integer(contribution.version),
        ]
    }

    private static func json(_ invitation: FillingInvitation, _ table: Distribution, _ dataset: Dataset) -> JSONValue {
        [
            "dataset": .string(dataset.name), "table": .string(table.name), "tableId": .string(table.id.text),
            "title": .string(table.title),
            "until": .string(invitation.untilOn.description),
        ]
    }

    private static func find(_ request: Request) async throws -> (Dataset, Distribution) {
        let (name, wanted) = (try request.parameter("name"), try request.parameter("table"))
        let found = try await request.database.read { tx -> (Dataset, Distribution)? in
            guard let dataset = try tx.dataset(named: name) ?? tx.dataset(Identifier(name)) else { return nil }
            return try tx.distributions(of: dataset.id).first { $0.name == wanted || $0.id.text == wanted }.map { (dataset, $0) }
        }
        guard let found else { throw AppError.notFound }
        return found
    }

    private static let invitations = Endpoint(
        .get, "/api/filling-invitations", "Tables that ask every village for its rows today", permission: .produceData,
        response: .object(.required("items", .array(of: invitation)))
    ) { request in
        let today = request.catalogueDesk.directory.today
        let found = try await request.database.read { tx in
            try tx.fillingInvitations(on: today).compactMap { invitation -> JSONValue? in
                guard let table = try tx.distribution(invitation.table), let dataset = try tx.dataset(invitation.dataset) else {
                    return nil
                }
                return json(invitation, table, dataset)
            }
        }
        return .json(["items": .array(found)])
    }

    private static let invite = Endpoint(
        .put, "/api/datasets/{name}/tables/{table}/invitation", "Ask every village for its rows until a day",
        about: "The table needs a column with area codes, which tells whose rows they are.", permission: .produceData, or: [.stewardData],
        request: .object(.required("until", .day)), response: invitation
    ) { request in
        struct Body: Decodable { var until: Day }
        let (dataset, table) = try await find(request)
        let until = try await request.json(Body.self).until
        try await request.catalogueDesk.perform(InviteVillages(table.id, until: until), on: dataset.id, by: request.actor)
        guard let made = try await request.database.read({ tx in try tx.fillingInvitation(table.id) }) else { throw AppError.notFound }
        return .json(json(made, table, dataset))
    }

    private static let dismiss = Endpoint(
        .delete, "/api/datasets/{name}/tables/{table}/invitation", "Ask villages no longer", permission: .produceData, or: [.stewardData],
        status: .noContent
    ) { request in
        let (dataset, table) = try await find(request)
        try await request.catalogueDesk.perform(EndInvitation(table.id), on: dataset.id, by: request.actor)
        return .noContent
    }

    private static let list = Endpoint(
        .get, "/api/datasets/{name}/tables/{table}/contributions", "What villages have sent for a table, the newest first",
        about: "All of it for those who work on the dataset, its own for a village.", permission: .produceData,
        or: [.supportData, .stewardData],
        response: .object(.required("items", .array(of: contribution)))
    ) { request in
        let (dataset, table) = try await find(request)
        let whose: Set<String>? = DatasetPolicy.mayWorkOn(dataset, request.actor) ? nil : request.actor.agencies(for: .produceData) ?? []
        let found = try await request.database.read { tx in try tx.contributions(to: table.id, agencies: whose, limit: 500) }
        return .json(["items": .array(found.map { json($0, table.schema) })])
    }

    private static let send = Endpoint(
        .post, "/api/datasets/{name}/tables/{table}/contributions", "Send a village's rows",
        about: "Each row names columns and their values as texts in canonical form; the village's own area code is filled in.",
        permission: .produceData,
        request: .object(
            .required("agency", .id), .required("rows", .array(of: .map(of: Schema.string.orNull), max: ContributionRows.most))),
        response: contribution, status: .created
    ) { request in
        struct Body: Decodable {
            var agency: Identifier<Agency>
            var rows: [[String: String?]]
        }
        let (_, table) = try await find(request)
        let body = try await request.json(Body.self)
        let fields = table.schema.fields
        let rows = try body.rows.enumerated().map { index, row in
            if let unknown = row.keys.sorted().first(where: { table.schema[$0] == nil }) {
                throw AppError.invalid("rows[\(index)].\(unknown)", Message("chart.no_column", ["column": unknown]))
            }
            return try fields.map { field -> Datum in
                guard let text = row[field.name] ?? nil, !text.isEmpty else {
                    if field.isRequired, field.standard.role != .areaCode {
                        throw AppError.invalid("rows[\(index)].\(field.name)", "error.missing")
                    }
                    return .missing
                }
                guard let value = Datum(text, as: field.type.columnType) else {
                    throw AppError.invalid("rows[\(index)].\(field.name)", Message("error.fill_value", ["value": text]))
                }
                return value
            }
        }
        let made = try await request.catalogueDesk.contribute(rows, to: table.id, for: body.agency, by: request.actor)
        return .created(json(made, table.schema), at: "/api/contributions/\(made.id)")
    }

    private static let gather = Endpoint(
        .post, "/api/datasets/{name}/tables/{table}/contributions/gathering", "Take everything that waits into one file for the table",
        permission: .produceData, request: .object(.optional("note", .string(max: 2000))), response: .object(.required("submission", .id)),
        status: .created
    ) { request in
        struct Body: Decodable { var note: String? }
        let (_, table) = try await find(request)
        let note = try await request.json(Body.self).note ?? ""
        let made = try await request.catalogueDesk.gather(table.id, note: note, by: request.actor)
        return .created(["submission": .string(made.id.text)], at: "/api/submissions/\(made.id)")
    }

    private static let refuse = Endpoint(
        .post, "/api/contributions/{id}/refusal", "Send a village's rows back with a reason", permission: .produceData,
        request: .object(.required("reason", .string(min: 5, max: 2000)), .optional("version", .integer)), response: contribution
    ) { request in
        struct Body: Decodable {
            var reason: String
            var version: Int?
        }
        let body = try await request.json(Body.self)
        let done = try await request.catalogueDesk.refuse(
            try request.id("id", Contribution.self), reason: body.reason, expecting: body.version, by: request.actor)
        let table = try await request.database.read { tx in try tx.distribution(done.table) }
        return .json(json(done, table?.schema ?? TableSchema()))
    }
}
