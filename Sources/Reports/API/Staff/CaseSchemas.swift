import Kernel
import Web

/// The forms of what the API gives to those who work on reports.
enum CaseSchemas {
    static let report = Schema.named("Case", .object(members))

    private static let place = Schema.named(
        "CasePlace",
        .object(
            .required("village", PublicSchemas.named.orNull), .required("subdistrict", PublicSchemas.named.orNull),
            .required("latitude", Schema.number(-90...90).orNull.about("Exact; not for the public.")),
            .required("longitude", Schema.number(-180...180).orNull), .required("accuracy", Schema.number.orNull.about("Metres.")),
            .required("finding", .choice(["list", "boundary", "nearest"]).about("How the village was found.")),
            .required("note", .string.about("The citizen's own words about the place."))))

    private static let members: [Schema.Member] = [
        .required("code", .string(max: 10).example("K7M-Q2X-94")), .required("url", .uri.about("Its page for officials.")),
        .required("version", .integer(1...Int.max).about("Send it along with an act: 409 when somebody acted since.")),
        .required("state", .string), .required("status", .choice(ReportFilter.Status.self)), .required("kind", .choice(Report.Kind.self)),
        .required("disclosure", .choice(Report.Disclosure.self)), .required("isPublic", .boolean),
        .required("category", PublicSchemas.named), .required("topCategory", PublicSchemas.named),
        .required("text", .string.about("As the citizen wrote it.")),
        .required("publicText", Schema.string.orNull.about("As triage approved it.")), .required("place", place),
        .required("agency", PublicSchemas.named.orNull), .required("checker", PublicSchemas.named.orNull),
        .required("channel", .string), .required("language", .choice(Language.self)), .required("receivedAt", .instant),
        .required("publishedAt", .instant.orNull), .required("updatedAt", .instant), .required("dueAt", .instant.orNull),
        .required("claimedAt", .instant.orNull), .required("checkedAt", .instant.orNull), .required("acceptedAt", .instant.orNull),
        .required("closedAt", .instant.orNull), .required("closure", Schema.choice(Report.Closure.self).orNull),
        .required("isOverdue", .boolean), .required("isInTime", Schema.boolean.orNull.about("null until the work was checked.")),
        .required("workingDays", Schema.integer(0...Int.max).orNull), .required("returns", .integer(0...Int.max)),
        .required("reopenings", .integer(0...Int.max)),
        .required("level", .integer(0...4).about("Escalation: 0 officer, 2 agency head, 4 regent.")),
        .required("rating", Schema.integer(1...5).orNull),
    ]

    static let photo = Schema.named(
        "CasePhoto",
        .object(
            .required("id", .id), .required("url", .uri.about("Opens with the caller's key.")), .required("thumbnailUrl", .uri),
            .required("role", .choice(["before", "after", "check"])), .required("width", .integer(1...100_000)),
            .required("height", .integer(1...100_000)), .required("isPublic", .boolean),
            .required("original", Schema.string.orNull.about("Id of the photo of which this is a copy with parts covered.")),
            .required("takenAt", .instant.orNull.about("According to the camera.")),
            .required("latitude", Schema.number.orNull), .required("longitude", Schema.number.orNull),
            .required("alsoIn", .array(of: .string).about("Codes of other reports that show the same picture."))))

    private static let clock = Schema.named(
        "CaseClock",
        .object(
            .required("name", .string.example("finish")), .required("title", .string), .required("workingDays", .integer),
            .required("startedAt", .instant), .required("dueAt", .instant),
            .required("previousDueAt", .instant.orNull.about("Before the calendar was changed, or a day was promised.")),
            .required("pausedAt", .instant.orNull), .required("stoppedAt", .instant.orNull),
            .required("isMet", Schema.boolean.orNull.about("null while it runs."))))

    static let act = Schema.named(
        "CaseAct",
        .object(
            .required("noun", .string.example("assignment")), .required("act", .string.example("assign")),
            .required("title", .string), .required("url", .uri.about("POST here."))))

    static let file = Schema.named(
        "CaseFile",
        .object(
            members + [
                .required(
                    "answers",
                    .array(of: .object(.required("code", .string), .required("label", .string), .required("answer", .string)))),
                .required("claimedBy", PublicSchemas.named.orNull), .required("checkedBy", PublicSchemas.named.orNull),
                .required("daysLeft", Schema.integer.orNull.about("Working days of the clock that runs now; negative when late.")),
                .required("clocks", .array(of: clock)), .required("photos", .array(of: photo)),
                .required("mergedInto", Schema.string.orNull), .required("merged", .array(of: .string)),
                .required("hasIdentity", .boolean), .required("identityRemovedAt", .instant.orNull),
                .required("mayOpenIdentity", .boolean), .required("acts", .array(of: act).about("What the caller can do now.")),
            ]))

    static let entry = Schema.named(
        "CaseEvent",
        .object(
            .required("sequence", .integer(1...Int.max).about("The case's version after it.")), .required("at", .instant),
            .required("act", .string.example("assign")), .required("title", .string),
            .required("by", .choice(["reporter", "official", "system"])),
            .required("actor", PublicSchemas.named.orNull.about("The official, or the other system.")),
            .required("agency", PublicSchemas.named.orNull), .required("details", .map(of: .string)),
            .required(
                "texts",
                .array(
                    of: .object(
                        .required("id", .id), .required("text", .string),
                        .required("visibility", .choice(["open", "party", "internal"])), .required("isPublic", .boolean),
                        .required("code", Schema.string.orNull.about("A reason, a day, or an authority outside."))))),
            .required("photos", .array(of: photo))))

    /// What an act leaves behind.
    static let standing = Schema.named(
        "CaseStanding",
        .object(
            members + [
                .required(
                    "acts", .array(of: act).about("What the caller can do next; empty when the case is hers no more."))
            ]))
}
