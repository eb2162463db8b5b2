import Directory
import HTTPTypes
import Kernel
import Storage
import Web

/// What is told of a source, of its runs, and of the objects they found.
extension HarvestEndpoints {
    struct RunItem: Encodable, Sendable {
        var id: String
        var state: String
        var startedAt: Instant
        var finishedAt: Instant?
        var seen: Int
        var added: Int
        var changed: Int
        var failed: Int
        var vanished: Int
        var failure: String?

        init(_ run: HarvestRun, _ request: Request) {
            id = run.id.text
            state = run.state.rawValue
            startedAt = run.startedAt
            finishedAt = run.finishedAt
            (seen, added, changed, failed, vanished) = (run.seen, run.added, run.changed, run.failed, run.vanished)
            failure = run.failure.map { request.t($0.key, $0.values) }
        }

        static let schema = Schema.named(
            "HarvestRun",
            .object(
                .required("id", .id), .required("state", .choice(HarvestRun.State.self)), .required("startedAt", .instant),
                .optional("finishedAt", .instant), .required("seen", .integer(0...Int.max)), .required("added", .integer(0...Int.max)),
                .required("changed", .integer(0...Int.max)), .required("failed", .integer(0...Int.max)),
                .required("vanished", .integer(0...Int.max)), .optional("failure", .string.about("Why the source could not be read."))))
    }

    struct SourceItem: Encodable, Sendable {
        var id: String
        var title: String
        var kind: String
        var url: String
        var agencyId: String
        var tableId: String?
        var hours: Int
        var isEnabled: Bool
        var nextRunAt: Instant
        var version: Int
        var runs: [RunItem]

        init(_ source: HarvestSource, _ runs: [HarvestRun], _ request: Request) {
            id = source.id.text
            title = source.title
            kind = source.kind.rawValue
            url = source.url
            agencyId = source.agency.text
            tableId = source.table?.text
            hours = source.hours
            isEnabled = source.isEnabled
            nextRunAt = source.nextRunAt
            version = source.version
            self.runs = runs.map { RunItem($0, request) }
        }

        static let schema = Schema.named(
            "HarvestSource",
            .object(
                .required("id", .id), .required("title", .string), .required("kind", .choice(HarvestSource.Kind.self)),
                .required("url", .string), .required("agencyId", .id), .optional("tableId", .id), .required("hours", .integer(1...8760)),
                .required("isEnabled", .boolean), .required("nextRunAt", .instant), .required("version", .integer(0...Int.max)),
                .required("runs", .array(of: RunItem.schema).about("The latest, newest first."))))
    }

    struct ObjectItem: Encodable, Sendable {
        var id: String
        var key: String
        var title: String
        var state: String
        var datasetId: String?
        var failure: String?
        var seenAt: Instant

        init(_ object: HarvestObject, _ request: Request) {
            id = object.id.text
            key = object.key
            title = object.title
            state = object.state.rawValue
            datasetId = object.dataset?.text
            failure = object.failure.map { request.t($0.key, $0.values) }
            seenAt = object.seenAt
        }

        static let schema = Schema.named(
            "HarvestObject",
            .object(
                .required("id", .id), .required("key", .string.about("The source's own id.")), .required("title", .string),
                .required("state", .choice(HarvestObject.State.self)), .optional("datasetId", .id), .optional("failure", .string),
                .required("seenAt", .instant)))
    }
}
