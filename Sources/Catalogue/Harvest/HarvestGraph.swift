import Foundation
import Kernel
import Triples

/// A catalogue in DCAT, written as linked data of any kind: its datasets and where its next page is.
struct HarvestGraph {
    private static let dcat = "http://www.w3.org/ns/dcat#"
    private static let terms = "http://purl.org/dc/terms/"
    private static let old = "http://purl.org/dc/elements/1.1/"
    private static let type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    private static let hydra = "http://www.w3.org/ns/hydra/core#"
    private static let label = "http://www.w3.org/2000/01/rdf-schema#label"

    private var said: [String: [String: [Triple.Term]]] = [:]
    /// In the order of the document.
    private var nodes: [String] = []

    init(_ triples: [Triple]) {
        for triple in triples {
            guard let subject = triple.subject.node else { continue }
            if said[subject] == nil { nodes.append(subject) }
            said[subject, default: [:]][triple.predicate, default: []].append(triple.object)
        }
    }

    /// Reads Turtle or RDF/XML, whichever it is.
    static func read(_ bytes: [UInt8], from address: String) throws(AppError) -> HarvestPage {
        let head = String(decoding: bytes.prefix(4000), as: UTF8.self)
        let start = head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let isXML = start.hasPrefix("<?xml") || start.hasPrefix("<rdf:") || (start.hasPrefix("<") && head.contains("22-rdf-syntax-ns#\""))
        let triples = isXML ? try RDFXML.read(bytes, base: address) : try Turtle.read(bytes, base: address)
        return try HarvestGraph(triples).page(from: address)
    }

    /// - Throws: `malformed` where there is no catalogue and no dataset.
    func page(from address: String) throws(AppError) -> HarvestPage {
        let datasets = nodes.filter { isA($0, "Dataset") }
        guard !datasets.isEmpty || nodes.contains(where: { isA($0, "Catalog") }) else { throw .malformed("harvest.not_dcat") }
        var page = HarvestPage()
        for node in datasets {
            let title = line(node, Self.terms + "title", Self.old + "title")
            let key =
                [line(node, Self.terms + "identifier"), node.hasPrefix("_:") ? "" : node, line(node, Self.dcat + "landingPage")]
                .first { !$0.isEmpty } ?? ""
            guard !title.isEmpty, !key.isEmpty else {
                page.unusable += 1
                continue
            }
            page.records.append(record(node, key: key, title: title))
        }
        page.next = next(address)
        return page
    }

    private func record(_ node: String, key: String, title: String) -> HarvestRecord {
        HarvestRecord(
            key: String(key.prefix(500)), title: title, description: body(node, Self.terms + "description"),
            tags: values(node, Self.dcat + "keyword").map(Self.plain).filter { !$0.isEmpty },
            licence: line(node, Self.terms + "license", Self.terms + "rights"), page: line(node, Self.dcat + "landingPage"),
            files: values(node, Self.dcat + "distribution").compactMap(\.node).map { file in
                let download = line(file, Self.dcat + "downloadURL")
                return HarvestRecord.File(
                    url: download.isEmpty ? line(file, Self.dcat + "accessURL") : download, title: line(file, Self.terms + "title"),
                    format: format(file))
            })
    }

    /// What a distribution is, as its media type or format says; of an IANA or EU address the last part.
    private func format(_ file: String) -> String {
        let said = line(file, Self.dcat + "mediaType", Self.terms + "format")
        if let parts = said.range(of: "/media-types/") { return String(said[parts.upperBound...]) }
        return said.contains("://") ? said.split(separator: "/").last.map(String.init) ?? "" : said
    }

    private func next(_ address: String) -> String? {
        for node in nodes {
            for name in ["next", "nextPage"] {
                let next = line(node, Self.hydra + name)
                if !next.isEmpty, next != address { return URL(string: next, relativeTo: URL(string: address))?.absoluteString }
            }
        }
        return nil
    }

    private func isA(_ node: String, _ name: String) -> Bool {
        said[node]?[Self.type]?.contains { term in
            guard case .iri(let type) = term else { return false }
            return type == Self.dcat + name || (name == "Dataset" && type == "http://schema.org/Dataset")
        } ?? false
    }

    private func values(_ node: String, _ predicate: String) -> [Triple.Term] { said[node]?[predicate] ?? [] }

    /// One line, of several languages Indonesian first, then none, then English, then whichever.
    private func line(_ node: String, _ predicates: String...) -> String {
        for predicate in predicates {
            let found = Self.best(values(node, predicate))
            // A licence or format that is a node of its own has a label or title.
            if let inner = found?.node, said[inner] != nil {
                let named = Self.best(values(inner, Self.terms + "title") + values(inner, Self.label))
                return named.map(Self.plain) ?? (inner.hasPrefix("_:") ? "" : inner)
            }
            if let found { return Self.plain(found) }
        }
        return ""
    }

    private func body(_ node: String, _ predicate: String) -> String {
        guard case .literal(let text, _)? = Self.best(values(node, predicate)) else { return "" }
        return Plain.text(String(text.prefix(20_000)).replacing(/<[^>]{1,200}>/, with: " "))
    }

    private static func best(_ terms: [Triple.Term]) -> Triple.Term? {
        func rank(_ term: Triple.Term) -> Int {
            guard case .literal(_, let language) = term else { return 4 }
            return language == "id" || language.hasPrefix("id-") ? 0 : language.isEmpty ? 1 : language.hasPrefix("en") ? 2 : 3
        }
        return terms.enumerated().min { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }?.element
    }

    private static func plain(_ term: Triple.Term) -> String {
        switch term {
        case .iri(let text): text
        case .blank: ""
        case .literal(let text, _): Plain.line(String(text.prefix(4000)))
        }
    }
}
