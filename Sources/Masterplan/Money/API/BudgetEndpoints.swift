import Directory
import HTTPTypes
import Kernel
import Web
import Work

/// Money over the API.
enum BudgetEndpoints {
    static let all: [Endpoint] = [budget]

    private static let amount = RoadmapItemJSON.rupiah

    private static let schema = Schema.named(
        "PlanBudget",
        .object(
            .required("year", RoadmapItemJSON.year), .required("planned", amount.about("Of the roadmap, each amount once.")),
            .required("inRenja", amount.about("Of the Renja for it, each sub-activity once.")), .required("notInRenja", amount),
            .required("spent", amount), .required("byYear", .map(of: amount).about("Over all years.")),
            .required("bySource", .map(of: amount)), .required("byAgency", .map(of: amount).about("By the agency's id.")),
            .required("byDimension", .map(of: amount)),
            .required(
                "items",
                .array(
                    of: .object(
                        .required("kind", .string), .required("id", .string), .required("title", .string), .required("planned", amount),
                        .required("inRenja", amount), .required("spent", amount),
                        .required("missing", .array(of: .string).about("Codes it names that no Renja has."))))),
            .required(
                "warnings",
                .array(
                    of: .object(
                        .required("kind", .choice(MoneyWarning.Kind.self)), .required("subjectKind", .string), .required("id", .string),
                        .required("year", RoadmapItemJSON.year), .required("amount", amount))))))

    private static let budget = Endpoint(
        .get, "/api/plans/budget", "The budget of the smart-city plan in a year",
        about: "By source, agency and dimension, beside what the Renja has for it, with what does not go together.",
        parameters: [.init("tahun", RoadmapItemJSON.year, "This year, or the first with money when that is later, unless given.")]
            + RoadmapEndpoints.filters,
        response: schema
    ) { request in
        let view = try await request.roadmap.budget(
            year: BudgetRoutes.year(request), filter: RoadmapFilter(request.query), for: request.actor)
        let summary = view.summary
        func map(_ sums: [(String, Int)]) -> JSONValue {
            .object(Dictionary(uniqueKeysWithValues: sums.map { ($0.0, JSONValue.integer($0.1)) }))
        }
        let items: [JSONValue] = view.lines.map { line in
            [
                "kind": .string(line.item.subject.kind), "id": .string(line.item.subject.id), "title": .string(line.item.title),
                "planned": .integer(line.planned), "inRenja": .integer(line.inRenja), "spent": .integer(line.spent),
                "missing": .array(line.missing.map(JSONValue.string)),
            ]
        }
        let warnings: [JSONValue] = view.warnings.map { warning in
            [
                "kind": .string(warning.kind.rawValue), "subjectKind": .string(warning.item.subject.kind),
                "id": .string(warning.item.subject.id), "year": .integer(warning.year), "amount": .integer(warning.amount),
            ]
        }
        let body: [String: JSONValue] = [
            "year": .integer(view.year), "planned": .integer(summary.total), "inRenja": .integer(view.inRenja),
            "notInRenja": .integer(view.notInRenja), "spent": .integer(view.spent),
            "byYear": map(summary.byYear.map { ("\($0.key)", $0.value) }),
            "bySource": map(summary.bySource.map { ($0.key.rawValue, $0.value) }),
            "byAgency": map(summary.byAgency.map { ($0.key.text, $0.value) }),
            "byDimension": map(summary.byDimension.map { ($0.key, $0.value) }), "items": .array(items), "warnings": .array(warnings),
        ]
        return .json(JSONValue.object(body))
    }
}
