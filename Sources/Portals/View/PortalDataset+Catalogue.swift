import Catalogue
import Columns
import Directory
import Ingest
import Kernel

extension PortalDataset {
    /// `nil` for what other portals are not told of: closed datasets, withdrawn ones, and such as have no version yet.
    init?(_ entry: CatalogueEntry, agencies: AgencyTree, places: PlacesSnapshot, groups: [String: PortalGroup]) {
        let dataset = entry.dataset
        guard dataset.state == .published, dataset.access != .closed, !entry.versions.isEmpty else { return nil }
        let names = dataset.themes.map(portalName) + (dataset.dimension.map { [PortalGroup.name($0)] } ?? [])
        self.init(
            id: dataset.id.text, name: dataset.name, title: dataset.title, titleEnglish: dataset.titleEnglish,
            description: dataset.description, publisher: PortalPublisher(dataset.producer, in: agencies),
            isOpen: dataset.access == .open, accessReason: dataset.accessReason, contact: dataset.contact,
            licence: PortalLicence(code: dataset.licence), groups: names.compactMap { groups[$0] }, tags: portalTags(dataset.tags),
            area: dataset.area.map { PortalArea($0, in: places) }, temporalFrom: dataset.temporalFrom, temporalTo: dataset.temporalTo,
            frequency: PortalFrequency(dataset.frequency.rawValue), standardCode: dataset.standardCode, kind: dataset.kind.rawValue,
            isPriority: dataset.isPriority,
            facts: dataset.bps.sorted { $0.key < $1.key }.map { ("bps_\($0.key)", $0.value) }, createdAt: dataset.createdAt,
            publishedAt: dataset.publishedAt ?? dataset.createdAt,
            modifiedAt: max(dataset.updatedAt, entry.lastPublishedAt ?? dataset.updatedAt),
            tables: entry.distributions.compactMap { table in entry.versions[table.id].map { PortalTable(table, $0) } })
    }
}

extension PortalTable {
    init(_ table: Distribution, _ version: DatasetVersion) {
        let (shape, stored) = (version.shape, version.storedSchema)
        self.init(
            id: table.id.text, name: table.name, title: table.title, about: version.note, position: table.position, hash: version.hash,
            bytes: version.bytes, rows: version.rows, number: version.number, createdAt: table.createdAt,
            publishedAt: version.publishedAt,
            describe: {
                let fields = stored.value.byName
                let columns = shape.columns.map { column -> Column in
                    let field = fields[column.name]
                    return Column(
                        name: column.name, type: column.type.rawValue, title: field?.title,
                        about: field?.description ?? field?.standard.definition, unit: field?.standard.unit, role: field?.standard.role)
                }
                return (columns, stored.json)
            })
    }
}

extension PortalPublisher {
    init(_ id: Identifier<Agency>, in agencies: AgencyTree) {
        let agency = agencies[id]
        self.init(
            id: id.text, name: agency.map { portalName($0.code) } ?? id.text, title: agency?.name ?? id.text,
            email: agency?.email.flatMap(portalEmail),
            createdAt: agency.flatMap { Instant("\($0.validFrom)T00:00:00Z") } ?? Instant(milliseconds: 0))
    }
}

extension PortalArea {
    init(_ code: RegionCode, in places: PlacesSnapshot) {
        let box = places.shape(code)?.box
        self.init(code: code.text, name: places.name(code), box: box.flatMap { $0.isEmpty ? nil : $0 })
    }
}
