import HTTPTypes
import Kernel
import Storage
import Web

extension PageRoute {
    /// Pictures of reports. Those that triage approved may be kept by anyone, for their bytes never change; the others are kept
    /// by nobody.
    static let photos: [PageRoute] = [
        .get(ReportPaths.photo) { request in try await photo(request, by: request.actor, isSmall: false) },
        .get(ReportPaths.thumbnail) { request in try await photo(request, by: request.actor, isSmall: true) },
        .get(ReportPaths.followPhoto) { request in try await photo(request, by: try await request.reporter().actor, isSmall: false) },
        .get(ReportPaths.followThumbnail) { request in try await photo(request, by: try await request.reporter().actor, isSmall: true) },
    ]

    /// The picture in the path, or its small copy, for those who may see it.
    static func photo(_ request: Request, by actor: Actor, isSmall: Bool) async throws -> Reply {
        let site = request.reports
        let photo = try await site.desk.mayShow(photo: try request.id("id"), to: actor)
        let file = isSmall ? photo.draft.thumbnail : photo.draft.file
        // Whether strangers may see it decides who may keep it, whoever asks.
        let isOpen = (try? await site.desk.mayShow(photo: photo.id, to: .visitor)) != nil
        if isOpen, request.headers[.ifNoneMatch] == "\"\(file)\"" { return Reply.notModified.etag(file).unchanging }
        guard let bytes = try await site.files.get(file) else { throw AppError.notFound }
        let reply = Reply.bytes(bytes, type: "image/jpeg")
        return isOpen ? reply.etag(file).unchanging : reply.header("Cache-Control", "private, no-store")
    }
}

extension Reply {
    /// For bytes that never change under their address. A week and not a year, because a picture can be taken back.
    var unchanging: Reply { header("Cache-Control", "public, max-age=604800, immutable") }
}
