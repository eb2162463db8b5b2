import Foundation
import Kernel
import Web

/// One page of what a source lists.
struct HarvestPage {
    var records: [HarvestRecord] = []
    /// Things in the list that have no id or no title, or are no objects.
    var unusable = 0
    /// Address of the next page; `nil` after the last.
    var next: String?
}

/// Reads what the different kinds of sources answer.
enum HarvestListing {
    static let pageSize = 50
    /// Nobody's list is longer; a source that goes on for ever is stopped here.
    static let mostObjects = 50_000

    /// The address of the first page.
    static func first(_ source: HarvestSource) -> String {
        switch source.kind {
        case .ckan: ckan(source.url, start: 0)
        case .dcat, .dataJSON, .file: source.url
        }
    }

    /// - Parameter address: from which the bytes came.
    static func read(_ bytes: [UInt8], _ source: HarvestSource, from address: String) throws(AppError) -> HarvestPage {
        guard let json = try? JSONValue(parsing: bytes) else {
            // DCAT is written in several ways; what is no JSON may be Turtle or RDF/XML.
            if source.kind == .dcat { return try HarvestGraph.read(bytes, from: address) }
            throw AppError.malformed("harvest.not_json")
        }
        switch source.kind {
        case .ckan: return try readCKAN(json, source, address)
        case .dcat, .dataJSON: return try readDCAT(json, address)
        case .file: return HarvestPage()
        }
    }

    private static func ckan(_ base: String, start: Int) -> String {
        var site = base
        while site.hasSuffix("/") { site.removeLast() }
        if let api = site.range(of: "/api/") { site = String(site[..<api.lowerBound]) }
        return "\(site)/api/3/action/package_search?rows=\(pageSize)&start=\(start)&sort=metadata_created+asc"
    }

    private static func readCKAN(_ json: JSONValue, _ source: HarvestSource, _ address: String) throws(AppError) -> HarvestPage {
        guard json["success"] == .bool(true), let result = json["result"], case .array(let items)? = result["results"],
            case .integer(let count)? = result["count"]
        else { throw AppError.malformed("harvest.not_ckan") }
        var page = HarvestPage()
        for item in items {
            let key = text(item["id"])
            let title = text(item["title"]).isEmpty ? text(item["name"]) : text(item["title"])
            guard !key.isEmpty, !title.isEmpty else {
                page.unusable += 1
                continue
            }
            page.records.append(
                HarvestRecord(
                    key: String(key.prefix(500)), title: title, description: body(item["notes"]),
                    tags: list(item["tags"]).map { text($0["name"]) },
                    licence: text(item["license_id"]), page: text(item["url"]),
                    files: list(item["resources"]).map {
                        HarvestRecord.File(url: text($0["url"]), title: text($0["name"]), format: text($0["format"]))
                    }))
        }
        let start = Int(URLComponents(string: address)?.queryItems?.first { $0.name == "start" }?.value ?? "") ?? 0
        if !items.isEmpty, start + items.count < count { page.next = ckan(source.url, start: start + items.count) }
        return page
    }

    /// JSON-LD of a catalogue as CKAN, ArcGIS and data.json write it: the datasets are its `dataset`, or nodes of a `@graph`.
    private static func readDCAT(_ json: JSONValue, _ address: String) throws(AppError) -> HarvestPage {
        let nodes = list(json["@graph"])
        let byID = Dictionary(nodes.map { (text($0["@id"]), $0) }, uniquingKeysWith: { first, _ in first })
        func node(_ value: JSONValue) -> JSONValue {
            let id = text(value["@id"]).isEmpty ? text(value) : text(value["@id"])
            return value["title"] == nil && value["dct:title"] == nil ? byID[id] ?? value : value
        }
        var datasets = list(json["dataset"] ?? json["dcat:dataset"])
        if datasets.isEmpty { datasets = nodes.filter { isType($0, "Dataset") } }
        if datasets.isEmpty, case .array(let items) = json { datasets = items.filter { isType($0, "Dataset") } }
        guard !datasets.isEmpty || isType(json, "Catalog") || !nodes.isEmpty else { throw AppError.malformed("harvest.not_dcat") }
        var page = HarvestPage()
        for dataset in datasets.map(node) {
            func value(_ names: String...) -> JSONValue? {
                names.lazy.compactMap { dataset[$0] ?? dataset["dct:\($0)"] ?? dataset["dcat:\($0)"] ?? dataset["dcterms:\($0)"] }.first
            }
            let key = [text(value("identifier")), text(dataset["@id"]), text(value("landingPage"))].first { !$0.isEmpty } ?? ""
            let title = text(value("title"))
            guard !key.isEmpty, !title.isEmpty else {
                page.unusable += 1
                continue
            }
            page.records.append(
                HarvestRecord(
                    key: String(key.prefix(500)), title: title, description: body(value("description")),
                    tags: list(value("keyword")).map(text), licence: text(value("license")), page: text(value("landingPage")),
                    files: list(value("distribution")).map(node).map { file in
                        func part(_ name: String) -> String { text(file[name] ?? file["dcat:\(name)"] ?? file["dct:\(name)"]) }
                        return HarvestRecord.File(
                            url: part("downloadURL").isEmpty ? part("accessURL") : part("downloadURL"), title: part("title"),
                            format: part("mediaType").isEmpty ? part("format") : part("mediaType"))
                    }))
        }
        page.next = nextPage(json, nodes, address)
        return page
    }

    private static func nextPage(_ json: JSONValue, _ nodes: [JSONValue], _ address: String) -> String? {
        for node in [json] + nodes + [json["view"], json["hydra:view"]].compactMap({ $0 }) {
            for name in ["hydra:next", "next", "hydra:nextPage", "nextPage"] {
                let next = text(node[name])
                if !next.isEmpty, next != address, let url = URL(string: next, relativeTo: URL(string: address)) {
                    return url.absoluteString
                }
            }
        }
        return nil
    }

    private static func isType(_ value: JSONValue, _ name: String) -> Bool {
        list(value["@type"]).map(text).contains { $0 == name || $0.hasSuffix(":\(name)") || $0.hasSuffix("#\(name)") }
    }

    /// A list, or the one thing that stands for a list of one.
    private static func list(_ value: JSONValue?) -> [JSONValue] {
        switch value {
        case .array(let items)?: items
        case nil, .null?: []
        case let one?: [one]
        }
    }

    /// One line of text, also of a value with a language or an id; the first of several.
    private static func text(_ value: JSONValue?) -> String {
        switch value {
        case .string(let text)?: Plain.line(String(text.prefix(4_000)))
        case .integer(let number)?: "\(number)"
        case .array(let items)?: text(items.first)
        case .object?: text(value?["@value"] ?? value?["@id"] ?? value?["id"] ?? value?["rdfs:label"])
        default: ""
        }
    }

    /// Text of several lines, without the tags that some portals put into it.
    private static func body(_ value: JSONValue?) -> String {
        guard case .string(let text)? = value else { return text(value) }
        return Plain.text(String(text.prefix(20_000)).replacing(/<[^>]{1,200}>/, with: " "))
    }
}
