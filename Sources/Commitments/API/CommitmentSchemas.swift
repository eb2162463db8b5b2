import Kernel
import Web

enum CommitmentSchemas {
    static let summaryMembers: [Schema.Member] = [
        .required("code", .string), .required("title", .string), .required("titleEnglish", .string.orNull),
        .required("state", .choice(Commitment.State.self)), .required("startsOn", .day), .required("endsOn", .day),
        .required("textHash", .string.about("SHA-256 of the text that is signed; empty while it is a draft.")),
        .required("openedAt", .instant.orNull), .required("inForceAt", .instant.orNull), .required("endedAt", .instant.orNull),
        .required("version", .integer),
    ]
    static let summary = Schema.named("CommitmentSummary", .object(summaryMembers))

    static let target = Schema.named(
        "PledgeTarget",
        .object(
            .required("value", .string.orNull), .required("unit", .string.orNull), .required("words", .string.orNull),
            .required("isLowerBetter", .boolean)))

    static let clauseMembers: [Schema.Member] = [
        .required("code", .string), .required("number", .integer), .required("text", .string), .required("textEnglish", .string.orNull),
        .required("promise", .string), .required("promiseEnglish", .string.orNull),
        .required("dimension", .choice(PledgeDimension.self).orNull),
        .required("area", .string.orNull), .required("lead", .id), .required("supporters", .array(of: .id)),
        .required("subject", .string.orNull), .required("subjects", .array(of: .string).about("All it is bound to, the first one too.")),
        .required("target", target), .required("due", .day), .required("isDropped", .boolean),
        .required("version", .integer),
    ]
    static let clause = Schema.named("Clause", .object(clauseMembers))

    static let signatory = Schema.named(
        "Signatory",
        .object(
            .required("id", .id), .required("office", .choice(Signatory.Office.self)), .required("title", .string),
            .required("agency", .id.orNull), .required("institution", .string.orNull), .required("name", .string),
            .required("signedAt", .instant.orNull), .required("verdict", .choice(SignatureVerdict.self)), .required("key", .string.orNull),
            .required("provider", .string.orNull),
            .required(
                "inheritance",
                Schema.object(
                    .required("name", .string), .required("decision", .choice(Inheritance.Decision.self)), .required("text", .string),
                    .required("contested", .array(of: .string))
                ).orNull)))

    static let commitment = Schema.named(
        "Commitment",
        .object(
            summaryMembers + [
                .required("preamble", .string), .required("preambleEnglish", .string.orNull), .required("clauses", .array(of: clause)),
                .required("template", .integer.about("Version of the regency's template its chapters are of; 0 where there is none.")),
                .required(
                    "chapters",
                    .array(
                        of: .object(
                            .required("key", .choice(CommitmentChapter.Key.self)), .required("title", .string), .required("text", .string))
                    ).about("In their order; the words are signed as all else is.")),
                .required("signatories", .array(of: signatory)),
                .required("withoutSignature", .array(of: .id).about("Agencies of the regency whose head is not to sign it.")),
                .required("withoutClause", .array(of: .id).about("Agencies that neither lead nor share any of its clauses.")),
            ]))

    static let pledgeMembers: [Schema.Member] =
        clauseMembers + [
            .required("commitment", .string), .required("state", .choice(PledgeState.self).about("Computed; nobody types it.")),
            .required("pace", .choice(PledgeState.self).about("The same by what is pledged now, without regard to changes.")),
            .required("reason", .choice(PledgeStanding.Reason.self)), .required("proven", .integer(0...100)), .required("late", .integer),
            .required("daysLate", .integer), .required("next", .day.orNull), .required("changedAt", .instant),
        ]
    static let pledge = Schema.named("Pledge", .object(pledgeMembers))

    static let milestone = Schema.named(
        "Milestone",
        .object(
            .required("id", .id), .required("name", .string), .required("weight", .integer(1...100)), .required("due", .day),
            .required("state", .choice(Milestone.State.self)), .required("doneOn", .day.orNull), .required("submittedAt", .instant.orNull),
            .required("verifiedAt", .instant.orNull), .required("version", .integer),
            .required(
                "evidence",
                .array(
                    of: .object(
                        .required("id", .id), .required("kind", .choice(Evidence.Kind.self)), .required("title", .string),
                        .required("sha256", .string.orNull), .required("subject", .string.orNull))))))

    private static let terms = Schema.object(
        .required("value", .string.orNull), .required("words", .string.orNull), .required("due", .day))
    static let pledgeFile = Schema.named(
        "PledgeFile",
        .object(
            pledgeMembers + [
                .required("milestones", .array(of: milestone)),
                .required(
                    "changes",
                    .array(
                        of: .object(
                            .required("kind", .choice(ClauseChange.Kind.self)), .required("at", .instant), .required("by", .string.orNull),
                            .required("from", terms), .required("to", terms), .required("reason", .string)))),
            ]))

    static let plan = Schema.named(
        "ActionPlan",
        .object(
            .required("agency", .id), .required("year", .integer), .required("state", .choice(ActionPlan.State.self)),
            .required("proposedAt", .instant.orNull), .required("checkedAt", .instant.orNull), .required("version", .integer),
            .required("items", .array(of: item))))

    private static let item = Schema.object(
        .required("source", .choice(ActionItem.Source.self)), .required("clause", .string.orNull), .required("activity", .string),
        .required("output", .string), .required("owner", .id), .required("supporters", .array(of: .id)),
        .required("months", .array(of: .integer(1...12))), .required("preparation", .string), .required("budgetCode", .string.orNull),
        .required("subject", subject.orNull))

    static let sentItem = Schema.object(
        .optional("source", .choice(ActionItem.Source.self)), .optional("clause", .string(max: 20).orNull),
        .required("activity", .string(max: 300)), .required("output", .string(max: 300)), .required("owner", .id),
        .optional("supporters", .array(of: .id, max: 50)), .required("months", .array(of: .integer(1...12), max: 12)),
        .optional("preparation", .string(max: 1000)), .optional("budgetCode", .string(max: 40).orNull),
        .optional("subject", subject.orNull))

    /// What an activity comes from, where that is no pledge.
    private static let subject = Schema.object(.required("kind", .string(max: 40)), .required("id", .string(max: 40)))

    static let sentCommitment = Schema.object(
        .required("title", .string(max: 300)), .optional("titleEnglish", .string(max: 300).orNull),
        .required("preamble", .string(max: 20_000)), .optional("preambleEnglish", .string(max: 20_000).orNull),
        .required("startsOn", .day), .required("endsOn", .day), .optional("version", .integer))

    static let sentClause = Schema.object(
        .required("text", .string(max: 4000)), .optional("textEnglish", .string(max: 4000).orNull), .required("promise", .string(max: 300)),
        .optional("promiseEnglish", .string(max: 300).orNull), .optional("dimension", .choice(PledgeDimension.self).orNull),
        .optional("area", .string(max: 20).orNull), .required("lead", .id), .optional("supporters", .array(of: .id, max: 100)),
        .optional("subject", .string(max: 200).orNull.about("What it is bound to, as `kind:id` or `kind:code`.")),
        .optional("subjects", .array(of: .string(max: 200), max: 10).about("What it is bound to besides, likewise.")),
        .required("target", sentTarget), .required("due", .day), .optional("version", .integer))

    static let sentTarget = Schema.object(
        .optional("value", .string(max: 40).orNull), .optional("unit", .string(max: 60).orNull),
        .optional("words", .string(max: 300).orNull),
        .optional("isLowerBetter", .boolean))
}
