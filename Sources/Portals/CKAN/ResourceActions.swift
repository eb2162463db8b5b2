import Kernel
import Web

extension Action {
    static let resources = [
        resourceShow, resourceSearch,
        Action("resource_view_list", "The views of a resource: none are kept, the page of the dataset shows the table. Parameter: id.") {
            call, context in
            guard let id = try call.text("id") else { throw ActionFailure.missing("id") }
            _ = try context.table(id)
            return []
        },
        Action("package_relationships_list", "The relationships of a dataset: none are kept. Parameter: id.") { call, context in
            guard let id = try call.text("id") else { throw ActionFailure.missing("id") }
            _ = try context.dataset(id)
            return []
        },
    ]

    private static let resourceShow = Action("resource_show", "One resource of a dataset. Parameter: id.") { call, context in
        guard let id = try call.text("id") else { throw ActionFailure.missing("id") }
        let found = try context.table(id)
        return context.json.resource(found.table, of: found.dataset)
    }

    private static let resourceSearch = Action(
        "resource_search",
        "Resources whose fields contain a text. Parameters: query (`field:term`, or a list of such), order_by, offset, limit."
    ) { call, context in
        guard let terms = try call.texts("query") else { throw ActionFailure.missing("query") }
        let offset = try call.number("offset") ?? 0
        let limit = try call.number("limit").flatMap { $0 == 0 ? nil : $0 } ?? 1000
        let wanted = try terms.map { term -> (field: String, text: String) in
            guard let colon = term.firstIndex(of: ":") else {
                throw ActionFailure.invalid("query", "Must be <field>:<value> pair(s)")
            }
            let field = String(term[..<colon])
            guard ResourceField.names.contains(field) else {
                throw ActionFailure.invalid("query", "Field \"\(field)\" not recognised in resource_search.")
            }
            return (field, String(term[term.index(after: colon)...]))
        }
        var found: [OrderedJSON] = []
        for dataset in context.view.datasets {
            for table in dataset.tables {
                let resource = context.json.resource(table, of: dataset)
                if wanted.allSatisfy({ ResourceField.contains(resource, $0.field, $0.text) }) { found.append(resource) }
            }
        }
        if let order = try call.text("order_by") {
            guard ResourceField.names.contains(order) else { throw ActionFailure.invalid("order_by", "Cannot sort by field `\(order)`") }
            found.sort { ResourceField.text($0, order) < ResourceField.text($1, order) }
        }
        return ["count": .integer(found.count), "results": .list(found.dropFirst(offset).prefix(min(limit, 1000)))]
    }
}

/// Comparing a resource's fields with what somebody looks for.
private enum ResourceField {
    static let names: Set<String> = [
        "id", "name", "description", "format", "hash", "url", "url_type", "mimetype", "package_id", "resource_type", "size", "position",
        "created", "last_modified", "metadata_modified", "state",
    ]

    static func text(_ resource: OrderedJSON, _ field: String) -> String {
        switch resource[field] {
        case .string(let text)?: text
        case .integer(let number)?: String(number)
        default: ""
        }
    }

    /// A hash by its beginning, an id as a whole, anything else by a part of it, in whatever case.
    static func contains(_ resource: OrderedJSON, _ field: String, _ wanted: String) -> Bool {
        let value = text(resource, field)
        return switch field {
        case "hash": value.hasPrefix(wanted)
        case "id", "package_id": value == wanted
        default: value.lowercased().contains(wanted.lowercased())
        }
    }
}
