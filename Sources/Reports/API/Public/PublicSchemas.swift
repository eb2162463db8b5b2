import Kernel
import Web

/// The forms of what the public API takes and gives.
enum PublicSchemas {
    static let named = Schema.named(
        "Named", .object(.required("id", .string), .required("name", .string.about("In the language asked for."))))

    static let position = Schema.named(
        "RoundedPosition",
        .object(
            .required("latitude", .number(-90...90)), .required("longitude", .number(-180...180)),
            .required(
                "rounding", .integer(0...1_000_000).about("Metres to which the place was rounded before publication; 0 for not at all."))))

    static let place = Schema.named(
        "PublicPlace",
        .object(.required("village", named.orNull), .required("subdistrict", named.orNull), .required("position", position.orNull)))

    static let report = Schema.named("PublicReport", .object(reportMembers))

    static let reportMembers: [Schema.Member] = [
        .required("code", .string(max: 10).example("K7M-Q2X-94")), .required("url", .uri.about("The report's page.")),
        .required("category", named), .required("topCategory", named), .required("kind", .choice(Report.Kind.self)),
        .required("status", .choice(ReportFilter.Status.self)),
        .required("state", .string.about("The workflow's state, finer than `status`.")),
        .required("text", .string.about("As triage approved it for the public.")), .required("place", place),
        .required("agency", named.orNull),
        .required("receivedAt", .instant), .required("publishedAt", .instant), .required("updatedAt", .instant),
        .required("dueAt", .instant.orNull),
        .required("claimedAt", .instant.orNull.about("When the agency said that the work was done.")),
        .required("checkedAt", .instant.orNull.about("When somebody else found it done on the spot.")),
        .required("acceptedAt", .instant.orNull.about("When the reporter accepted the result.")), .required("closedAt", .instant.orNull),
        .required("closure", Schema.choice(Report.Closure.self).orNull), .required("isOverdue", .boolean),
        .required("reopenings", .integer(0...Int.max)), .required("rating", Schema.integer(1...5).orNull),
    ]

    static let photo = Schema.named(
        "ReportPhoto",
        .object(
            .required("url", .uri), .required("thumbnailUrl", .uri), .required("role", .choice(["before", "after", "check"])),
            .required("width", .integer(1...100_000)), .required("height", .integer(1...100_000))))

    static let file = Schema.named(
        "PublicReportFile",
        .object(
            reportMembers + [
                .required("photos", .array(of: photo)),
                .required("joined", .integer(0...Int.max).about("How many other reports of the same thing were joined to it.")),
                .required("mergedInto", Schema.string.orNull.about("Code of the public report it was joined to.")),
            ]))

    static let entry = Schema.named(
        "TimelineEntry",
        .object(
            .required("sequence", .integer(1...Int.max)), .required("at", .instant), .required("act", .string.example("assign")),
            .required("title", .string.about("What happened, in the language asked for.")),
            .required("by", .choice(["reporter", "official", "system"])), .required("agency", named.orNull),
            .required("details", .map(of: .string)), .required("texts", .array(of: .string)), .required("photos", .array(of: photo))))

    static let filters: [Endpoint.Parameter] = [
        .init("category", .string(max: 100), "Id of a category of either level."),
        .init("status", .choice(ReportFilter.Status.self), "Status."),
        .init("fact", .choice(ReportFilter.Fact.self), "Something that is true of the report whatever its status."),
        .init("agency", .string(max: 100), "Id of the agency that has it."),
        .init("subdistrict", .string(max: 20), "Code such as 35.09.19."),
        .init("from", .day, "First day of receipt."), .init("to", .day, "Last day of receipt."),
    ]
}

extension Request {
    /// The filter of the parameters ``PublicSchemas/filters``.
    var publicFilter: ReportFilter {
        ReportFilter(
            category: query["category"], status: query.choice("status"), fact: query.choice("fact"), agency: query["agency"],
            subdistrict: query["subdistrict"], from: query.day("from"), to: query.day("to"))
    }
}
