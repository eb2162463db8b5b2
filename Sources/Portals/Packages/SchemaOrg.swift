import Directory
import Kernel
import Web

/// A dataset in schema.org's words, which search engines read in its page.
package enum SchemaOrg {
    package static func json(_ dataset: PortalDataset, _ address: PortalAddress) -> OrderedJSON {
        var members: [OrderedJSON.Member] = [
            .init("@context", "https://schema.org/"), .init("@type", "Dataset"), .init("@id", .string(address.uri(dataset))),
            .init("url", .string(address.page(dataset))), .init("name", .string(dataset.title)),
            .init("description", .string(described(dataset))), .init("identifier", .string(dataset.id)), .init("inLanguage", "id"),
            .init("isAccessibleForFree", .bool(dataset.isOpen)), .init("dateCreated", .string(dataset.createdAt.description)),
            .init("datePublished", .string(dataset.publishedAt.description)),
            .init("dateModified", .string(dataset.modifiedAt.description)),
        ]
        func put(_ name: String, _ value: OrderedJSON?) { if let value { members.append(.init(name, value)) } }
        put("alternateName", dataset.titleEnglish.map(OrderedJSON.string))
        put("keywords", dataset.tags.isEmpty ? nil : .list(dataset.tags.map(OrderedJSON.string)))
        put("license", (dataset.licence.url ?? (dataset.licence.code.isEmpty ? nil : dataset.licence.title)).map(OrderedJSON.string))
        put("version", dataset.tables.map(\.number).max().map { .string(String($0)) })
        let publisher: OrderedJSON = [
            "@type": "GovernmentOrganization", "@id": .string(address.uri(dataset.publisher)), "name": .string(dataset.publisher.title),
        ]
        put("creator", publisher)
        put("publisher", publisher)
        put(
            "includedInDataCatalog", ["@type": "DataCatalog", "@id": .string(address.catalogue), "url": .string(address.absolute("/data"))])
        put("spatialCoverage", dataset.area.map(place))
        put("temporalCoverage", time(dataset).map(OrderedJSON.string))
        let columns = dataset.tables.flatMap(\.columns)
        if dataset.isOpen, !columns.isEmpty {
            var seen: Set<String> = []
            put("variableMeasured", .list(columns.filter { seen.insert($0.name).inserted }.prefix(200).map(variable)))
            put("distribution", .list(dataset.tables.map { file($0, of: dataset, address) }))
        }
        return .object(members)
    }

    /// The data block for the page. It is no program, so the content policy lets it be; a `<` is written as an escape, so that no
    /// text can end the block early.
    package static func block(_ dataset: PortalDataset, _ address: PortalAddress) -> HTML {
        let safe = json(dataset, address).text.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing(
            "&", with: "\\u0026")
        return HTML(raw: "<script type=\"application/ld+json\">\(safe)</script>")
    }

    /// Search engines want between 50 and 5000 letters.
    private static func described(_ dataset: PortalDataset) -> String {
        let text = dataset.description.isEmpty ? dataset.title : dataset.description
        return text.count < 50 ? "\(text) (\(dataset.title), \(dataset.publisher.title))" : String(text.prefix(5000))
    }

    private static func place(_ area: PortalArea) -> OrderedJSON {
        let place: OrderedJSON = ["@type": "Place", "name": .string(area.name), "identifier": .string(area.code)]
        guard let box = area.box else { return place }
        let corners = "\(box.south) \(box.west) \(box.north) \(box.east)"
        return place.with("geo", ["@type": "GeoShape", "box": .string(corners)])
    }

    private static func time(_ dataset: PortalDataset) -> String? {
        switch (dataset.temporalFrom, dataset.temporalTo) {
        case (nil, nil): nil
        case (let from?, nil): "\(from)/.."
        case (nil, let to?): "../\(to)"
        case (let from?, let to?): "\(from)/\(to)"
        }
    }

    private static func variable(_ column: PortalTable.Column) -> OrderedJSON {
        var json: OrderedJSON = ["@type": "PropertyValue", "name": .string(column.title ?? column.name)]
        if let about = column.about { json = json.with("description", .string(about)) }
        if let unit = column.unit { json = json.with("unitText", .string(unit)) }
        return json
    }

    private static func file(_ table: PortalTable, of dataset: PortalDataset, _ address: PortalAddress) -> OrderedJSON {
        [
            "@type": "DataDownload", "name": .string(table.title), "encodingFormat": "text/csv",
            "contentUrl": .string(address.file(table, of: dataset)), "contentSize": .string("\(table.bytes) B"),
            "sha256": .string(table.hash), "dateModified": .string(table.publishedAt.description),
        ]
    }
}
