import Kernel
import Web

/// Writes public reports as JSON, always with every member: what is missing is `null` and never left out.
struct PublicJSON {
    let names: Names
    let page: Page
    /// Makes an address whole.
    let absolute: @Sendable (String) -> String

    init(_ request: Request) async throws {
        names = try await request.reports.names(request.language)
        page = request.page
        let settings = request.installation.settings
        absolute = { settings.absolute($0) }
    }

    func report(_ report: PublicReport) -> [String: JSONValue] {
        [
            "code": .string(report.code), "url": .string(absolute(ReportPaths.report(report.code))),
            "category": named(report.category, names.category(report.category)),
            "topCategory": named(report.topCategory, names.category(report.topCategory)), "kind": .string(report.kind.rawValue),
            "status": .string(ReportFilter.Status(state: report.state).rawValue), "state": .string(report.state),
            "text": .string(report.text),
            "place": place(report), "agency": agency(report.agency), "receivedAt": instant(report.receivedAt),
            "publishedAt": instant(report.publishedAt), "updatedAt": instant(report.updatedAt), "dueAt": instant(report.dueAt),
            "claimedAt": instant(report.claimedAt), "checkedAt": instant(report.checkedAt), "acceptedAt": instant(report.acceptedAt),
            "closedAt": instant(report.closedAt), "closure": text(report.closure?.rawValue), "isOverdue": .bool(report.isOverdue),
            "reopenings": .integer(report.reopenings), "rating": report.rating.map { .integer($0) } ?? .null,
        ]
    }

    func file(_ file: PublicFile) -> JSONValue {
        var members = report(file.report)
        members["photos"] = .array(file.photos.map { photo($0, ReportPaths.photo($0.id.text), ReportPaths.thumbnail($0.id.text)) })
        members["joined"] = .integer(file.mergedCount)
        members["mergedInto"] = text(file.mergedInto)
        return .object(members)
    }

    /// - Parameter paths: addresses of a photo and of its small copy.
    func entry(_ entry: TimelineEntry, paths: (ReportPhoto) -> (String, String)) -> JSONValue {
        let by = entry.isOfficial ? "official" : entry.actorKind == .system ? "system" : "reporter"
        return [
            "sequence": .integer(entry.sequence), "at": instant(entry.at), "act": .string(entry.act),
            "title": .string(page.t(ActWords.title(entry, page, names))), "by": .string(by), "agency": agency(entry.agency),
            "details": .object(entry.details.mapValues(JSONValue.string)), "texts": .array(entry.texts.map { .string($0.text) }),
            "photos": .array(
                entry.photos.map { shown in
                    let (url, thumbnail) = paths(shown)
                    return photo(shown, url, thumbnail)
                }),
        ]
    }

    func photo(_ photo: ReportPhoto, _ path: String, _ thumbnail: String) -> JSONValue {
        [
            "url": .string(absolute(path)), "thumbnailUrl": .string(absolute(thumbnail)), "role": .string(photo.role.rawValue),
            "width": .integer(photo.draft.width), "height": .integer(photo.draft.height),
        ]
    }

    private func place(_ report: PublicReport) -> JSONValue {
        let position: JSONValue? = report.position.map {
            ["latitude": .number($0.latitude), "longitude": .number($0.longitude), "rounding": .integer($0.rounding)]
        }
        return [
            "village": report.village.map { named($0, names.subdistrict($0)) } ?? .null,
            "subdistrict": report.subdistrict.map { named($0, names.subdistrict($0)) } ?? .null, "position": position ?? .null,
        ]
    }

    func agency(_ id: String?) -> JSONValue { id.map { named($0, names.agency($0)) } ?? .null }
    func named(_ id: String, _ name: String) -> JSONValue { ["id": .string(id), "name": .string(name)] }
    func instant(_ at: Instant?) -> JSONValue { at.map { .string($0.description) } ?? .null }
    func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}
