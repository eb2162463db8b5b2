import Kernel
import Web

extension Action {
    static let organizations = [
        list("organization_list", isOrganization: true), list("group_list", isOrganization: false),
        show("organization_show", isOrganization: true), show("group_show", isOrganization: false), groupPackages,
        Action("organization_list_for_user", "The organizations somebody may edit through this API: none.") { _, _ in [] },
        Action("group_list_authz", "The groups somebody may edit through this API: none.") { _, _ in [] },
        autocomplete("organization_autocomplete", isOrganization: true), autocomplete("group_autocomplete", isOrganization: false),
    ]

    private static func list(_ name: String, isOrganization: Bool) -> Action {
        Action(
            name,
            """
            The names of the site's \(isOrganization ? "organizations" : "groups"), or with all_fields what they are. Parameters: sort \
            (`title asc`; name, package_count), limit, offset, \(isOrganization ? "organizations" : "groups"), q, all_fields, \
            include_dataset_count, include_extras, include_groups.
            """
        ) { call, context in
            let wantsAll = call.flag("all_fields")
            let most = wantsAll ? 25 : 1000
            let limit = min(try call.number("limit") ?? most, most)
            let offset = try call.number("offset") ?? 0
            let kind = isOrganization ? "organization" : "group"
            if let type = try call.text("type"), type != kind { return [] }
            let names = try call.texts(isOrganization ? "organizations" : "groups", atCommas: true)
            let order = try GroupOrder(try call.text("sort") ?? (try call.text("order_by")) ?? "title asc")
            let asked = try call.text("q").map { Plain.folded($0) }
            let all = isOrganization ? context.view.publishers.map(Listed.init) : context.view.groups.map(Listed.init)
            let counts = context.groupCounts(isOrganization: isOrganization)
            let chosen = all.filter { item in
                (names.map { $0.contains(item.name) } ?? true)
                    && (asked.map { Plain.folded(item.name).contains($0) || Plain.folded(item.title).contains($0) } ?? true)
            }
            let page = order.sorted(chosen, counts).dropFirst(offset).prefix(limit)
            guard wantsAll else { return .list(page.map { .string($0.name) }) }
            var wishes = GroupWishes.inList
            wishes.count = call.flag("include_dataset_count", otherwise: true)
            wishes.extras = call.flag("include_extras")
            wishes.groups = call.flag("include_groups")
            wishes.tags = call.flag("include_tags")
            return .list(page.compactMap { try? context.shown($0.name, isOrganization: isOrganization, wishes) })
        }
    }

    private static func show(_ name: String, isOrganization: Bool) -> Action {
        Action(
            name,
            """
            What \(isOrganization ? "an organization" : "a group") is. Parameters: id (id or name), include_datasets, \
            include_dataset_count, include_extras, include_groups, include_tags.
            """
        ) { call, context in
            guard let id = try call.text("id") else { throw ActionFailure.missing("id") }
            var wishes = GroupWishes()
            // CKAN gives ten unless all are asked for by a search.
            wishes.datasets = call.flag("include_datasets") ? 1000 : 0
            wishes.count = call.flag("include_dataset_count", otherwise: true)
            wishes.extras = call.flag("include_extras", otherwise: true)
            wishes.groups = call.flag("include_groups", otherwise: true)
            wishes.tags = call.flag("include_tags", otherwise: true)
            wishes.users = call.flag("include_users")
            return try context.shown(id, isOrganization: isOrganization, wishes)
        }
    }

    private static let groupPackages = Action(
        "group_package_show", "The datasets of a group. Parameters: id (id or name), limit."
    ) { call, context in
        guard let id = try call.text("id") else { throw ActionFailure.missing("id") }
        guard let group = context.view.group(id) else { throw ActionFailure.notFound() }
        let limit = min(try call.number("limit") ?? 1000, 1000)
        return .list(context.view.datasets(in: group).prefix(limit).map(context.json.package))
    }

    private static func autocomplete(_ name: String, isOrganization: Bool) -> Action {
        Action(name, "Names and titles that contain a text. Parameters: q, limit (20).") { call, context in
            let asked = Plain.folded(try call.text("q") ?? "")
            let limit = min(try call.number("limit") ?? 20, 100)
            let all = isOrganization ? context.view.publishers.map(Listed.init) : context.view.groups.map(Listed.init)
            let found = all.filter { Plain.folded($0.name).contains(asked) || Plain.folded($0.title).contains(asked) }
            return .list(
                found.prefix(limit).map { ["id": .string($0.id), "name": .string($0.name), "title": .string($0.title)] })
        }
    }
}

/// An organization or a group in a list.
struct Listed: Sendable {
    var id: String
    var name: String
    var title: String

    init(_ publisher: PortalPublisher) { (id, name, title) = (publisher.id, publisher.name, publisher.title) }
    init(_ group: PortalGroup) { (id, name, title) = (group.id, group.name, group.title) }
}

/// `title asc`, `name desc`, `package_count`; `packages` is an old name of the last, and both begin with the most.
private struct GroupOrder {
    private let field: String
    private let isDescending: Bool

    init(_ text: String) throws(ActionFailure) {
        let words = text.split(separator: ",").first?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
        guard let field = words.first, ["name", "title", "packages", "package_count"].contains(field) else {
            throw .invalid("sort", "Cannot sort by field `\(words.first ?? "")`")
        }
        let isCount = field.hasPrefix("package")
        guard words.count == 1 || ["asc", "desc"].contains(words[1].lowercased()) else {
            throw .invalid("sort", "Cannot sort in direction `\(words[1])`")
        }
        self.field = isCount ? "package_count" : field
        isDescending = words.count > 1 ? words[1].lowercased() == "desc" : isCount
    }

    func sorted(_ items: [Listed], _ counts: [String: Int]) -> [Listed] {
        let sorted = items.sorted { a, b in
            switch field {
            case "package_count": (counts[a.id] ?? 0, b.name) < (counts[b.id] ?? 0, a.name)
            case "name": a.name < b.name
            default: (a.title, a.name) < (b.title, b.name)
            }
        }
        return isDescending ? sorted.reversed() : sorted
    }
}

extension ActionContext {
    fileprivate func shown(_ name: String, isOrganization: Bool, _ wishes: GroupWishes) throws(ActionFailure) -> OrderedJSON {
        if isOrganization {
            guard let publisher = view.publisher(name) else { throw .notFound() }
            return json.organization(publisher, wishes)
        }
        guard let group = view.group(name) else { throw .notFound() }
        return json.group(group, wishes)
    }

    fileprivate func groupCounts(isOrganization: Bool) -> [String: Int] {
        var counts: [String: Int] = [:]
        for dataset in view.datasets {
            for id in isOrganization ? [dataset.publisher.id] : dataset.groups.map(\.id) { counts[id, default: 0] += 1 }
        }
        return counts
    }
}
