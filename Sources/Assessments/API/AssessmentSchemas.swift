import Kernel
import Web

enum AssessmentSchemas {
    /// Scores and weights are decimal texts, so that no program rounds them.
    static let decimal = Schema.string(max: 10).about("A decimal number with at most two decimals, such as `3.25`.")

    private static let item = Schema.object(
        .required("code", .string(max: 20)), .optional("parent", .string(max: 20).orNull), .required("title", .string(max: 300)),
        .optional("titleEnglish", .string(max: 300)), .optional("about", .string(max: 2000)), .required("weight", decimal))
    private static let level = Schema.object(
        .required("value", decimal), .required("name", .string(max: 100)), .optional("about", .string(max: 1000)))

    private static let draftMembers: [Schema.Member] = [
        .required("purpose", .choice(Instrument.Purpose.self)), .required("title", .string(max: 200)),
        .optional("titleEnglish", .string(max: 200)), .optional("legalBasis", .string(max: 300)), .required("source", .string(max: 500)),
        .required("validFrom", .day), .optional("validTo", .day.orNull), .required("lowest", decimal), .required("highest", decimal),
        .required("rounding", .choice(Rounding.self)), .optional("levels", .array(of: level, max: 10)),
        .required("items", .array(of: item, max: 200)),
    ]

    static let sentInstrument = Schema.object([.required("code", .string(max: 40))] + draftMembers)
    static let sentEdit = Schema.object(draftMembers + [.optional("version", .integer)])
    static let instrument = Schema.named(
        "AssessmentInstrument",
        .object(
            [
                .required("id", .id), .required("code", .string), .required("edition", .integer),
                .required("state", .choice(Instrument.State.self)),
                .required("publishedAt", .instant.orNull), .required("version", .integer),
            ] + draftMembers + [
                .required("openWeights", .array(of: .string).about("Why it cannot be published yet, in the language asked for."))
            ]))

    static let score = Schema.object(
        .required("component", .string.about("Code of the component, or `total`.")), .required("title", .string),
        .required("weight", decimal),
        .required("own", decimal.orNull), .required("central", decimal.orNull), .required("difference", .string.orNull),
        .required("completeness", .integer(0...100)))

    static let summaryMembers: [Schema.Member] = [
        .required("code", .string), .required("title", .string), .required("purpose", .choice(Instrument.Purpose.self)),
        .required("year", .integer), .required("state", .choice(Assessment.State.self)), .required("instrument", .id),
        .required("plan", .id.orNull), .required("isPublic", .boolean), .required("submittedAt", .instant.orNull),
        .required("assessedAt", .instant.orNull), .required("closedAt", .instant.orNull), .required("version", .integer),
        .required("scores", .array(of: score)),
    ]
    static let summary = Schema.named("AssessmentSummary", .object(summaryMembers))

    private static let part = Schema.object(
        .required("component", .string), .required("agencies", .array(of: .id)), .required("due", .day.orNull),
        .required("state", .choice(AssessmentPart.State.self)), .required("filledAt", .instant.orNull), .required("version", .integer))
    private static let evidence = Schema.object(
        .required("id", .id), .required("kind", .choice(AssessmentEvidence.Kind.self)), .required("title", .string),
        .required("sha256", .string.orNull), .required("bytes", .integer.orNull), .required("record", .string.orNull),
        .required("addedAt", .instant))
    private static let answer = Schema.object(
        .required("item", .string), .required("component", .string), .required("title", .string), .required("weight", decimal),
        .required("score", decimal.orNull), .required("reason", .string), .required("answeredAt", .instant.orNull),
        .required("centralScore", decimal.orNull), .required("centralReason", .string), .required("interview", .string),
        .required("scoredAt", .instant.orNull), .required("difference", .string.orNull), .required("evidence", .array(of: evidence)),
        .required("version", .integer))
    private static let assessor = Schema.object(
        .required("id", .id), .required("account", .string), .required("until", .day), .required("endedAt", .instant.orNull))

    static let assessment = Schema.named(
        "Assessment",
        .object(
            summaryMembers + [
                .required("parts", .array(of: part)), .required("answers", .array(of: answer)),
                .required("assessors", .array(of: assessor)),
            ]))

    static let result = Schema.named(
        "AssessmentResult",
        .object(
            .required("code", .string), .required("title", .string), .required("purpose", .choice(Instrument.Purpose.self)),
            .required("year", .integer), .required("instrument", .string), .required("source", .string),
            .required("scores", .array(of: score)),
            .required("closedAt", .instant.orNull)))
}
