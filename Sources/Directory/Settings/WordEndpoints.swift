import HTTPTypes
import Kernel
import Storage
import Web

/// The regency's own words over the API.
enum WordEndpoints {
    private static let permission = DirectoryPermission.words

    static let all: [Endpoint] = [
        list, one, change, reset, history,
        .table("/api/tables/words", "The regency's own words as a table", permission: permission, csv: { WordRoutes.csv($0) }),
        .importing(
            "/api/tables/words", "Import words",
            columns: """
                Columns `kunci`, `indonesia`, `inggris`; empty cells leave a sentence as it is, one that reads as Pendopo's own goes back \
                to it. `berlaku_dari` (today unless given) and `berlaku_sampai` say when.
                """,
            permission: permission, limits: .uploads(1, each: 8 << 20), run: Imports.words),
    ]

    private struct Sentences: Encodable, Sendable {
        var id: String
        var en: String

        static let schema = Schema.named("Sentences", .object(.required("id", .string), .required("en", .string)))
    }

    private struct WordItem: Encodable, Sendable {
        var key: String
        var now: Sentences
        var ours: Sentences
        var isOwn: Bool
        var isPlanned: Bool

        init(_ line: WordPages.Line, _ request: Request) {
            key = line.key
            now = Sentences(id: line.indonesian, en: line.english)
            let ours = request.desk.ours
            self.ours = Sentences(
                id: ours.sentence(TextKey(line.key), .indonesian) ?? "", en: ours.sentence(TextKey(line.key), .english) ?? "")
            isOwn = line.isOwn
            isPlanned = line.isPlanned
        }

        static let schema = Schema.named(
            "Word",
            .object(
                .required("key", .string), .required("now", Sentences.schema),
                .required("ours", Sentences.schema.about("As they came with Pendopo.")),
                .required("isOwn", .boolean.about("Whether the regency has put its own over them.")),
                .required("isPlanned", .boolean.about("Whether one of its own begins on a day to come."))))
    }

    private static let list = Endpoint(
        .get, "/api/words", "Every sentence people read, by key", permission: permission,
        parameters: [
            .init("q", .string(max: 200), "Part of the key or of a sentence."),
            .init("own", .boolean, "`true` gives the regency's own only, today's and those to come."),
        ] + Endpoint.Parameter.paging, response: .page(of: WordItem.schema)
    ) { request in
        let after = try request.cursor("words")?.values.first
        let lines = WordRoutes.lines(request, search: request.query["q"] ?? "", onlyOwn: request.query["own"] == "true")
            .filter { line in after.map { line.key > $0 } ?? true }
        return try .json(
            request.page("words", Array(lines.prefix(request.pageLimit + 1)), { WordItem($0, request) }) { Cursor([$0.key]) })
    }

    private static let one = Endpoint(
        .get, "/api/words/{key}", "One sentence in both languages", permission: permission, response: WordItem.schema
    ) { request in try .json(item(try WordRoutes.find(request), request)) }

    private static let members: KeyValuePairs = ["id": "id", "en": "en", "validFrom": "valid_from", "validTo": "valid_to"]

    private static let change = Endpoint(
        .patch, "/api/words/{key}", "Put the regency's own sentence over ours",
        about: """
            Everything in braces must stand in it as in ours. `null` goes back to ours in that language. Days are the regency's; after the \
            last one what held before holds again.
            """, permission: permission,
        request: .named(
            "WordChange",
            .object(
                .optional("id", Schema.string(min: 1, max: WordRoutes.longest).orNull),
                .optional("en", Schema.string(min: 1, max: WordRoutes.longest).orNull),
                .optional("validFrom", .day.about("The first day; today unless given.")),
                .optional("validTo", Schema.day.orNull.about("The last day; no end unless given.")))),
        response: WordItem.schema
    ) { request in
        let key = try WordRoutes.find(request)
        let (ours, own, today) = (request.desk.ours, request.directory.ownWords, request.directory.today)
        let back = { @Sendable (form: Form, body: JSONValue) -> Form in
            // What the body does not say stays as it will be on the first day, which another planned sentence may reach before.
            let then = ours.merging(own.words(on: Day(form.value("valid_from")) ?? today))
            return Language.allCases.reduce(form) { form, language in
                guard let sent = body[language.rawValue] else {
                    return form.setting(language.rawValue, then.sentence(key, language) ?? "")
                }
                return sent == .null ? form.setting(language.rawValue, ours.sentence(key, language) ?? "") : form
            }
        }
        return try await request.reading(BodyForm(members), over: WordRoutes.filled(key, request), more: back) { data in
            try await WordRoutes.save(data, key, request)
            return try .json(item(key, request))
        }
    }

    private static let reset = Endpoint(
        .delete, "/api/words/{key}/override", "Go back to our sentences, also from those that were to begin later", permission: permission,
        parameters: [.init("from", .day, "The first day; today unless given.")], response: WordItem.schema
    ) { request in
        let key = try WordRoutes.find(request)
        try await WordRoutes.reset(key, from: request.query.day("from"), request)
        return try .json(item(key, request))
    }

    private struct ChangeItem: Encodable, Sendable {
        var language: String
        var sentence: String?
        var validFrom: Day
        var validTo: Day?
        var setAt: Instant
        var setBy: SetterItem
    }

    private static let history = Endpoint(
        .get, "/api/words/{key}/history", "What became of a sentence and what will, the one set last first", permission: permission,
        response: .items(
            of: .named(
                "WordOverride",
                .object(
                    .required("language", .choice(Language.self)),
                    .optional("sentence", .string.about("Left out where it went back to ours.")),
                    .required("validFrom", .day), .optional("validTo", .day.about("The last day; left out where there is no end.")),
                    .required("setAt", .instant), .required("setBy", .setter))))
    ) { request in
        let key = try WordRoutes.find(request)
        let changes = try await request.database.read { try WordStore($0).history(key.id) }
        let names = try await request.desk.names(of: changes.map(\.setBy))
        return try .json(
            Items(
                changes.map {
                    ChangeItem(
                        language: $0.language.rawValue, sentence: $0.sentence, validFrom: $0.validFrom, validTo: $0.validTo,
                        setAt: $0.setAt, setBy: SetterItem($0.setBy, names))
                }))
    }

    private static func item(_ key: TextKey, _ request: Request) -> WordItem {
        let words = request.installation.words
        return WordItem(
            WordPages.Line(
                key: key.id, indonesian: words.sentence(key, .indonesian) ?? "", english: words.sentence(key, .english) ?? "",
                isOwn: WordRoutes.ownKeys(request).contains(key.id), isPlanned: WordRoutes.plannedKeys(request).contains(key.id)),
            request)
    }
}
