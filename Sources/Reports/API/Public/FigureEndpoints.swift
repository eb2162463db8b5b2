import HTTPTypes
import Kernel
import Web

/// Figures, categories and places.
enum FigureEndpoints {
    static let all = [statistics, categories, outlines, locate]

    private static let line: [Schema.Member] = [
        .required("received", .integer(0...Int.max)), .required("inTime", .integer(0...Int.max)), .required("late", .integer(0...Int.max)),
        .required("overdue", .integer(0...Int.max)), .required("reopened", .integer(0...Int.max)),
        .required("claimed", .integer(0...Int.max)),
        .required("checked", .integer(0...Int.max)), .required("accepted", .integer(0...Int.max)),
        .required("silent", .integer(0...Int.max)),
        .required("rejected", .integer(0...Int.max)), .required("rated", .integer(0...Int.max)),
        .required("medianDays", Schema.number.orNull.about("Working days from receipt to claim, of what was checked.")),
        .required("satisfaction", Schema.number(1...5).orNull.about("Mean of the stars; null when nobody gave any.")),
    ]

    static let statistics = Endpoint(
        .get, ReportAPIPaths.statistics, "Figures by agency, subdistrict or category",
        about: "By month of receipt. Confidential reports count for nothing. An empty `id` stands for what has none yet.",
        parameters: [
            .init("from", .string(max: 7), "First month, YYYY-MM."), .init("to", .string(max: 7), "Last month, YYYY-MM."),
        ],
        response: .object(
            .required("dimension", .choice(ReportStatistics.Dimension.self)), .required("from", Schema.string.orNull),
            .required("to", Schema.string.orNull), .required("total", .object(line)),
            .required("items", .array(of: .object([.required("id", .string), .required("name", .string)] + line))),
            .required(
                "months",
                .array(of: .object([.required("month", .string.example("2026-03"))] + line))
                    .about("The same figures of all reports by month of receipt; without medianDays.")))
    ) { request in
        try await request.unlessChanged(try await request.reports.validator()) { try await figures(request) }
    }

    private static func figures(_ request: Request) async throws -> Reply {
        guard let dimension = ReportStatistics.Dimension(rawValue: try request.parameter("dimension")) else { throw AppError.notFound }
        func month(_ name: String) throws -> String? {
            guard let text = request.query[name] else { return nil }
            guard let month = Month(text) else { throw AppError.invalid(name, "error.bad_month") }
            return month.text
        }
        let (from, to) = (try month("from"), try month("to"))
        let figures = try await request.reports.desk.statistics(by: dimension, from: from, to: to)
        let months = try await request.reports.desk.monthlyStatistics(from: from, to: to).map { line -> JSONValue in
            .object(members(line).merging(["month": .string(line.key)]) { $1 })
        }
        let json = try await PublicJSON(request)
        let items = figures.lines.map { line -> JSONValue in
            let name =
                switch dimension {
                case _ where line.key.isEmpty: request.t(TextKey("report.statistics.none.\(dimension.rawValue)"))
                case .agency: json.names.agency(line.key)
                case .subdistrict: json.names.subdistrict(line.key)
                case .category: json.names.category(line.key)
                }
            return .object(members(line).merging(["id": .string(line.key), "name": .string(name)]) { $1 })
        }
        return .json(
            [
                "dimension": .string(dimension.rawValue), "from": json.text(from), "to": json.text(to),
                "total": .object(members(figures.total)),
                "items": .array(items), "months": .array(months),
            ] as JSONValue)
    }

    private static func members(_ line: ReportStatistics.Line) -> [String: JSONValue] {
        [
            "received": .integer(line.received), "inTime": .integer(line.inTime), "late": .integer(line.late),
            "overdue": .integer(line.overdue),
            "reopened": .integer(line.reopened), "claimed": .integer(line.claimed), "checked": .integer(line.checked),
            "accepted": .integer(line.accepted), "silent": .integer(line.silent), "rejected": .integer(line.rejected),
            "rated": .integer(line.rated), "medianDays": line.medianDays.map { .number($0) } ?? .null,
            "satisfaction": line.satisfaction.map { .number($0) } ?? .null,
        ]
    }

    private static let question = Schema.named(
        "CategoryQuestion",
        .object(
            .required("code", .string), .required("kind", .choice(["text", "number", "choice", "yesno"])), .required("label", .string),
            .required("isRequired", .boolean), .required("options", .array(of: .string))))

    static let categories = Endpoint(
        .get, ReportAPIPaths.categories, "What a report can be about today, tops before what is below them",
        response: .object(
            .required(
                "items",
                .array(
                    of: .named(
                        "Category",
                        .object(
                            .required("id", .string), .required("parent", Schema.string.orNull), .required("name", .string),
                            .required("kind", .choice(Report.Kind.self)), .required("isSensitive", .boolean),
                            .required("rounding", .integer(0...1_000_000)), .required("questions", .array(of: question)))))))
    ) { request in
        let json = try await PublicJSON(request)
        let items = json.names.offered.flatMap { [$0.top] + $0.children }.map { category -> JSONValue in
            let questions = category.asked(on: json.names.today).map { question -> JSONValue in
                [
                    "code": .string(question.code), "kind": .string(question.kind.rawValue),
                    "label": .string(question.label(request.language)),
                    "isRequired": .bool(question.isRequired), "options": .array(question.options.map(JSONValue.string)),
                ]
            }
            return [
                "id": .string(category.id), "parent": json.text(category.parent), "name": .string(category.name(request.language)),
                "kind": .string(category.kind.rawValue), "isSensitive": .bool(category.isSensitive),
                "rounding": .integer(category.rounding),
                "questions": .array(questions),
            ]
        }
        return .json(["items": .array(items)] as JSONValue)
    }
}
