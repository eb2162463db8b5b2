import Kernel
import Web

extension Action {
    static let tags = [
        Action("tag_list", "The tags of the site's datasets. Parameters: query, all_fields, vocabulary_id (there are none).") {
            call, context in
            let asked = try call.text("query")?.lowercased()
            // A vocabulary that does not exist has no tags.
            guard call["vocabulary_id"] == nil else { throw ActionFailure.notFound("could not find vocabulary") }
            let names = context.view.tags.map(\.name).filter { name in asked.map { name.lowercased().contains($0) } ?? true }
            return .list(names.map { call.flag("all_fields") ? context.json.tag($0) : .string($0) })
        },
        Action("tag_show", "One tag. Parameters: id (name or id), include_datasets.") { call, context in
            guard let id = try call.text("id") else { throw ActionFailure.missing("id") }
            guard let name = context.view.tags.map(\.name).first(where: { $0 == id || portalID("tag", $0) == id }) else {
                throw ActionFailure.notFound()
            }
            let tag = context.json.tag(name)
            guard call.flag("include_datasets") else { return tag }
            return tag.with(
                "packages", .list(context.view.datasets.filter { $0.tags.contains(name) }.prefix(1000).map(context.json.package)))
        },
        search, autocomplete,
        Action("vocabulary_list", "The vocabularies of tags: there are none.") { _, _ in [] },
        Action("vocabulary_show", "A vocabulary of tags: there are none. Parameter: id.") { call, _ in
            guard call["id"] != nil else { throw ActionFailure.missing("id") }
            throw ActionFailure.notFound()
        },
    ]

    private static let search = Action("tag_search", "Tags that contain a text. Parameters: query, limit, offset.") { call, context in
        let asked = try call.texts("query")?.map { $0.lowercased() } ?? []
        let offset = try call.number("offset") ?? 0
        let limit = try call.number("limit") ?? 1000
        let names = context.view.tags.map(\.name).filter { name in asked.allSatisfy { name.lowercased().contains($0) } }
        return [
            "count": .integer(asked.isEmpty ? 0 : names.count),
            "results": .list(asked.isEmpty ? [] : names.dropFirst(offset).prefix(limit).map(context.json.tag)),
        ]
    }

    private static let autocomplete = Action("tag_autocomplete", "Names of tags that contain a text. Parameters: query, limit.") {
        call, context in
        guard let asked = try call.text("query")?.lowercased() else { return [] }
        let names = context.view.tags.map(\.name).filter { $0.lowercased().contains(asked) }
        return .list(names.prefix(try call.number("limit") ?? 10).map(OrderedJSON.string))
    }
}
