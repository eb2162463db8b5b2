import Catalogue
import Web

enum AgreementSchemas {
    static let terms = Schema.named(
        "AgreementTerms",
        .object(
            .optional("columns", .array(of: .string(max: 500), max: 16_384).about("Columns that may be read; all without it.")),
            .optional("filter", .string(max: 4000).about("Rows that may be read, in the language of the row API.")),
            .optional(
                "masks",
                .map(of: .string(max: 40)).about("By column: hidden, partly:FIRST:LAST, year, small:BELOW or rounded:TO.")),
            .optional("rate", .integer(1...100_000).about("Readings an hour."))))

    static let request = Schema.named(
        "AccessRequest",
        .object(
            .required("code", .string), .required("state", .string), .required("dataset", .string), .required("table", .string),
            .required("owner", .id), .required("agency", .id), .required("purpose", .string), .required("columns", .array(of: .string)),
            .required("filter", .string), .required("until", .day), .required("askedAt", .instant), .required("dueAt", .instant.orNull),
            .required("agreement", .string.orNull), .required("version", .integer)))

    static let agreement = Schema.named(
        "Agreement",
        .object(
            .required("code", .string), .required("dataset", .string), .required("table", .string), .required("owner", .id),
            .required("agency", .id), .required("purpose", .string), .required("terms", terms), .required("beginsAt", .instant),
            .required("until", .day), .required("isInForce", .boolean), .required("endedAt", .instant.orNull),
            .required("ending", .choice(Agreement.Ending.self).orNull), .required("version", .integer)))

    static let reading = Schema.named(
        "DataReading",
        .object(
            .required("at", .instant), .required("actorKind", .string), .required("actor", .string),
            .required("purpose", .choice(ReadingPurpose.self)), .required("rows", .integer), .required("version", .id)))
}
