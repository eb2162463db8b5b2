import HTTPTypes
import Web

/// The pictures themselves.
enum CasePhotoEndpoints {
    static let all = [
        picture(StaffAPIPaths.photo, "A photo of a report", isSmall: false),
        picture(StaffAPIPaths.thumbnail, "A photo of a report, made small", isSmall: true),
    ]

    private static func picture(_ path: Path, _ summary: String, isSmall: Bool) -> Endpoint {
        Endpoint(
            .get, path, summary,
            about: """
                Open to everyone once triage approved it; else to whoever may open the case. To all others it does not exist. `ETag` and \
                `If-None-Match` spare sending an approved one again.
                """,
            responseType: "image/jpeg"
        ) { request in try await PageRoute.photo(request, by: request.actor, isSmall: isSmall) }
    }
}
