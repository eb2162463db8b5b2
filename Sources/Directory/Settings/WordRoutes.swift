import Kernel
import Storage
import Tables
import Web

/// The regency's own words: search, change, go back to ours, export and import.
enum WordRoutes {
    private static let permission = DirectoryPermission.words
    private static let mostShown = 100

    static let all: [PageRoute] = [
        .get(DirectoryPaths.words, permission: permission) { request in .page(WordPages.list(request.page, list(request))) },
        .get(DirectoryPaths.wordsCSV, permission: permission) { request in
            .bytes(csv(request), type: "text/csv; charset=utf-8", filename: "kata.csv")
        },
        .get(DirectoryPaths.wordsImport, permission: permission) { request in .page(importPage(request).html()) },
        .post(DirectoryPaths.wordsImport, permission: permission, limits: .uploads(1, each: 8 << 20)) { request in
            try await request.runImport(importPage(request), Imports.words)
        },
        .get(DirectoryPaths.word, permission: permission) { request in
            let key = try find(request)
            return .page(try await page(request, filled(key, request), key))
        },
        .post(DirectoryPaths.word, permission: permission) { request in
            let key = try find(request)
            return try await request.act(again: { form, error in try await page(request, form, key, error) }) { data in
                try await save(data, key, seen: data.neededVersion, request)
                return .redirect(DirectoryPaths.word(key.id), flash: request.t("directory.saved"))
            }
        },
        .post(DirectoryPaths.resetWord, permission: permission) { request in
            let key = try find(request)
            return try await request.act(again: { form, error in
                try await page(request, filled(key, request).setting("ours_from", form.value("ours_from")).with(form.issues), key, error)
            }) { data in
                var checker = Checker(data)
                let from = checker.day("ours_from")
                try checker.check()
                try await reset(key, from: from, seen: data.neededVersion, request)
                return .redirect(DirectoryPaths.word(key.id), flash: request.t("directory.word.is_reset"))
            }
        },
    ]

    /// The regency's own words with their days, what was and what will be too, in the form that ``ImportWords`` reads.
    static func csv(_ request: Request) -> [UInt8] {
        var writer = CSVWriter(guardsFormulas: false, byteOrderMark: true)
        writer.row(["kunci", "indonesia", "inggris", "berlaku_dari", "berlaku_sampai"])
        let own = request.directory.ownWords
        for key in own.keys {
            for line in WordLine.all(own.changes(of: key), ours: request.desk.ours) {
                writer.row([
                    key, line.sentences[.indonesian] ?? "", line.sentences[.english] ?? "", line.from.description,
                    line.to?.description ?? "",
                ])
            }
        }
        return writer.take()
    }

    /// Characters a sentence has at most: the privacy notice is one, and a regency's own is long.
    static let longest = 20_000

    /// What holds now, as the form shows it.
    static func filled(_ key: TextKey, _ request: Request) -> Form {
        let words = request.installation.words
        let today = request.directory.today.description
        return Form([
            "version": "\(request.directory.ownWords.changes(of: key.id).count)",
            "id": words.sentence(key, .indonesian) ?? "", "en": words.sentence(key, .english) ?? "", "valid_from": today,
        ])
    }

    /// - Parameter seen: how many changes the page's form knew; `nil` for a body, which says only what it changes.
    static func save(_ data: FormData, _ key: TextKey, seen: Int? = nil, _ request: Request) async throws {
        var checker = Checker(data)
        let typed: [Language: String] = [.indonesian: checker.text("id", max: longest), .english: checker.text("en", max: longest)]
        let (from, to) = (checker.day("valid_from"), checker.dayIfAny("valid_to"))
        try checker.check()
        guard let from else { throw AppError.invalid(checker.issues) }
        let ours = request.desk.ours
        let present = ours.merging(request.directory.ownWords.words(on: from))
        // What reads as ours does is no sentence of the regency's own.
        let changed = typed.filter { present.sentence(key, $0.key) != $0.value }
            .map { entry -> (Language, String?) in (entry.key, ours.sentence(key, entry.key) == entry.value ? nil : entry.value) }
        guard !changed.isEmpty else {
            // An end for what holds already would end nothing: the same sentence lies below it.
            if to != nil { throw AppError.invalid("valid_to", "directory.word.holds_already") }
            return
        }
        try await EditSettings(request.directory).setWord(
            key, Dictionary(uniqueKeysWithValues: changed), from: from, to: to, ours: ours, seen: seen, by: request.actor)
    }

