import Kernel
import Web

/// What each act of officials takes.
enum CaseActSchemas {
    private static let longText = Schema.string(max: 5000)
    private static let words = Schema.string(min: 1, max: 5000)
    private static let agency = Schema.string(min: 1, max: 100).about("Id of an agency that exists today, from /api/agencies.")
    private static let pictures: Schema.Member = .optional(
        "photos", .array(of: .string(max: 4000), max: Submission.mostPhotos).about("What POST /api/photos answered, for each photo."))
    private static let approved = Schema.array(of: .id, max: 100).about("Ids of the citizen's photos that the public may see.")

    static func members(_ noun: CaseNoun) -> [Schema.Member] {
        own(noun) + [.optional("version", .integer(1...Int.max).about("The version that was seen."))]
    }

    private static func own(_ noun: CaseNoun) -> [Schema.Member] {
        switch noun {
        case .verification:
            [
                .required("kind", .choice(Report.Kind.self)), .required("category", .string(min: 1, max: 100)),
                .required("disclosure", .choice(Report.Disclosure.self).about("What the citizen hid can be hidden more, never less.")),
                .optional("publicText", longText.about("Needed unless it is confidential: names and numbers of people taken out.")),
                .optional("publicPhotos", approved),
            ]
        case .publication:
            [
                .required("publicText", longText.orNull.about("null takes the report out of the public's sight.")),
                .required("publicPhotos", approved),
                .optional(
                    "publicNotes",
                    .map(of: longText.orNull).about("Approved words of what the reporter added, by the note's id; null for none.")),
            ]
        case .question, .separation: [.required("text", words)]
        case .rejection:
            [
                .required("reason", .choice(RejectReport.Reason.self)),
                .required("text", words.about("Said to the reporter, with where to go instead.")),
            ]
        case .merge: [.required("into", .string(min: 1, max: 30).about("Code of the report that goes on.")), .required("text", words)]
        case .assignment: [.required("agency", agency), .optional("text", longText.about("For the agency only."))]
        case .ruling: [.required("agency", agency), .required("text", words)]
        case .referral:
            [
                .required("authority", .string(min: 1, max: 120)),
                .optional("number", .string(max: 60).about("Its number there.")), .required("text", words.about("The public reads it.")),
                .optional(
                    "agency",
                    .string(max: 100).about("Id of the agency that goes on asking there; needed where none has the case yet.")),
            ]
        case .acceptance, .resumption: []
        case .return: [.required("text", words), .optional("suggestion", agency)]
        case .note:
            [.required("text", words), .optional("isPublic", .boolean.about("Among colleagues unless true.")), pictures]
        case .schedule, .postponement:
            [.required("until", .day.about("The day by which it will be done.")), .required("text", words.about("The public reads it."))]
        case .claim:
            [.required("text", words), pictures]
        case .confirmation: [.optional("text", longText), pictures]
        case .sendingBack: [.required("text", words), pictures]
        }
    }

    static func summary(_ noun: CaseNoun) -> String {
        switch noun {
        case .verification: "Take a report as real, and approve what the public sees of it"
        case .question: "Ask the reporter for what is missing; the clocks stand still"
        case .rejection: "Turn a report down, saying where to go instead"
        case .merge: "Join a report to another one about the same thing"
        case .separation: "Undo a merge"
        case .assignment: "Give a case to an agency; one that was referred outside, to the agency that goes on asking"
        case .ruling: "Rule who has a case that was returned twice"
        case .referral: "Hand the matter to an authority outside of the regency's agencies"
        case .publication: "Change what the public sees of a report"
        case .acceptance: "Take a case on as the agency's own"
        case .return: "Give a case back, saying whose it is"
        case .note: "Tell how it is going, to everyone or among colleagues"
        case .schedule: "Plan the work for a day and be held to it"
        case .postponement: "Put the work off, once, for \(PostponeReport.longest) days at most"
        case .resumption: "Go on with work that was planned, put off or referred"
        case .claim: "Say that the work is done; somebody else will check"
        case .confirmation: "Confirm on the spot that the work is done"
        case .sendingBack: "Find the work not done, or not done well"
        }
    }
}
