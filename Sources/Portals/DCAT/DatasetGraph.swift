import Kernel
import Web

/// Datasets in the words of DCAT 3, as DCAT-AP 3 wants them. Whatever is referred to says itself what it is: validators without
/// the ontologies beside them cannot know that a `vcard:Organization` is a `vcard:Kind`, or an address of a theme a concept.
package struct DatasetGraph {
    package internal(set) var graph = RDFGraph()
    let address: PortalAddress

    package init(address: PortalAddress) { self.address = address }

    private typealias N = RDFName

    /// - Returns: what names the dataset.
    @discardableResult
    package mutating func add(_ dataset: PortalDataset) -> RDFTerm {
        let it = RDFTerm.address(address.uri(dataset))
        graph.add(it, types: N.dcat + "Dataset")
        graph.add(it, N.dct + "title", .text(dataset.title, "id"))
        graph.add(it, N.dct + "title", dataset.titleEnglish.map { .text($0, "en") })
        graph.add(it, N.dct + "description", .text(dataset.description.isEmpty ? dataset.title : dataset.description, "id"))
        graph.add(it, N.dct + "identifier", .text(dataset.id))
        graph.add(it, N.dct + "issued", moment(dataset.publishedAt))
        graph.add(it, N.dct + "modified", moment(dataset.modifiedAt))
        for tag in dataset.tags { graph.add(it, N.dcat + "keyword", .text(tag, "id")) }
        graph.add(it, N.dcat + "landingPage", document(address.page(dataset)))
        graph.add(it, N.dct + "language", language())
        graph.add(it, N.dct + "publisher", agent(dataset.publisher))
        graph.add(it, N.dcat + "contactPoint", contact(dataset))
        graph.add(it, N.dct + "accessRights", rights(dataset.isOpen))
        for group in dataset.groups { graph.add(it, N.dcat + "theme", concept(group)) }
        if let frequency = dataset.frequency {
            graph.add(it, N.dct + "accrualPeriodicity", thing(frequency.uri, N.dct + "Frequency"))
        }
        if let version = dataset.tables.map(\.number).max() { graph.add(it, N.dcat + "version", .text(String(version))) }
        if let code = dataset.standardCode { graph.add(it, N.dct + "conformsTo", standard(code)) }
        graph.add(it, N.dct + "spatial", dataset.area.map { place($0) })
        graph.add(it, N.dct + "temporal", period(dataset))
        for table in dataset.tables { graph.add(it, N.dcat + "distribution", distribution(table, of: dataset)) }
        return it
    }

    private mutating func distribution(_ table: PortalTable, of dataset: PortalDataset) -> RDFTerm {
        let it = RDFTerm.address(address.uri(table, of: dataset))
        graph.add(it, types: N.dcat + "Distribution")
        graph.add(it, N.dct + "title", .text(table.title, "id"))
        if !table.about.isEmpty { graph.add(it, N.dct + "description", .text(table.about, "id")) }
        graph.add(it, N.dct + "issued", moment(table.createdAt))
        graph.add(it, N.dct + "modified", moment(table.publishedAt))
        graph.add(it, N.dct + "license", licence(dataset.licence))
        graph.add(it, N.dct + "rights", rights(dataset.isOpen))
        graph.add(it, N.dct + "language", language())
        guard dataset.isOpen else {
            graph.add(it, N.dcat + "accessURL", resource(address.page(dataset)))
            return it
        }
        let file = address.file(table, of: dataset)
        graph.add(it, N.dcat + "accessURL", resource(file))
        graph.add(it, N.dcat + "downloadURL", resource(file))
        let media = thing("https://www.iana.org/assignments/media-types/text/csv", N.dct + "MediaType")
        // ckanext-dcat reads what it is called, and tells CKAN's format by that; of the addresses alone it knows neither.
        graph.add(media, N.rdfs + "label", .text("text/csv"))
        graph.add(it, N.dcat + "mediaType", media)
        let format = "http://publications.europa.eu/resource/authority/file-type/CSV"
        graph.add(it, N.dct + "format", thing(format, N.dct + "MediaTypeOrExtent"))
        graph.add(it, N.dcat + "byteSize", .typed(String(table.bytes), "nonNegativeInteger"))
        let sum = graph.newBlank()
        graph.add(sum, types: N.spdx + "Checksum")
        graph.add(sum, N.spdx + "algorithm", thing(N.spdx + "checksumAlgorithm_sha256", N.spdx + "ChecksumAlgorithm"))
        graph.add(sum, N.spdx + "checksumValue", .typed(table.hash, "hexBinary"))
        graph.add(it, N.spdx + "checksum", sum)
        return it
    }

    func moment(_ instant: Instant) -> RDFTerm { .typed(instant.description, "dateTime") }

    /// An address that says of itself what it is.
    mutating func thing(_ uri: String, _ type: String) -> RDFTerm {
        let it = RDFTerm.address(uri)
        graph.add(it, types: type)
        return it
    }

    mutating func document(_ uri: String) -> RDFTerm { thing(uri, N.foaf + "Document") }
    mutating func resource(_ uri: String) -> RDFTerm { thing(uri, N.rdfs + "Resource") }

    mutating func language() -> RDFTerm {
        thing("http://publications.europa.eu/resource/authority/language/IND", N.dct + "LinguisticSystem")
    }

    mutating func rights(_ isOpen: Bool) -> RDFTerm {
        thing(
            "http://publications.europa.eu/resource/authority/access-right/\(isOpen ? "PUBLIC" : "RESTRICTED")", N.dct + "RightsStatement")
    }

    mutating func agent(_ publisher: PortalPublisher) -> RDFTerm {
        let it = RDFTerm.address(address.uri(publisher))
        graph.add(it, types: N.foaf + "Agent", N.foaf + "Organization")
        graph.add(it, N.foaf + "name", .text(publisher.title, "id"))
        return it
    }

    private mutating func contact(_ dataset: PortalDataset) -> RDFTerm {
        let it = graph.newBlank()
        graph.add(it, types: N.vcard + "Kind", N.vcard + "Organization")
        graph.add(it, N.vcard + "fn", .text(dataset.publisher.title))
        if let email = dataset.email ?? dataset.publisher.email { graph.add(it, N.vcard + "hasEmail", .address("mailto:\(email)")) }
        if dataset.email == nil, !dataset.contact.isEmpty { graph.add(it, N.vcard + "note", .text(dataset.contact)) }
        return it
    }

    mutating func concept(_ group: PortalGroup) -> RDFTerm {
        let it = RDFTerm.address(group.uri ?? address.absolute(PortalPaths.group(group.name)))
        graph.add(it, types: N.skos + "Concept")
        graph.add(it, N.skos + "prefLabel", .text(group.title, "id"))
        graph.add(it, N.skos + "prefLabel", .text(group.titleEnglish, "en"))
        graph.add(it, N.skos + "inScheme", scheme(of: group))
        return it
    }

    /// The vocabulary a theme stands in: the EU's, or our own.
    mutating func scheme(of group: PortalGroup) -> RDFTerm {
        let isTheirs = group.uri != nil
        let it = RDFTerm.address(
            isTheirs ? "http://publications.europa.eu/resource/authority/data-theme" : address.absolute("/group"))
        graph.add(it, types: N.skos + "ConceptScheme")
        graph.add(it, N.dct + "title", isTheirs ? .text("Data theme", "en") : .text("Dimensi dan tema daerah", "id"))
        return it
    }

    private mutating func licence(_ licence: PortalLicence) -> RDFTerm {
        let it = licence.url.map(RDFTerm.address) ?? graph.newBlank()
        graph.add(it, types: N.dct + "LicenseDocument")
        graph.add(it, N.dct + "title", .text(licence.title, "en"))
        return it
    }

    private mutating func standard(_ code: String) -> RDFTerm {
        let it = graph.newBlank()
        graph.add(it, types: N.dct + "Standard")
        graph.add(it, N.dct + "identifier", .text(code))
        graph.add(it, N.dct + "title", .text("Standar Data Statistik Nasional \(code)", "id"))
        return it
    }

    private mutating func place(_ area: PortalArea) -> RDFTerm {
        let it = graph.newBlank()
        graph.add(it, types: N.dct + "Location")
        graph.add(it, N.skos + "prefLabel", .text(area.name, "id"))
        graph.add(it, N.dct + "identifier", .text(area.code))
        if let box = area.box {
            graph.add(it, N.dcat + "bbox", .literal(box.wkt, .type(N.geosparql + "wktLiteral")))
        }
        return it
    }

    private mutating func period(_ dataset: PortalDataset) -> RDFTerm? {
        guard dataset.temporalFrom != nil || dataset.temporalTo != nil else { return nil }
        let it = graph.newBlank()
        graph.add(it, types: N.dct + "PeriodOfTime")
        graph.add(it, N.dcat + "startDate", dataset.temporalFrom.map { .typed($0.description, "date") })
        graph.add(it, N.dcat + "endDate", dataset.temporalTo.map { .typed($0.description, "date") })
        return it
    }
}
