import Directory
import Kernel
import Web
import Work

/// Items of the roadmap as the API gives them.
struct RoadmapItemJSON: Encodable, Sendable {
    struct Year: Encodable, Sendable {
        var year: Int
        var activity: String
    }

    struct Money: Encodable, Sendable {
        var year: Int
        var source: String
        var agencyId: String?
        var amount: Int
    }

    var kind: String
    var id: String
    var code: String
    var title: String
    var dimension: String?
    var leadId: String?
    var supporterIds: [String]
    var activities: [Year]
    var money: [Money]
    var subActivities: [String]
    var version: Int

    init(_ item: RoadmapItem) {
        kind = item.subject.kind
        id = item.subject.id
        code = item.code
        title = item.title
        dimension = item.dimension
        leadId = item.lead?.text
        supporterIds = item.supporters.map(\.text)
        activities = item.activities.sorted { $0.key < $1.key }.map { Year(year: $0.key, activity: $0.value) }
        money = item.money.map { Money(year: $0.year, source: $0.source.rawValue, agencyId: $0.agency?.text, amount: $0.amount) }
        subActivities = item.subActivities
        version = item.version
    }

    static let year = Schema.integer(MoneyLine.years)
    static let rupiah = Schema.integer(0...Int.max).about("Whole rupiah.")
    static let activities = Schema.array(
        of: .object(.required("year", year), .required("activity", .string(max: 2000).about("May be empty."))), max: 100
    ).about("Years in which something is done.")
    static let money = Schema.array(
        of: .object(
            .required("year", year), .required("source", .choice(FundSource.self)), .optional("agencyId", .id.orNull),
            .required("amount", .integer.about("Whole rupiah."))), max: PlanSchedule.mostLines)

    static let schema = Schema.named(
        "RoadmapItem",
        .object(
            .required("kind", .string.example("plan_node")), .required("id", .string), .required("code", .string),
            .required("title", .string), .optional("dimension", .string.example("governance")), .optional("leadId", .id),
            .required("supporterIds", .array(of: .id).about("Agencies that accepted to support it.")),
            .required("activities", activities), .required("money", money),
            .required("subActivities", .array(of: .string).about("Codes of the sub-activities that pay for it.")),
            .required("version", .integer(0...Int.max).about("Of its years and money; 0 while none were kept."))))
}

/// Totals of a year before and after a move.
struct WhatIfJSON: Encodable, Sendable {
    struct Year: Encodable, Sendable {
        var year: Int
        var itemBefore: Int
        var itemAfter: Int
        var leadBefore: Int
        var leadAfter: Int
        var allBefore: Int
        var allAfter: Int
    }

    var item: RoadmapItemJSON
    var years: [Year]
    var isKept: Bool

    init(_ whatIf: WhatIf, item: RoadmapItem, isKept: Bool) {
        self.item = RoadmapItemJSON(item)
        self.isKept = isKept
        years = whatIf.years.map {
            Year(
                year: $0.year, itemBefore: $0.itemBefore, itemAfter: $0.itemAfter, leadBefore: $0.leadBefore, leadAfter: $0.leadAfter,
                allBefore: $0.allBefore, allAfter: $0.allAfter)
        }
    }

    private static let amount = RoadmapItemJSON.rupiah
    static let schema = Schema.named(
        "RoadmapMove",
        .object(
            .required("item", RoadmapItemJSON.schema), .required("isKept", .boolean),
            .required(
                "years",
                .array(
                    of: .object(
                        .required("year", RoadmapItemJSON.year), .required("itemBefore", amount), .required("itemAfter", amount),
                        .required("leadBefore", amount), .required("leadAfter", amount), .required("allBefore", amount),
                        .required("allAfter", amount))))))
}
