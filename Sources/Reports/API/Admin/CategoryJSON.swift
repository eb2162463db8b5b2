import Kernel
import Web

/// How a category looks to those who keep it, both ways.
enum CategoryJSON {
    static let names = BodyForm(
        [
            "nameId": "name_id", "nameEn": "name_en", "parent": "parent", "agencyId": "agency", "kind": "kind", "rounding": "rounding",
            "needsEvidence": "needs_evidence", "isSensitive": "is_sensitive", "position": "position", "validFrom": "valid_from",
            "validTo": "valid_to", "version": "version",
        ], issues: ["nameID": "nameId", "nameEN": "nameEn"],
        other: { field in
            // `q.2.label_id`, as the form numbers questions.
            let parts = field.split(separator: ".").map(String.init)
            guard parts.count == 3, parts[0] == "q" else { return nil }
            return "questions[\(parts[1])].\(questionMembers[parts[2]] ?? parts[2])"
        })

    /// Members of a question by the field of the form.
    private static let questionMembers = [
        "label_id": "labelId", "label_en": "labelEn", "required": "isRequired", "valid_from": "validFrom", "valid_to": "validTo",
    ]

    private static let question = Schema.named(
        "QuestionRecord",
        .object(
            .optional("code", .string(max: 40).about("Made of the label unless given; answers are kept under it.")),
            .required("kind", .choice(["text", "number", "choice", "yesno"])), .required("labelId", .string(min: 1, max: 200)),
            .optional("labelEn", .string(max: 200)), .optional("isRequired", .boolean),
            .optional("options", .array(of: .string(min: 1, max: 200), max: 100).about("For `choice`, at least two.")),
            .optional("validFrom", Schema.day.orNull.about("The first day on which it is asked.")),
            .optional("validTo", Schema.day.orNull.about("The last day on which it is asked; answers keep it."))))

    /// Of the body that adds one.
    static let members: [Schema.Member] = [
        .required("nameId", .string(min: 1, max: 160).about("In Indonesian.")), .optional("nameEn", .string(max: 160).about("In English.")),
        .optional("parent", .string(max: 100).about("Id of the top it lies below; without it is a top itself.")),
        .optional("agencyId", .string(max: 100).about("The agency triage is offered first.")), .optional("kind", .choice(Report.Kind.self)),
        .optional("rounding", .integer(0...CategoryDraft.mostRounding).about("Metres to which public positions are rounded.")),
        .optional("needsEvidence", .boolean.about("Whether work claimed done must show a photo.")),
        .optional("isSensitive", .boolean.about("Whether `confidential` is offered first.")),
        .optional("questions", .array(of: question, max: CategoryDraft.mostQuestions)),
        .optional("position", .integer(0...CategoryDraft.lastPosition).about("Lower ones come first.")),
        .optional("validFrom", .day), .optional("validTo", .day),
    ]

    static let schema = Schema.named(
        "CategoryRecord",
        .object(
            .required("id", .string), .required("nameId", .string), .required("nameEn", .string), .required("parent", .string.orNull),
            .required("agencyId", .string.orNull), .required("kind", .choice(Report.Kind.self)),
            .required("rounding", .integer(0...1_000_000)), .required("needsEvidence", .boolean), .required("isSensitive", .boolean),
            .required("questions", .array(of: question)), .required("position", .integer), .required("validFrom", .day),
            .required("validTo", .day.orNull), .required("version", .integer(0...Int.max))))

    static func json(_ category: Category) -> JSONValue {
        let questions = category.questions.map { question -> JSONValue in
            [
                "code": .string(question.code), "kind": .string(question.kind.rawValue), "labelId": .string(question.labelIndonesian),
                "labelEn": .string(question.labelEnglish), "isRequired": .bool(question.isRequired),
                "options": .array(question.options.map(JSONValue.string)),
                "validFrom": day(question.validFrom), "validTo": day(question.validTo),
            ]
        }
        return [
            "id": .string(category.id), "nameId": .string(category.nameIndonesian), "nameEn": .string(category.nameEnglish),
            "parent": category.parent.map(JSONValue.string) ?? .null, "agencyId": category.agency.map(JSONValue.string) ?? .null,
            "kind": .string(category.kind.rawValue), "rounding": .integer(category.rounding),
            "needsEvidence": .bool(category.needsEvidence), "isSensitive": .bool(category.isSensitive), "questions": .array(questions),
            "position": .integer(category.position), "validFrom": .string(category.validFrom.description),
            "validTo": day(category.validTo), "version": .integer(category.version),
        ]
    }

    private static func day(_ day: Day?) -> JSONValue { day.map { .string($0.description) } ?? .null }

    /// Questions as the rows of the form; without them in the body they stay as they are.
    static func questions(_ form: Form, _ body: JSONValue) -> Form {
        guard let sent = body["questions"] else { return form }
        let questions = sent.array ?? []
        // The form has one row at least; an empty one counts for nothing.
        var form = form.setting("rows", "\(max(questions.count, 1))")
        for row in 0..<max(questions.count, 1) {
            let question = questions.indices.contains(row) ? questions[row] : .object([:])
            for (member, field) in [
                ("code", "code"), ("kind", "kind"), ("labelId", "label_id"), ("labelEn", "label_en"), ("validFrom", "valid_from"),
                ("validTo", "valid_to"),
            ] {
                form = form.setting("q.\(row).\(field)", question[member]?.string ?? "")
            }
            form = form.setting("q.\(row).required", question["isRequired"] == .bool(true) ? "1" : "")
            let options = question["options"]?.array?.compactMap(\.string) ?? []
            form = form.setting("q.\(row).options", options.joined(separator: "\n"))
        }
        return form
    }
}
