import Signing
import Web

enum CitationSchemas {
    static let code = Schema.string(max: 20).example("A7K-2QF-9D")

    static let request = Schema.named(
        "CitationRequest",
        .object(
            .required("dataset", .string(max: 100).about("Name or id of the dataset.")),
            .optional("table", .string(max: 100).about("Name or id of the table; the first one without it.")),
            .optional("version", .id.about("The version; the one shown today without it.")),
            .optional("asOf", .string(max: 40).about("A day or a moment: the version that was shown then. Not together with `version`.")),
            .optional(
                "filter", .string(max: 4000).about("Which rows, as the row API writes it.").example("kecamatan=eq.Patrang&tahun=gt.2020")),
            .required("formula", .choice(Formula.Kind.self)),
            .optional("column", .string(max: 500)),
            .optional("groups", .array(of: .string(max: 500), max: 2).about("For charts: rows are put together by these columns.")),
            .optional("title", .string(max: 200).about("What the number is, in your own words."))))

    static let newer = Schema.named(
        "NewerVersion",
        .object(
            .required("version", .integer), .required("publishedAt", .instant),
            .required("outcome", .choice(["same", "other", "unanswerable", "hidden"])), .optional("value", .string.orNull),
            .optional("difference", .string.orNull), .optional("sinceVersion", .integer), .optional("since", .instant),
            .optional("sinceAtLatest", .boolean.about("Whether it may be longer: earlier versions were not looked at."))))

    static let citation = Schema.named(
        "Citation",
        .object(
            .required("code", code), .required("url", .string), .required("title", .string),
            .required("dataset", .object(.required("id", .id), .required("name", .string), .required("title", .string))),
            .required("version", .object(.required("id", .id), .required("number", .integer), .required("sha256", .string))),
            .required("filter", .string), .required("formula", .string.example("sum(jumlah)")),
            .required("value", .string.orNull.about("Canonical decimal, exact.")),
            .required("series", .array(of: .array(of: .string.orNull)).about("Of a chart: values of the groups, the figure last.")),
            .required("rows", .integer), .required("unit", .string.orNull), .required("citedAt", .instant),
            .required("verdict", .choice(KeySet.Verdict.self)), .required("newer", newer.orNull),
            .required("deed", .string.about("Address of the signed deed."))))

    /// A deed is signed as it is, so its form is told and not restricted.
    static let deed = Schema.named(
        "SignedDeed",
        .object(
            .required("payload", .any),
            .required(
                "signature", .object(.required("alg", .choice(["EdDSA"])), .required("kid", .string), .required("value", .string)))))

    static let keys = Schema.named(
        "SigningKeys",
        .object(
            .required(
                "keys",
                .array(
                    of: .object(
                        .required("kty", .string), .required("crv", .string), .required("alg", .string), .required("use", .string),
                        .required("kid", .string), .required("x", .string), .required("valid_from", .instant),
                        .optional("retired_at", .instant), .optional("withdrawn_at", .instant))))))
}
