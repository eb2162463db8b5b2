import Catalogue
import Directory
import Kernel
import Storage
import Web

extension Action {
    static let packages = [packageList, currentPackages, packageShow, autocomplete]

    private static let packageList = Action(
        "package_list", "The names of the site's datasets in alphabetical order. Parameters: limit, offset."
    ) { call, context in
        let limit = try call.number("limit")
        let offset = try call.number("offset") ?? 0
        let names = context.view.datasets.dropFirst(offset).map { OrderedJSON.string($0.name) }
        // As in CKAN, a limit of 0 is none.
        return .list(limit.map { $0 == 0 ? names : Array(names.prefix($0)) } ?? names)
    }

    private static let currentPackages = Action(
        "current_package_list_with_resources",
        "The site's datasets with their resources, last changed first. Parameters: limit, offset, page (at most 1000 at once)."
    ) { call, context in
        let limit = try call.number("limit").flatMap { $0 == 0 ? nil : $0 }
        var offset = try call.number("offset") ?? 0
        if let page = try call.number("page") {
            guard page >= 1 else { throw ActionFailure.invalid("page", "Must be a natural number") }
            if call["offset"] == nil, let limit { offset = min(page - 1, 1_000_000) * min(limit, 1_000_000) }
        }
        let newest = context.view.datasets.sorted { ($1.modifiedAt, $0.name) < ($0.modifiedAt, $1.name) }
        return .list(newest.dropFirst(offset).prefix(min(limit ?? 1000, 1000)).map(context.json.package))
    }

    private static let packageShow = Action(
        "package_show",
        """
        One dataset with its resources, organization, groups and tags. Parameters: id, the id or the name; include_tracking, how often \
        its pages were opened, in all and in the last fourteen days. A closed dataset is refused (403), as CKAN does private ones.
        """
    ) { call, context in
        let name: String? = if let id = try call.text("id") { id } else { try call.text("name_or_id") }
        guard let name else { throw ActionFailure.missing("name_or_id") }
        let dataset = try context.dataset(name)
        // As on its page and by our own API, what was counted is told only while it is open.
        guard call.flag("include_tracking"), dataset.isOpen else { return context.json.package(dataset) }
        let since = context.reader.directory.today.adding(-13)
        let (all, recent) = try await context.reader.index.database.read { tx in
            (try tx.use(of: Identifier(dataset.id)), try tx.use(of: Identifier(dataset.id), since: since))
        }
        return context.json.package(dataset).with(
            "tracking_summary", ["total": .integer(all.views), "recent": .integer(recent.views)])
    }

    private static let autocomplete = Action(
        "package_autocomplete", "Datasets whose name or title contains a text. Parameters: q, limit (10)."
    ) { call, context in
        guard let typed = try call.text("q") else { throw ActionFailure.missing("q") }
        let folded = Plain.folded(typed)
        let limit = min(try call.number("limit") ?? 10, 100)
        let found = context.view.datasets.filter { $0.name.contains(typed.lowercased()) || Plain.folded($0.title).contains(folded) }
        return .list(
            found.prefix(limit).map { dataset in
                let isName = dataset.name.contains(typed.lowercased())
                return [
                    "name": .string(dataset.name), "title": .string(dataset.title), "match_field": isName ? "name" : "title",
                    "match_displayed": .string(isName ? dataset.name : "\(dataset.title) (\(dataset.name))"),
                ]
            })
    }
}
