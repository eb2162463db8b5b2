import Catalogue
import Directory
import Kernel
import Web

extension Capability {
    /// The catalogue as other portals and tools of the field read it: CKAN, DCAT, OGC API Features, feeds and packages. Needs the
    /// catalogue.
    package static func portals() throws -> Capability {
        Capability(
            name: "portals", words: try PortalWords.load(), pages: DatasetRoutes.all,
            endpoints: ActionEndpoints.all + [DatastoreDump.endpoint] + DCATEndpoints.all + PackageRoutes.all + FeedRoutes.all
                + FeatureEndpoints.all,
            start: start)
    }

    @Sendable private static func start(_ installation: Installation) {
        let (address, directory) = (PortalAddress(installation.settings), installation.services.get(DirectoryIndex.self))
        installation.services.put(PortalViews(index: installation.services.get(), directory: directory, address: address))
        installation.services.put(FeatureCollections(directory: directory))
        // What the catalogue's own pages show of all this.
        installation.services.put(DatasetDoors.known)
        installation.services.put(
            DatasetMarkup { entry, _ in
                PortalDataset(entry, agencies: directory.agencies, places: directory.places.now, groups: [:]).map {
                    SchemaOrg.json($0, address).text
                }
            })
    }
}
