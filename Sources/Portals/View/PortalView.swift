import Foundation
import Kernel

/// Everything other portals may know of the catalogue, as it was at one moment; made once for each change.
package final class PortalView: Sendable {
    /// By name.
    package let datasets: [PortalDataset]
    /// Changes with everything in it.
    package let revision: String
    /// Those who publish something, by title.
    package let publishers: [PortalPublisher]
    /// Themes and dimensions, also those without datasets, by title.
    package let groups: [PortalGroup]
    /// By name, with how many datasets have each.
    package let tags: [(name: String, count: Int)]
    package let index: SolrIndex
    /// When the newest of it changed.
    package let modifiedAt: Instant?
    private let places: [String: Int]
    private let tables: [String: (dataset: Int, table: Int)]

    /// - Parameters:
    ///   - before: the view before, from which datasets that have not changed are taken over as they are searched.
    ///   - unchanged: their ids.
    package init(
        _ given: [PortalDataset], groups: [PortalGroup], revision: String, after before: PortalView? = nil, unchanged: Set<String> = [],
        address: (PortalDataset, PortalTable) -> String
    ) {
        let datasets = given.sorted { $0.name < $1.name }
        self.datasets = datasets
        self.revision = revision
        var places: [String: Int] = [:]
        var tables: [String: (dataset: Int, table: Int)] = [:]
        var tags: [String: Int] = [:]
        for (place, dataset) in datasets.enumerated() {
            places[dataset.id] = place
            places[dataset.name] = place
            for (number, table) in dataset.tables.enumerated() { tables[table.id] = (place, number) }
            for tag in Set(dataset.tags) { tags[tag, default: 0] += 1 }
        }
        self.places = places
        self.tables = tables
        self.tags = tags.sorted { $0.key < $1.key }.map { (name: $0.key, count: $0.value) }
        var seen: Set<String> = []
        publishers = datasets.map(\.publisher).filter { seen.insert($0.id).inserted }.sorted { ($0.title, $0.id) < ($1.title, $1.id) }
        self.groups = groups.sorted { ($0.title, $0.id) < ($1.title, $1.id) }
        modifiedAt = datasets.map(\.modifiedAt).max()
        let documents = datasets.map { dataset in
            (unchanged.contains(dataset.id) ? before?.document(dataset.id) : nil)
                ?? SolrDocument(dataset, address: { address(dataset, $0) })
        }
        index = SolrIndex(documents, vocabulary: before?.index.vocabulary ?? SolrVocabulary())
    }

    /// By id or name.
    package func find(_ name: String) -> PortalDataset? { places[name].map { datasets[$0] } }

    private func document(_ id: String) -> SolrDocument? { places[id].map { index.documents[$0] } }

    package func table(_ id: String) -> (dataset: PortalDataset, table: PortalTable)? {
        tables[id].map { (datasets[$0.dataset], datasets[$0.dataset].tables[$0.table]) }
    }

    /// By id or name.
    package func publisher(_ name: String) -> PortalPublisher? { publishers.first { $0.name == name || $0.id == name } }
    package func group(_ name: String) -> PortalGroup? { groups.first { $0.name == name || $0.id == name } }
    package func datasets(of publisher: PortalPublisher) -> [PortalDataset] { datasets.filter { $0.publisher.id == publisher.id } }
    package func datasets(in group: PortalGroup) -> [PortalDataset] { datasets.filter { $0.groups.contains(group) } }
}

extension SolrDocument {
    /// - Parameter address: of a table's file.
    init(_ dataset: PortalDataset, address: (PortalTable) -> String) {
        self.init()
        var whole: [String] = []
        func put(_ field: String, _ value: String, isText: Bool = true) {
            add(field, value)
            if isText { whole.append(value) }
        }
        put("id", dataset.id, isText: false)
        put("name", dataset.name)
        put("name_ngram", dataset.name, isText: false)
        put("title", dataset.title)
        put("title", dataset.titleEnglish ?? "")
        put("title_ngram", dataset.title, isText: false)
        put("title_string", dataset.title, isText: false)
        put("notes", dataset.description)
        put("organization", dataset.publisher.name)
        put("owner_org", dataset.publisher.id, isText: false)
        put("author", dataset.publisher.title)
        put("maintainer", dataset.publisher.title)
        put("license_id", dataset.licence.id, isText: false)
        put("license", dataset.licence.title)
        for tag in dataset.tags { put("tags", tag) }
        for group in dataset.groups { put("groups", group.name) }
        for table in dataset.tables {
            put("res_name", table.title)
            put("res_description", table.about)
            put("res_format", dataset.isOpen ? "CSV" : "HTML", isText: false)
            put("res_url", address(table), isText: false)
        }
        for extra in dataset.extras { put("extras_\(extra.key)", extra.value) }
        for (field, value) in SolrDocument.same { add(field, value) }
        add("metadata_created", dataset.createdAt)
        add("metadata_modified", dataset.modifiedAt)
        for text in whole { add("text", text) }
    }

    /// What is alike in all that is listed here.
    private static let same = [
        ("state", "active"), ("capacity", "public"), ("private", "false"), ("dataset_type", "dataset"), ("type", "dataset"),
        ("entity_type", "package"), ("site_id", "default"),
    ]
}