    /// Goes back to our own sentences from a day on, today unless given; what was to begin later does not.
    static func reset(_ key: TextKey, from: Day?, seen: Int? = nil, _ request: Request) async throws {
        try await EditSettings(request.directory).setWord(
            key, [.indonesian: nil, .english: nil], from: from, ours: request.desk.ours, seen: seen, by: request.actor)
    }

    static func find(_ request: Request) throws -> TextKey {
        let key = TextKey(try request.parameter("key"))
        guard request.desk.ours.sentence(key, .indonesian) != nil else { throw AppError.notFound }
        return key
    }

    /// Those over which a sentence of the regency's own lies today.
    static func ownKeys(_ request: Request) -> Set<String> {
        let words = request.directory.words
        return Set(Language.allCases.flatMap { words.keys($0) })
    }

    /// Those over which one will lie.
    static func plannedKeys(_ request: Request) -> Set<String> {
        let (own, today) = (request.directory.ownWords, request.directory.today)
        return Set(own.keys.filter { own.isPlanned($0, after: today) })
    }

    private static func list(_ request: Request) -> WordPages.ListView {
        let search = request.query["kata"] ?? ""
        let onlyOwn = request.query["sendiri"] != nil
        let lines = lines(request, search: search, onlyOwn: onlyOwn)
        return WordPages.ListView(lines: Array(lines.prefix(mostShown)), search: search, onlyOwn: onlyOwn, total: lines.count)
    }

    /// Every sentence that fits, by key.
    static func lines(_ request: Request, search: String, onlyOwn: Bool) -> [WordPages.Line] {
        let wanted = Plain.folded(search)
        let words = request.installation.words
        let (own, planned) = (ownKeys(request), plannedKeys(request))
        let keys = onlyOwn ? own.union(planned).sorted() : request.desk.ours.keys(.indonesian).sorted()
        return keys.compactMap { key in
            let line = WordPages.Line(
                key: key, indonesian: words.sentence(TextKey(key), .indonesian) ?? "",
                english: words.sentence(TextKey(key), .english) ?? "",
                isOwn: own.contains(key), isPlanned: planned.contains(key))
            let text = "\(key.lowercased()) \(Plain.folded(line.indonesian)) \(Plain.folded(line.english))"
            return wanted.isEmpty || text.contains(wanted) || key.contains(search) ? line : nil
        }
    }

    private static func page(_ request: Request, _ form: Form, _ key: TextKey, _ error: AppError? = nil) async throws -> HTML {
        let history = try await request.database.read { try WordStore($0).history(key.id) }
        let ours = request.desk.ours
        let view = WordPages.View(
            key: key.id, ours: Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, ours.sentence(key, $0) ?? "") }),
            history: history,
            names: try await request.desk.names(of: history.map(\.setBy)),
            isOwn: ownKeys(request).union(plannedKeys(request)).contains(key.id))
        // The form for going back has a day of its own, which the other does not send.
        let day = form.value("ours_from").isEmpty ? request.directory.today.description : form.value("ours_from")
        // Whoever saves again after having read what somebody else made of it does so knowingly.
        let seen = error?.kind != .conflict ? form : form.setting("version", "\(history.count)")
        return WordPages.word(request.page, seen.setting("ours_from", day), view, conflict: error)
    }

    private static func importPage(_ request: Request) -> ImportPage {
        ImportPage(
            page: request.page, title: request.t("directory.import.words"), about: "directory.import.words.about",
            action: DirectoryPaths.wordsImport(), above: [(request.t("directory.words"), DirectoryPaths.words())])
    }
}
