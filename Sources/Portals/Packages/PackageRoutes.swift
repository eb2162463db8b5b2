import Catalogue
import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Web

/// A dataset as one package, by its address or as a file with everything in it; and the catalogue as one `data.json`.
enum PackageRoutes {
    static let all: [Endpoint] = [package, zip, dataJSON]
    static let dialect = Dialect("Data Package 2 and DCAT-US 1.1")
    /// Of a dataset by itself, in every format.
    static let asOf = Endpoint.Parameter(
        AsOf.name, .string, "The tables as they were shown at the end of a day, or at a moment; the words about them are today's.")

    private static let package = Endpoint(
        .get, PortalPaths.package, "A dataset as a Frictionless Data Package", parameters: [asOf], response: .any, dialect: dialect
    ) { request in
        let (dataset, address, _) = try await PortalDataset.asked(request, try request.parameter("name"))
        return json(DataPackage.json(dataset, address) { address.file($0, of: dataset) })
    }

    private static let zip = Endpoint(
        .get, PortalPaths.packageZip, "A dataset as a Data Package with its files in a zip", parameters: [asOf],
        responseType: "application/zip", dialect: dialect
    ) { request in
        let (dataset, address, moment) = try await PortalDataset.asked(request, try request.parameter("name"))
        let reader = request.catalogueReader
        var files: [(name: String, path: String)] = []
        for table in dataset.tables {
            let opened = try await reader.open(
                .distribution(Identifier(table.id), asOf: moment), for: request.actor, purpose: .export)
            // Whoever may read a part only gets it from the table's own page; the package promises the whole with its hash.
            guard opened.rule.isWhole, opened.version.hash == table.hash else { throw AppError(.forbidden, "error.data_partial") }
            files.append(("\(table.name).csv", try await reader.files.csv(table.hash)))
        }
        guard dataset.tables.reduce(0, { $0 + $1.bytes }) < 3 << 30 else { throw AppError.tooLarge("portals.package_too_large") }
        let described = DataPackage.json(dataset, address, isWhole: true) { "\($0.name).csv" }.bytes
        let local = dataset.modifiedAt.parts(offsetHours: request.installation.settings.offsetHours)
        return Reply(
            headers: [
                .contentType: "application/zip", .contentDisposition: "attachment; filename=\"\(dataset.name).zip\"",
                .cacheControl: dataset.isOpen ? "no-cache" : "no-store",
            ],
            body: .stream { [files] writer in
                let zip = ZipWriter(at: local.day, local.time)
                try await writer.write(zip.begin("datapackage.json"))
                try await writer.write(zip.add(described))
                try await writer.write(zip.end())
                for file in files {
                    try await writer.write(zip.begin(file.name))
                    guard let handle = FileHandle(forReadingAtPath: file.path) else { throw AppError.notFound }
                    defer { try? handle.close() }
                    while let piece = try handle.read(upToCount: 256 << 10), !piece.isEmpty {
                        try await writer.write(zip.add(Array(piece)))
                    }
                    try await writer.write(zip.end())
                }
                try await writer.write(zip.finish())
            })
    }

    private static let dataJSON = Endpoint(
        .get, PortalPaths.dataJSON, "The catalogue as DCAT-US", response: .any, dialect: dialect
    ) { request in
        let view = try await PortalView.now(request.installation)
        return json(DataJSON.json(view, PortalAddress(request.installation.settings))).etag(
            String(portalID("data", view.revision).prefix(23)))
    }

    private static func json(_ json: OrderedJSON) -> Reply {
        Reply(headers: [.contentType: "application/json", .cacheControl: "no-cache"], body: .bytes(ByteBuffer(bytes: json.bytes)))
    }
}
