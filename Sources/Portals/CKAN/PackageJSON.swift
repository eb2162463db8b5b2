import Kernel

/// Datasets, tables and those who publish them as CKAN's API writes them, with its keys in its order.
struct PackageJSON: Sendable {
    let view: PortalView
    let address: PortalAddress

    func package(_ dataset: PortalDataset) -> OrderedJSON {
        [
            "author": .string(dataset.publisher.title), "author_email": .text(dataset.email ?? dataset.publisher.email ?? ""),
            "creator_user_id": nil, "id": .string(dataset.id), "isopen": .bool(dataset.isOpen && dataset.licence.isOpen),
            "license_id": .string(dataset.licence.id), "license_title": .string(dataset.licence.title),
            "license_url": .string(dataset.licence.url ?? ""), "maintainer": .string(dataset.publisher.title),
            "maintainer_email": .text(dataset.email ?? dataset.publisher.email ?? ""),
            "metadata_created": .string(dataset.createdAt.ckan), "metadata_modified": .string(dataset.modifiedAt.ckan),
            "name": .string(dataset.name), "notes": .string(dataset.description), "num_resources": .integer(dataset.tables.count),
            "num_tags": .integer(dataset.tags.count), "organization": organizationInside(dataset.publisher),
            "owner_org": .string(dataset.publisher.id), "private": false, "state": "active", "title": .string(dataset.title),
            "type": "dataset", "url": .string(address.page(dataset)),
            "version": .string(dataset.tables.map(\.number).max().map(String.init) ?? ""),
            "extras": .list(dataset.extras.map { ["key": .string($0.key), "value": .string($0.value)] }),
            "groups": .list(dataset.groups.map(groupInside)), "resources": .list(dataset.tables.map { resource($0, of: dataset) }),
            "tags": .list(dataset.tags.map(tag)), "relationships_as_subject": [], "relationships_as_object": [],
        ]
    }

    /// The file as it can be downloaded; what may not be read by everybody leads to the page that says how to ask for it.
    func resource(_ table: PortalTable, of dataset: PortalDataset) -> OrderedJSON {
        [
            "cache_last_updated": nil, "cache_url": nil, "created": .string(table.createdAt.ckan),
            "datastore_active": .bool(dataset.isOpen), "description": .string(table.about),
            "format": dataset.isOpen ? "CSV" : "HTML", "hash": .string(dataset.isOpen ? table.hash : ""), "id": .string(table.id),
            "last_modified": .string(table.publishedAt.ckan), "metadata_modified": .string(table.publishedAt.ckan),
            "mimetype": dataset.isOpen ? "text/csv" : "text/html", "mimetype_inner": nil, "name": .string(table.title),
            "package_id": .string(dataset.id), "position": .integer(table.position),
            "resource_type": dataset.isOpen ? "file" : "documentation",
            "size": dataset.isOpen ? .integer(table.bytes) : nil, "state": "active", "url": .string(address.file(table, of: dataset)),
            // Of an "upload" a CKAN that is given this package keeps the file's name only, and looks for it with itself.
            "url_type": "",
        ]
    }

    func tag(_ name: String) -> OrderedJSON {
        [
            "display_name": .string(name), "id": .string(portalID("tag", name)), "name": .string(name), "state": "active",
            "vocabulary_id": nil,
        ]
    }

    /// As it stands inside a package. The revision is no longer CKAN's, but strict readers of older versions want one.
    private func organizationInside(_ publisher: PortalPublisher) -> OrderedJSON {
        [
            "id": .string(publisher.id), "name": .string(publisher.name), "title": .string(publisher.title), "type": "organization",
            "description": "", "image_url": "", "created": .string(publisher.createdAt.ckan), "is_organization": true,
            "approval_status": "approved", "state": "active",
            "revision_id": .string(portalID("revision", publisher.id + publisher.title)),
            "revision_timestamp": .string(publisher.createdAt.ckan),
        ]
    }

    private func groupInside(_ group: PortalGroup) -> OrderedJSON {
        [
            "description": .string(group.about), "display_name": .string(group.title), "id": .string(group.id), "image_display_url": "",
            "name": .string(group.name), "title": .string(group.title),
        ]
    }
}

/// What is wanted of an organization or a group besides its own fields.
struct GroupWishes: Sendable {
    var datasets = 0
    var count = true
    var extras = true
    var groups = true
    var followers = true
    var users = false
    var tags = true

    static let inList = GroupWishes(datasets: 0, count: true, extras: false, groups: false, followers: false, users: false, tags: false)
}

extension PackageJSON {
    func organization(_ publisher: PortalPublisher, _ wishes: GroupWishes) -> OrderedJSON {
        let datasets = view.datasets(of: publisher)
        return whole(
            id: publisher.id, name: publisher.name, title: publisher.title, about: "", created: publisher.createdAt, isOrganization: true,
            datasets, wishes)
    }

    func group(_ group: PortalGroup, _ wishes: GroupWishes) -> OrderedJSON {
        let datasets = view.datasets(in: group)
        return whole(
            id: group.id, name: group.name, title: group.title, about: group.about,
            created: view.datasets.map(\.createdAt).min() ?? Instant(milliseconds: 0), isOrganization: false, datasets, wishes)
    }

    private func whole(
        id: String, name: String, title: String, about: String, created: Instant, isOrganization: Bool, _ datasets: [PortalDataset],
        _ wishes: GroupWishes
    ) -> OrderedJSON {
        var json: OrderedJSON = [
            "approval_status": "approved", "created": .string(created.ckan), "description": .string(about),
            "display_name": .string(title), "id": .string(id), "image_display_url": "", "image_url": "",
            "is_organization": .bool(isOrganization), "name": .string(name), "num_followers": 0,
        ]
        if wishes.count { json = json.with("package_count", .integer(datasets.count)) }
        json = json.with("state", "active").with("title", .string(title)).with("type", isOrganization ? "organization" : "group")
        if isOrganization {
            json = json.with("revision_id", .string(portalID("revision", id + title))).with("revision_timestamp", .string(created.ckan))
        }
        if wishes.datasets > 0 {
            let newest = datasets.sorted { ($1.modifiedAt, $0.name) < ($0.modifiedAt, $1.name) }.prefix(wishes.datasets)
            json = json.with("packages", .list(newest.map(package)))
        }
        if wishes.extras { json = json.with("extras", []) }
        if wishes.groups { json = json.with("groups", []) }
        if wishes.tags { json = json.with("tags", []) }
        if wishes.users { json = json.with("users", []) }
        return json
    }
}
