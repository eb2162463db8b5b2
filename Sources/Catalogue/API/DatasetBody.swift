import Directory
import HTTPTypes
import Ingest
import Kernel
import Storage
import Web

/// The members of a dataset's body and the fields of its form that they fill.
enum DatasetBody {
    static let names = BodyForm([
        "name": "name", "title": "title", "titleEnglish": "title_en", "description": "description", "producer": "producer",
        "access": "access",
        "accessReason": "access_reason", "accessReviewOn": "access_review_on", "kind": "kind", "isPriority": "is_priority",
        "dimension": "dimension", "themes": "themes", "area": "area", "temporalFrom": "temporal_from", "temporalTo": "temporal_to",
        "frequency": "frequency", "licence": "licence", "contact": "contact", "standardCode": "standard_code", "version": "version",
    ])

    static func members(isNew: Bool) -> [Schema.Member] {
        func must(_ name: String, _ schema: Schema) -> Schema.Member { isNew ? .required(name, schema) : .optional(name, schema) }
        return [
            .optional("name", .string(max: 100)), must("title", .string(min: 3, max: 200)),
            .optional("titleEnglish", .string(max: 200).orNull),
            must("description", .string(min: 20, max: 10_000)), must("producer", .id), .optional("access", .choice(Dataset.Access.self)),
            .optional("accessReason", .string(max: 2000).orNull), .optional("accessReviewOn", .day.orNull),
            .optional("kind", .choice(Dataset.Kind.self)), .optional("isPriority", .boolean),
            .optional("dimension", .choice(Dimension.self).orNull),
            .optional("themes", .array(of: .string)), .optional("tags", .array(of: .string(max: 50), max: 30)),
            .optional("area", .string.orNull),
            .optional("temporalFrom", .day.orNull), .optional("temporalTo", .day.orNull), .optional("frequency", .choice(Frequency.self)),
            .optional("licence", .choice(DatasetDraft.licences)), .optional("contact", .string(max: 200)),
            .optional("standardCode", .string(max: 20).orNull), .optional("bps", .map(of: .string(max: 4000))),
        ] + (isNew ? [] : [.optional("version", .integer)])
    }

    /// Tags are one field of the form; BPS's answers are a field each.
    static func more(_ form: Form, _ body: JSONValue) -> Form {
        var form = form
        if let tags = body["tags"]?.array { form = form.setting("tags", tags.compactMap(\.string).joined(separator: ", ")) }
        for (code, answer) in body["bps"]?.members ?? [:] {
            guard let item = BPSItem.all.first(where: { $0.code == code }), let text = answer.string else { continue }
            let isSum = item.isSum ? Int(text) : nil
            form =
                isSum.map { sum in form.setting("bps.\(code)", all: item.choices.filter { Int($0).map { sum & $0 != 0 } ?? false }) }
                ?? form.setting("bps.\(code)", text)
        }
        return form
    }
}
