import Kernel

/// The catalogue as one `data.json` in the form of DCAT-US 1.1 (Project Open Data), which Socrata's and ArcGIS's tools read.
package enum DataJSON {
    package static func json(_ view: PortalView, _ address: PortalAddress) -> OrderedJSON {
        [
            "@context": "https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld", "@id": .string(address.absolute("/data.json")),
            "@type": "dcat:Catalog", "conformsTo": "https://project-open-data.cio.gov/v1.1/schema",
            "describedBy": "https://project-open-data.cio.gov/v1.1/schema/catalog.json",
            "dataset": .list(view.datasets.map { dataset($0, address) }),
        ]
    }

    private static func dataset(_ dataset: PortalDataset, _ address: PortalAddress) -> OrderedJSON {
        var json: OrderedJSON = [
            "@type": "dcat:Dataset", "identifier": .string(address.uri(dataset)), "title": .string(dataset.title),
            "description": .string(dataset.description.isEmpty ? dataset.title : dataset.description),
            "keyword": .list((dataset.tags.isEmpty ? [dataset.publisher.name] : dataset.tags).map(OrderedJSON.string)),
            "issued": .string(dataset.publishedAt.description), "modified": .string(dataset.modifiedAt.description),
            "publisher": ["@type": "org:Organization", "name": .string(dataset.publisher.title)],
            "contactPoint": contact(dataset), "accessLevel": dataset.isOpen ? "public" : "restricted public",
            "landingPage": .string(address.page(dataset)), "language": ["id"],
        ]
        if !dataset.isOpen { json = json.with("rights", .text(dataset.accessReason ?? "terbatas")) }
        if let url = dataset.licence.url { json = json.with("license", .string(url)) }
        if let area = dataset.area { json = json.with("spatial", .string(area.name)) }
        if let from = dataset.temporalFrom, let to = dataset.temporalTo { json = json.with("temporal", .string("\(from)/\(to)")) }
        if let period = dataset.frequency?.period { json = json.with("accrualPeriodicity", .string("R/\(period)")) }
        if !dataset.groups.isEmpty { json = json.with("theme", .list(dataset.groups.map { .string($0.title) })) }
        if dataset.isOpen {
            let files = dataset.tables.map { table -> OrderedJSON in
                [
                    "@type": "dcat:Distribution", "title": .string(table.title), "format": "CSV", "mediaType": "text/csv",
                    "downloadURL": .string(address.file(table, of: dataset)),
                ]
            }
            json = json.with("distribution", .list(files))
        }
        return json
    }

    private static func contact(_ dataset: PortalDataset) -> OrderedJSON {
        let json: OrderedJSON = ["@type": "vcard:Contact", "fn": .string(dataset.publisher.title)]
        return (dataset.email ?? dataset.publisher.email).map { json.with("hasEmail", .string("mailto:\($0)")) } ?? json
    }
}
