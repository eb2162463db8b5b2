import Directory
import Ingest
import Kernel
import Web

/// Datasets, tables and versions as the API gives them.
enum DatasetJSON {
    static let version = Schema.named(
        "DatasetVersion",
        .object(
            .required("id", .id), .required("number", .integer),
            .required("hash", .string.orNull.about("Null for who may not read all of it; so are rows and bytes.")),
            .required("rows", .integer.orNull), .required("bytes", .integer.orNull), .required("publishedAt", .instant),
            .required("note", .string)))

    static let table = Schema.named(
        "DatasetTable",
        .object(
            .required("id", .id), .required("name", .string), .required("title", .string), .required("schema", .any),
            .required("version", version.orNull)))

    static let members: [Schema.Member] = [
        .required("id", .id), .required("name", .string), .required("title", .string), .required("titleEnglish", .string.orNull),
        .required("description", .string), .required("producer", .id), .required("state", .choice(Dataset.State.self)),
        .required("access", .choice(Dataset.Access.self)), .required("accessReason", .string.orNull),
        .required("accessReviewOn", .day.orNull),
        .required("kind", .choice(Dataset.Kind.self)), .required("isPriority", .boolean),
        .required("dimension", .choice(Dimension.self).orNull),
        .required("themes", .array(of: .string)), .required("tags", .array(of: .string)), .required("area", .string.orNull),
        .required("temporalFrom", .day.orNull), .required("temporalTo", .day.orNull), .required("frequency", .choice(Frequency.self)),
        .required("licence", .string), .required("contact", .string), .required("standardCode", .string.orNull),
        .required("bps", .map(of: .string)), .required("createdAt", .instant), .required("updatedAt", .instant),
        .required("publishedAt", .instant.orNull), .required("dueOn", .day.orNull), .required("withdrawnReason", .string.orNull),
        .required("version", .integer),
    ]

    static let item = Schema.named("Dataset", .object(members))
    static let whole = Schema.named("DatasetWithTables", .object(members + [.required("tables", .array(of: table))]))

    /// - Parameter isWhole: whether the reader may have all of it; others are not told what its file is.
    static func json(_ version: DatasetVersion, isWhole: Bool) -> JSONValue {
        [
            "id": .string(version.id.text), "number": .integer(version.number), "hash": isWhole ? .string(version.hash) : .null,
            "rows": isWhole ? .integer(version.rows) : .null,
            "bytes": isWhole ? .integer(version.bytes) : .null, "publishedAt": .string(version.publishedAt.description),
            "note": .string(version.note),
        ]
    }

    static func json(_ table: Distribution, _ version: DatasetVersion?, isWhole: Bool) -> JSONValue {
        [
            "id": .string(table.id.text), "name": .string(table.name), "title": .string(table.title),
            "schema": json(version?.storedSchema.json ?? table.storedSchema.json),
            "version": version.map { json($0, isWhole: isWhole) } ?? .null,
        ]
    }

    /// A text that is JSON, as a value.
    static func json(_ text: String) -> JSONValue { (try? JSONValue(parsing: Array(text.utf8))) ?? .null }

    static func json(_ dataset: Dataset) -> JSONValue { .object(object(dataset)) }

    static func json(_ dataset: Dataset, _ tables: [(Distribution, DatasetVersion?)], for actor: Actor) -> JSONValue {
        var object = object(dataset)
        let isWhole = DatasetPolicy.maySeeFiles(dataset, actor)
        object["tables"] = .array(tables.map { json($0.0, $0.1, isWhole: isWhole) })
        return .object(object)
    }

    static func json(_ entry: CatalogueEntry, for actor: Actor) -> JSONValue {
        json(entry.dataset, entry.distributions.map { ($0, entry.versions[$0.id]) }, for: actor)
    }

    private static func object(_ dataset: Dataset) -> [String: JSONValue] {
        func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
        return [
            "id": .string(dataset.id.text), "name": .string(dataset.name), "title": .string(dataset.title),
            "titleEnglish": text(dataset.titleEnglish), "description": .string(dataset.description),
            "producer": .string(dataset.producer.text), "state": .string(dataset.state.rawValue),
            "access": .string(dataset.access.rawValue),
            "accessReason": text(dataset.accessReason), "accessReviewOn": text(dataset.accessReviewOn?.description),
            "kind": .string(dataset.kind.rawValue), "isPriority": .bool(dataset.isPriority), "dimension": text(dataset.dimension?.rawValue),
            "themes": .array(dataset.themes.map(JSONValue.string)), "tags": .array(dataset.tags.map(JSONValue.string)),
            "area": text(dataset.area?.text), "temporalFrom": text(dataset.temporalFrom?.description),
            "temporalTo": text(dataset.temporalTo?.description), "frequency": .string(dataset.frequency.rawValue),
            "licence": .string(dataset.licence), "contact": .string(dataset.contact), "standardCode": text(dataset.standardCode),
            "bps": .object(dataset.bps.mapValues(JSONValue.string)), "createdAt": .string(dataset.createdAt.description),
            "updatedAt": .string(dataset.updatedAt.description), "publishedAt": text(dataset.publishedAt?.description),
            "dueOn": text(dataset.dueOn?.description), "withdrawnReason": text(dataset.withdrawnReason),
            "version": .integer(dataset.version),
        ]
    }
}
