import HTTPTypes
import Kernel
import Web

/// Reading public reports.
enum PublicReportEndpoints {
    static let all = [list, map, one, timeline]

    static let list = Endpoint(
        .get, ReportAPIPaths.reports, "Public reports, the newest received first",
        about: "Only reports that triage approved for the public; confidential ones are nowhere.",
        parameters: PublicSchemas.filters + [.init("q", .string(max: 200), "Words to search for.")] + Endpoint.Parameter.paging,
        response: .page(of: PublicSchemas.report)
    ) { request in
        try await request.unlessChanged(try await request.reports.validator()) { try await page(request) }
    }

    private static func page(_ request: Request) async throws -> Reply {
        let desk = request.reports.desk
        let json = try await PublicJSON(request)
        let after = try request.cursor("reports").flatMap { ReportCursor($0.values.first ?? "") }
        let limit = request.pageLimit
        var reports: [PublicReport]
        if let words = request.query["q"] {
            reports = try await desk.searchPublic(words, request.publicFilter, before: after?.id, limit: limit + 1).reports
        } else {
            let (found, hasMore) = try await desk.publicReports(request.publicFilter, after: after, limit: limit + 1)
            // One row too many tells whether there is a next page.
            reports = hasMore ? Array(found.prefix(limit + 1)) : found
        }
        return try .json(
            request.page("reports", reports, { JSONValue.object(json.report($0)) }) { Cursor([ReportCursor($0).text]) })
    }

    static let one = Endpoint(
        .get, ReportAPIPaths.report, "One public report",
        about: "404 for what does not exist and for what the public may not see; which of the two is not told.",
        response: PublicSchemas.file
    ) { request in
        let file = try await request.reports.desk.publicFile(code: try request.parameter("code"))
        return .json(try await PublicJSON(request).file(file))
    }

    static let timeline = Endpoint(
        .get, ReportAPIPaths.timeline, "What happened to a public report, the first things first",
        response: .object(.required("items", .array(of: PublicSchemas.entry)))
    ) { request in
        let file = try await request.reports.desk.publicFile(code: try request.parameter("code"))
        let json = try await PublicJSON(request)
        let items = file.timeline.map { json.entry($0) { (ReportPaths.photo($0.id.text), ReportPaths.thumbnail($0.id.text)) } }
        return try .json(["items": JSONValue.array(items)])
    }

    static let map = Endpoint(
        .get, ReportAPIPaths.map, "Public reports on a map, as GeoJSON points",
        about: """
            The newest \(ReportMap.mostReports) that fit the filters, at their rounded places; those close together at the zoom are one point \
            with their `count`. A point of one report has its `title` and `url`.
            """,
        parameters: PublicSchemas.filters + [
            .init("q", .string(max: 200), "Words to search for."),
            .init("bbox", .string(max: 100), "west,south,east,north in degrees."),
            .init("zoom", .integer(0...20), "Of web maps; 10 unless given."),
        ],
        response: .object(
            .required("type", .choice(["FeatureCollection"])),
            .required(
                "features",
                .array(
                    of: .object(
                        .required("type", .choice(["Feature"])),
                        .required(
                            "geometry",
                            .object(.required("type", .choice(["Point"])), .required("coordinates", .array(of: .number, max: 2)))),
                        .required(
                            "properties",
                            .object(.required("count", .integer(1...Int.max)), .required("title", .string), .required("url", .uri)))))))
    ) { request in
        try await request.unlessChanged(try await request.reports.validator()) { try await points(request) }
    }

    private static func points(_ request: Request) async throws -> Reply {
        var box: MapBounds?
        if let text = request.query["bbox"] {
            guard let read = MapBounds(text) else { throw AppError.invalid("bbox", "error.bad_bbox") }
            box = read
        }
        let words = request.query["q"].flatMap { $0.isEmpty ? nil : $0 }
        let reports = try await request.reports.desk.points(words, request.publicFilter)
        let points = ReportMap.points(reports, in: box, zoom: request.query.int("zoom") ?? 10)
        let features = points.map { point -> JSONValue in
            let title =
                point.report.map { "\(ReportRow.split($0.text).title) (\($0.code))" }
                ?? request.t("report.map.many", ["count": "\(point.count)"])
            let url = point.report.map { ReportPaths.report($0.code) } ?? ReportPaths.list()
            return [
                "type": "Feature",
                "geometry": ["type": "Point", "coordinates": [.number(point.longitude), .number(point.latitude)]],
                "properties": ["count": .integer(point.count), "title": .string(title), "url": .string(url)],
            ]
        }
        return .json(["type": "FeatureCollection", "features": .array(features)] as JSONValue)
    }
}
