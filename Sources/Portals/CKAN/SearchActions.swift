import Kernel
import Web

extension Action {
    static let searches = [packageSearch]

    private static let packageSearch = Action(
        "package_search",
        """
        Datasets that satisfy a search. Parameters: q and fq in Solr's query language, fq_list, sort, rows (10, at most 1000), start, \
        facet.field, facet.limit (50), facet.mincount (1), fl, qf, mm, tie, defType.
        """
    ) { call, context in
        try refuseUnknown(call)
        let search = try solr(call)
        let answer = try await Background.run { () throws(SolrFault) in try context.view.index.search(search, now: context.now) }
        let found = answer.found.map { context.view.datasets[$0] }
        let results: [OrderedJSON]
        if let fields = try call.texts("fl", atCommas: true) {
            results = zip(found, answer.found).map { raw($0, context.view.index.documents[$1], fields, context) }
        } else {
            results = found.map(context.json.package)
        }
        return [
            "count": .integer(answer.count),
            "facets": .object(
                answer.facets.map { field, values in
                    .init(field, .object(values.map { .init($0.value, .integer($0.count)) }))
                }),
            "results": .list(results), "sort": .string(search.sort), "search_facets": .object(answer.facets.map { facet($0, $1, context) }),
        ]
    }

    private static let known: Set<String> = [
        "q", "fl", "fq", "rows", "sort", "start", "wt", "qf", "bf", "boost", "facet", "facet.mincount", "facet.limit", "facet.field",
        "extras", "fq_list", "tie", "defType", "mm", "df", "include_drafts", "include_deleted", "include_private", "use_default_schema",
    ]

    private static func refuseUnknown(_ call: ActionCall) throws {
        let unknown = call.values.keys.filter { !known.contains($0) && !$0.hasPrefix("ext_") }.sorted()
        if !unknown.isEmpty {
            throw SolrFault.parameter("Invalid search parameters: [\(unknown.map { "'\($0)'" }.joined(separator: ", "))]")
        }
    }

    static func solr(_ call: ActionCall) throws -> SolrSearch {
        var search = SolrSearch()
        search.query = try call.text("q") ?? "*:*"
        search.filters = [try call.text("fq")].compactMap { $0 } + (try call.texts("fq_list") ?? [])
        if let sort = try call.text("sort"), sort != "rank" { search.sort = sort }
        search.start = try call.number("start") ?? 0
        search.rows = min(try call.number("rows") ?? 10, 1000)
        search.facetMinimum = try call.number("facet.mincount") ?? 1
        search.facetLimit = try call.number("facet.limit", isNatural: false) ?? 50
        if call.flag("facet", otherwise: true) { search.facets = try call.texts("facet.field") ?? [] }
        search.parser = try call.text("defType") ?? "dismax"
        guard ["dismax", "edismax", "lucene"].contains(search.parser) else {
            throw SolrFault.search("The query parser \(search.parser) is not supported")
        }
        search.dismax = try SolrDismax(fields: try call.text("qf"), tie: try call.text("tie"), minimum: try call.text("mm"))
        for name in ["fq", "sort", "qf", "bf", "boost", "fl"] {
            if let text = call.values[name]?.string { try SolrParser.refuseLocalParameters(text, in: name) }
        }
        return search
    }

    /// The items of a facet with titles, in CKAN's order: by title, last first.
    private static func facet(_ field: String, _ values: [(value: String, count: Int)], _ context: ActionContext) -> OrderedJSON.Member {
        let items: [(title: String, json: OrderedJSON)] = values.map { value, count in
            let title: String? =
                switch field {
                case "organization": context.view.publisher(value)?.title
                case "groups": context.view.group(value)?.title
                case "license_id": PortalLicence.known.first { $0.id == value }?.title
                default: nil
                }
            let shown = title ?? value
            return (shown, ["name": .string(value), "display_name": .string(shown), "count": .integer(count)])
        }
        let sorted = items.sorted { $1.title.unicodeScalars.lexicographicallyPrecedes($0.title.unicodeScalars) }
        return .init(field, ["title": .string(field), "items": .list(sorted.map(\.json))])
    }

    /// Only some fields, as they are indexed (`fl`).
    private static func raw(
        _ dataset: PortalDataset, _ document: SolrDocument, _ fields: [String], _ context: ActionContext
    ) -> OrderedJSON {
        let whole = context.json.package(dataset)
        let several: Set = ["tags", "groups", "res_name", "res_description", "res_format", "res_url", "res_type"]
        var members: [OrderedJSON.Member] = []
        for field in fields.flatMap({ $0.split(separator: " ") }).map(String.init) {
            if field.hasPrefix("extras_"), let extra = dataset.extras.first(where: { "extras_\($0.key)" == field }) {
                members.append(.init(extra.key, .string(extra.value)))
            } else if field == "res_name" || field == "res_description" {
                members.append(.init(field, .list(dataset.tables.map { .string(field == "res_name" ? $0.title : $0.about) })))
            } else if let values = document.strings[field] {
                members.append(.init(field, several.contains(field) ? .list(values.map(OrderedJSON.string)) : .text(values.first)))
            } else if let instant = document.instants[field] {
                members.append(.init(field, .string(instant.description)))
            } else if field == "data_dict" || field == "validated_data_dict" {
                members.append(.init(field, .string(whole.text)))
            } else if document.has(field), let value = whole[field] {
                members.append(.init(field, value))
            }
        }
        return .object(members)
    }
}
