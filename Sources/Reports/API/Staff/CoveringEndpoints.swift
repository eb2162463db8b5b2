import HTTPTypes
import Images
import Kernel
import Storage
import Web

/// Covering parts of a citizen's photo.
enum CoveringEndpoints {
    static let all = [
        Endpoint(
            .post, StaffAPIPaths.covering, "Put a copy with covered parts in the place of a citizen's photo",
            about: """
                For faces, number plates and papers the public must not see. The photo itself stays for those who work on the case and is never \
                public again; the copy is public at once if the report is, else it is to be named among `publicPhotos` of its verification. \
                Covering anew begins from the photo as it came.
                """,
            permission: .triageReports,
            request: .object(
                .required("photo", .id.about("A photo of the citizen, as it came.")),
                .required("rectangles", .array(of: rectangle, max: 1500).about("What to paint over, in pixels of the photo.")),
                .optional("version", .integer(1...Int.max).about("The version that was seen."))),
            response: .object(
                .required("photo", .id.about("The copy.")), .required("url", .uri), .required("version", .integer(1...Int.max))),
            rate: RateLimit("cover", 120, per: 600)
        ) { request in
            let file = try await request.caseFile()
            let sent = try await request.json(Sent.self)
            guard !sent.rectangles.isEmpty else { throw AppError.invalid("rectangles", "staff.cover.nothing") }
            try CoverRequest.need(file)
            guard let photo = file.photos.first(where: { $0.id.text == sent.photo && $0.isCoverable }) else {
                throw AppError.invalid("photo", "error.not_of_report")
            }
            let parts = sent.rectangles.map { Rectangle(x: $0.x, y: $0.y, width: $0.width, height: $0.height) }
            let copy = try await PhotoIntake(request).cover(photo, parts)
            let (desk, settings) = (request.reports.desk, request.installation.settings)
            do {
                return try await request.once { [actor = request.actor] tx in
                    let act = CoverPhoto(photo: photo.id, copy: copy)
                    let after = try desk.perform(act, on: file.report.id, by: actor, expecting: sent.version, in: tx)
                    let made = try tx.photos(of: after.id).last { $0.original == photo.id }?.id.text ?? ""
                    return .json(
                        [
                            "photo": .string(made), "url": .string(settings.absolute(StaffAPIPaths.photo(made))),
                            "version": .integer(after.version),
                        ] as JSONValue)
                }
            } catch let error as AppError where error.kind == .conflict {
                throw try await request.clash(error, since: sent.version ?? file.report.version)
            }
        }
    ]

    private struct Sent: Decodable {
        struct Part: Decodable {
            var x: Int
            var y: Int
            var width: Int
            var height: Int
        }
        var photo: String
        var rectangles: [Part]
        var version: Int?
    }

    private static let edge = Schema.integer(0...100_000)
    private static let rectangle = Schema.named(
        "Rectangle",
        .object(
            .required("x", edge), .required("y", edge), .required("width", .integer(1...100_000)),
            .required("height", .integer(1...100_000))))
}
