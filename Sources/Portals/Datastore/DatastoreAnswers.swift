import Catalogue
import Columns
import Ingest
import Kernel
import Rows
import Web

extension Action {
    static let datastore = [datastoreSearch, sql, datastoreInfo]

    private static let datastoreSearch = Action(
        "datastore_search",
        """
        Rows of a resource. Parameters: resource_id, filters (values, lists, {"gte": …}, "$or"), q, plain, distinct, limit (100, at most \
        32000), offset, fields, sort, include_total, records_format (objects, lists, csv, tsv), include_next_page, as_of.
        """
    ) { call, context in
        let asked = try DatastoreCall(call)
        if asked.resource == "_table_metadata" { return context.tableMetadata(asked) }
        let (_, table, opened) = try await context.open(asked.resource, asOf: asked.asOf)
        let described = opened.schema.byName
        let (fields, total, records, last) = try await Background.run { () throws -> ([DatastoreSearch.Field], Int, OrderedJSON, Int?) in
            let check = ColumnCheck(try opened.file.shape)
            let search: DatastoreSearch
            do throws(DatastoreFault) { search = try DatastoreReader(check).read(asked.request) } catch {
                throw ActionFailure(error)
            }
            let answer = try search.answer(opened.file)
            return (answer.fields, answer.total, try Action.records(answer, asked.form), answer.rows?.last)
        }
        let count = asked.request.offset + asked.request.limit
        var members: [OrderedJSON.Member] = [
            .init("include_total", .bool(asked.includesTotal)), .init("limit", .integer(asked.request.limit)),
            .init("records_format", .string(asked.form.rawValue)), .init("resource_id", .string(table.id)),
            .init("total_estimation_threshold", .null),
        ]
        members += asked.echo
        members.append(.init("records", records))
        members.append(.init("fields", .list(fields.map { context.field($0, of: opened, described) })))
        let path = "/api/3/action/datastore_search"
        var links: OrderedJSON = ["start": .string(asked.link(path, offset: nil)), "next": .string(asked.link(path, offset: count))]
        if asked.request.offset > 0 {
            links = links.with("prev", .string(asked.link(path, offset: max(0, asked.request.offset - asked.request.limit))))
        }
        members.append(.init("_links", links))
        if asked.includesTotal {
            members.append(.init("total", .integer(total)))
            members.append(.init("total_was_estimated", false))
        }
        if asked.includesNextPage, let last, asked.request.sort == nil || asked.request.sort == "_id", count < total {
            members.append(.init("next_page", ["_id": ["gt": .integer(last + 1)]]))
        }
        return .object(members)
    }

    private static func records(_ answer: DatastoreAnswer, _ form: DatastoreCall.Form) throws(AppError) -> OrderedJSON {
        var style = ExportFormat.CSVStyle()
        style.hasHeader = false
        switch form {
        case .objects: return .raw(try answer.records(.json))
        case .lists: return .raw(try answer.records(.jsonArrays))
        case .csv, .tsv:
            if form == .tsv { style.delimiter = 9 }
            return .string(String(decoding: try answer.records(.csv(style)), as: UTF8.self))
        }
    }

    private static let datastoreInfo = Action(
        "datastore_info", "The columns of a resource and how many rows it has. Parameters: id, include_meta, include_fields_schema, as_of."
    ) { call, context in
        let id = try call.text(["id", "resource_id"])
        let (dataset, table, opened) = try await context.open(id, asOf: try call.text(AsOf.name))
        let described = opened.schema.byName
        let fields = opened.file.columns.map { column -> OrderedJSON in
            let field = context.field(.column(column.name), of: opened, described)
            guard call.flag("include_fields_schema", otherwise: true) else { return field }
            return field.with(
                "schema",
                [
                    "native_type": .string(DatastoreType.native(column.type)), "notnull": false, "index_name": nil, "is_index": false,
                    "uniquekey": false,
                ])
        }
        let json: OrderedJSON = ["fields": .list(fields)]
        guard call.flag("include_meta", otherwise: true) else { return json }
        let size = OrderedJSON.integer(opened.rule.isWhole ? opened.version.bytes : opened.file.csvLength)
        return json.with(
            "meta",
            [
                "id": .string(table.id), "count": .integer(opened.file.rowCount), "table_type": "BASE TABLE", "size": size, "db_size": size,
                "idx_size": 0, "aliases": dataset.tables.count == 1 ? [.string(dataset.name)] : [],
            ])
    }
}

extension DatastoreType {
    /// PostgreSQL's name of the type that CKAN would have made of it.
    static func native(_ type: ColumnType) -> String {
        switch type {
        case .integer, .year: "integer"
        case .boolean: "boolean"
        case .datetime: "timestamp without time zone"
        case .string, .number, .date, .geopoint, .geojson, .any: name(type)
        }
    }
}

extension ActionContext {
    /// A column with what its data dictionary says.
    fileprivate func field(
        _ field: DatastoreSearch.Field, of opened: OpenedTable, _ fields: [String: TableSchema.Field]
    ) -> OrderedJSON {
        guard case .column(let name) = field, let column = try? opened.file.column(name) else { return ["id": "_id", "type": "int"] }
        let json: OrderedJSON = ["id": .string(name), "type": .string(DatastoreType.name(column.type))]
        guard let described = fields[name] else { return json }
        let notes = [described.description ?? described.standard.definition, described.standard.unit.map { "(\($0))" }]
        guard described.title != nil || notes.contains(where: { $0 != nil }) else { return json }
        return json.with(
            "info",
            [
                "label": .string(described.title ?? name), "notes": .string(notes.compactMap { $0 }.joined(separator: " ")),
                "type_override": "",
            ])
    }

    /// CKAN's table of tables, which its clients page through to find what has rows.
    fileprivate func tableMetadata(_ asked: DatastoreCall) -> OrderedJSON {
        let tables = view.datasets.filter(\.isOpen).flatMap(\.tables)
        let records = tables.enumerated().dropFirst(asked.request.offset).prefix(asked.request.limit).map { place, table -> OrderedJSON in
            [
                "_id": .string(String(portalID("table", table.id).prefix(16))), "name": .string(table.id), "oid": .integer(place + 1),
                "alias_of": nil,
            ]
        }
        return [
            "include_total": true, "limit": .integer(asked.request.limit), "records_format": "objects", "resource_id": "_table_metadata",
            "records": .list(records),
            "fields": [
                ["id": "_id", "type": "text"], ["id": "name", "type": "name"], ["id": "oid", "type": "oid"],
                ["id": "alias_of", "type": "name"],
            ], "total": .integer(tables.count), "total_was_estimated": false,
        ]
    }
}
