import Catalogue
import Kernel
import Storage
import Web

extension PortalDataset {
    /// The dataset that an address names, with its tables as they were shown at the moment it asks for; as they are now without one.
    /// - Throws: `.invalid` for what is no moment, `.notFound` when it had no table then; for a version that stays shut though its dataset
    ///   was opened since, what the gate says of it: here all are told the same.
    static func asked(_ request: Request, _ name: String) async throws -> (dataset: PortalDataset, address: PortalAddress, asOf: Instant?) {
        let view = try await PortalView.now(request.installation)
        guard let now = view.find(name) else { throw AppError.notFound }
        var address = PortalAddress(request.installation.settings)
        guard let text = request.query[AsOf.name] else { return (now, address, nil) }
        let reader = request.catalogueReader
        let moment = try AsOf.moment(text, reader.directory)
        guard let entry = reader.index.entry(Identifier(now.id)) else { throw AppError.notFound }
        let (versions, shut) = try await reader.index.database.read { tx in
            let versions = try entry.distributions.compactMap { table in
                try tx.version(of: table.id, asOf: moment).map { (table: table, version: $0) }
            }
            let past = versions.filter { $0.version.id != $0.table.currentVersion }.map { $0.version }
            return (versions, try now.isOpen ? tx.withheld(past) : [])
        }
        guard let last = versions.map({ $0.version.publishedAt }).max() else { throw AppError.notFound }
        guard shut.isEmpty else {
            throw AppError(request.actor.kind == .visitor ? .unauthenticated : .forbidden, "error.version_withheld")
        }
        address.asOf = text
        var dataset = now
        dataset.tables = versions.map { PortalTable($0.table, $0.version) }
        // Its words are today's.
        dataset.modifiedAt = last
        return (dataset, address, moment)
    }
}
