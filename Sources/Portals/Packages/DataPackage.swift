import Kernel
import Web

/// A dataset as a Frictionless Data Package (version 2), whose resources carry their schema and the hash of their bytes.
package enum DataPackage {
    /// - Parameters:
    ///   - path: where a table's file lies: its address, or its name within a zip.
    ///   - isWhole: whether the reader has the files anyway; of what is not open others are not told how long a file is nor what its hash.
    package static func json(
        _ dataset: PortalDataset, _ address: PortalAddress, isWhole: Bool = false, path: (PortalTable) -> String
    ) -> OrderedJSON {
        var json: OrderedJSON = [
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "id": .string(dataset.id), "name": .string(dataset.name),
            "title": .string(dataset.title), "description": .string(dataset.description), "homepage": .string(address.page(dataset)),
            "created": .string(dataset.publishedAt.description),
            "version": .string("\(dataset.tables.map(\.number).max() ?? 1).0.0"),
        ]
        if !dataset.licence.code.isEmpty {
            var licence: OrderedJSON = ["name": .string(dataset.licence.code), "title": .string(dataset.licence.title)]
            if let url = dataset.licence.url { licence = licence.with("path", .string(url)) }
            json = json.with("licenses", [licence])
        }
        var contributor: OrderedJSON = [
            "title": .string(dataset.publisher.title), "path": .string(address.uri(dataset.publisher)), "roles": ["publisher"],
        ]
        if let email = dataset.email ?? dataset.publisher.email { contributor = contributor.with("email", .string(email)) }
        json = json.with("contributors", [contributor])
        json = json.with("sources", [["title": .string(dataset.publisher.title), "path": .string(address.page(dataset))]])
        if !dataset.tags.isEmpty { json = json.with("keywords", .list(dataset.tags.map(OrderedJSON.string))) }
        return json.with("resources", .list(dataset.tables.map { resource($0, path: path($0), showsFile: dataset.isOpen || isWhole) }))
    }

    private static func resource(_ table: PortalTable, path: String, showsFile: Bool) -> OrderedJSON {
        var resource: OrderedJSON = [
            "name": .string(table.name), "type": "table", "title": .string(table.title), "description": .string(table.about),
            "path": .string(path), "scheme": .string(path.contains("://") ? String(path.prefix { $0 != ":" }) : "file"), "format": "csv",
            "mediatype": "text/csv", "encoding": "utf-8",
            "dialect": ["delimiter": ",", "lineTerminator": "\n", "quoteChar": "\"", "header": true, "doubleQuote": true],
            "schema": TableSchemaText.published(table),
        ]
        if showsFile { resource = resource.with("bytes", .integer(table.bytes)).with("hash", .string("sha256:\(table.hash)")) }
        return resource
    }
}

/// The Table Schema of a file as it is handed out.
package enum TableSchemaText {
    /// Hints for reading the publisher's own workbook, such as decimal commas, do not hold for the canonical CSV: there every number
    /// and day has its one form. So types are those of the kept columns, and the rest of the publisher's words stay.
    package static func published(_ table: PortalTable) -> OrderedJSON {
        let kept = (try? JSONValue(parsing: Array(table.schema.utf8))) ?? .object([:])
        var described: [String: JSONValue] = [:]
        for field in kept["fields"]?.array ?? [] { if let name = field["name"]?.string { described[name] = field } }
        let fields = table.columns.map { column -> OrderedJSON in
            var members = described[column.name]?.members ?? [:]
            for hint in ["decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues", "format", "missingValues"] {
                members[hint] = nil
            }
            var json: OrderedJSON = ["name": .string(column.name), "type": .string(column.type)]
            for (name, value) in members.sorted(by: { $0.key < $1.key }) where name != "name" && name != "type" {
                json = json.with(name, OrderedJSON(value))
            }
            return json
        }
        var schema: OrderedJSON = [
            "$schema": "https://datapackage.org/profiles/2.0/tableschema.json", "fields": .list(fields), "missingValues": [""],
        ]
        for name in ["primaryKey", "uniqueKeys"] { if let value = kept[name] { schema = schema.with(name, OrderedJSON(value)) } }
        return schema
    }
}
