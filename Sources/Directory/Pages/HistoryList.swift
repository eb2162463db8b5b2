import Kernel
import Storage
import Web
import Work

/// What became of a record: who changed which field from what to what, the newest first.
package struct HistoryList {
    let page: Page
    let versions: [RecordVersion]
    /// Names of accounts and API clients by id.
    var names: [String: String]
    /// Turns a value into words, such as an agency's id into its name.
    var shown: (_ field: String, _ value: String) -> String = { _, value in value }
    /// Where the names of its fields stand in the catalogue.
    var fields = "directory.field"
    /// What was done to it that its fields do not show, in words.
    var further: [(event: Event, title: String)] = []

    package var html: HTML {
        if versions.isEmpty, further.isEmpty { return "<p class=\"muted\">\(page.t("directory.history.none"))</p>" }
        var entries: [(at: Instant, entry: Timeline.Entry)] = further.map { event, title in
            (at: event.at, entry: Timeline.Entry(title, meta: meta(event.actorKind, event.actorID, event.at)))
        }
        for (index, version) in versions.enumerated() {
            let before = index + 1 < versions.count ? versions[index + 1].fields : [:]
            let isFirst = index + 1 == versions.count
            let entry = Timeline.Entry(
                page.t(isFirst ? "directory.history.created" : "directory.history.changed"),
                meta: meta(version.actorKind, version.actorID, version.at), content: isFirst ? nil : changes(before, version.fields))
            entries.append((at: version.at, entry: entry))
        }
        // Of one moment everything stays in its order, what its fields do not show after the version it came with.
        let order = entries.indices.sorted { (entries[$1].at, $0) < (entries[$0].at, $1) }
        return Timeline(order.map { entries[$0].entry }).html
    }

    private func meta(_ kind: Actor.Kind, _ id: String, _ at: Instant) -> HTML {
        let who =
            switch kind {
            case .account: names[id] ?? page.t("directory.history.someone")
            case .client: names[id] ?? page.t("directory.history.client")
            default: page.t("directory.history.system")
            }
        return "\(who) · \(page.format.moment(at))"
    }

    private func changes(_ before: [String: String], _ after: [String: String]) -> HTML {
        let fields = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        return "<ul>\(each: fields, { field in "<li>\(change(field, before[field], after[field]))</li>" })</ul>"
    }

    private func change(_ field: String, _ before: String?, _ after: String?) -> HTML {
        let name = page.t(fieldName(field, page, under: fields))
        // Of personal fields only fingerprints are kept.
        if (before ?? after ?? "").hasPrefix("#") { return "\(page.t("directory.history.field_changed", ["field": name]))" }
        func words(_ value: String?) -> String { value.map { shown(field, $0) } ?? "–" }
        return "\(name): \(words(before)) → \(words(after))"
    }
}

extension Request {
    /// The history of a record with the names in it.
    /// - Parameters:
    ///   - fields: where the names of its fields stand in the catalogue, as `directory.field`.
    ///   - shown: turns a field's value into words.
    package func history(
        of subject: Reference, fields: String = "directory.field", shown: @escaping (String, String) -> String = { _, value in value }
    ) async throws -> HistoryList {
        let versions = try await database.read { try $0.versions(of: subject) }
        let names = try await desk.names(of: versions.map(\.actorID))
        return HistoryList(page: page, versions: versions, names: names, shown: shown, fields: fields)
    }
}
