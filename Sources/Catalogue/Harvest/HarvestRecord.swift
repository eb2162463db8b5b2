import Kernel
import Work

/// What a source says about one dataset, whatever language it says it in.
package struct HarvestRecord: Sendable, Equatable, Codable {
    /// A file the source has of this dataset.
    package struct File: Sendable, Equatable, Codable {
        package var url: String
        package var title: String
        package var format: String
        /// What was fetched last, so that only what changed is fetched again.
        package var etag: String?
        package var hash: String?
        package var table: String?
    }

    package var key: String
    package var title: String
    package var description: String
    package var tags: [String]
    package var licence: String
    package var page: String
    package var files: [File]

    /// The same as long as the source says the same.
    var digest: String {
        Seal.digest([title, description, licence, page] + tags + files.flatMap { [$0.url, $0.title, $0.format] })
    }

    private static let formats: Set<String> = ["csv", "tsv", "xlsx", "xlsm", "json", "ndjson", "jsonl", "geojson"]
    /// More files of one dataset than this are left where they are.
    static let mostFiles = 20

    /// Files that hold tables, by what the source calls their format or by the ending of their address.
    var tables: [File] {
        Array(files.filter { HarvestRecord.isTable($0) }.prefix(HarvestRecord.mostFiles))
    }

    private static func isTable(_ file: File) -> Bool {
        let format = file.format.lowercased().split(whereSeparator: { "/.;+ ".contains($0) }).map(String.init)
        if format.contains(where: formats.contains) || format.contains("spreadsheetml") || format.contains("sheet") { return true }
        let path = file.url.split(separator: "?")[0].lowercased()
        return format.isEmpty && formats.contains { path.hasSuffix(".\($0)") }
    }

    /// As a dataset of ours: what we demand and the source does not say is filled in plainly.
    func draft(_ source: HarvestSource, name: String) -> DatasetDraft {
        var draft = DatasetDraft()
        draft.name = name
        draft.title = String(title.prefix(200))
        if draft.title.count < 3 { draft.title = "\(title) – \(source.title)" }
        let origin = "Diambil dari \(source.title): \(page.isEmpty ? source.url : page)"
        draft.description = description.count >= 20 ? String(description.prefix(9_000)) : origin
        draft.producer = source.agency
        draft.tags = tags.filter { (2...50).contains($0.count) }.prefix(30).map { $0 }
        draft.licence = HarvestRecord.licence(licence)
        draft.frequency = .irregular
        draft.contact = String(origin.prefix(300))
        return draft
    }

    /// SPDX of a licence as portals write it; what is not known to be open counts as not open.
    static func licence(_ text: String) -> String {
        let plain = text.lowercased().filter { $0.isLetter || $0.isNumber }
        if plain.contains("ccbysa") || plain.contains("bysa40") { return "CC-BY-SA-4.0" }
        if plain.contains("ccby") || plain.contains("licensesby40") { return "CC-BY-4.0" }
        if plain.contains("cczero") || plain.contains("cc0") || plain.contains("publicdomain") { return "CC0-1.0" }
        return plain.contains("odbl") ? "ODbL-1.0" : "other"
    }
}
