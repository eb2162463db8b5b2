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
            var writer = CSVWriter(guardsFormulas: false, byteOrderMark: true)
            writer.row(["kunci", "indonesia", "inggris"])
            for key in ownKeys(request) {
                writer.row([
                    key, request.directory.words.sentence(TextKey(key), .indonesian) ?? "",
                    request.directory.words.sentence(TextKey(key), .english) ?? "",
                ])
            }
            return .bytes(writer.take(), type: "text/csv; charset=utf-8", filename: "kata.csv")
        },
        .get(DirectoryPaths.wordsImport, permission: permission) { request in .page(importPage(request).html()) },
        .post(DirectoryPaths.wordsImport, permission: permission, limits: .uploads(1, each: 8 << 20)) { request in
            try await request.runImport(importPage(request)) { source, options in
                try await ImportWords(request.directory, ours: request.desk.ours).run(source, options: options, by: request.actor)
            }
        },
        .get(DirectoryPaths.word, permission: permission) { request in
            let key = try find(request)
            let words = request.installation.words
            return .page(
                try await page(
                    request, Form(["id": words.sentence(key, .indonesian) ?? "", "en": words.sentence(key, .english) ?? ""]), key))
        },
        .post(DirectoryPaths.word, permission: permission) { request in
            let key = try find(request)
            return try await request.act(again: { form, _ in try await page(request, form, key) }) { data in
                var checker = Checker(data)
                let typed: [Language: String] = [.indonesian: checker.text("id", max: 2000), .english: checker.text("en", max: 2000)]
                try checker.check()
                // What reads as ours does is no sentence of the regency's own.
                let present = request.installation.words
                let changed = typed.filter { present.sentence(key, $0.key) != $0.value }
                    .mapValues { $0 as String? }.map { ($0.key, request.desk.ours.sentence(key, $0.key) == $0.value ? nil : $0.value) }
                if !changed.isEmpty {
                    try await EditSettings(request.directory).setWord(
                        key, Dictionary(uniqueKeysWithValues: changed), ours: request.desk.ours, by: request.actor)
                }
                return .redirect(DirectoryPaths.word(key.id), flash: request.t("directory.saved"))
            }
        },
        .post(DirectoryPaths.resetWord, permission: permission) { request in
            let key = try find(request)
            try await EditSettings(request.directory).setWord(
                key, [.indonesian: nil, .english: nil], ours: request.desk.ours, by: request.actor)
            return .redirect(DirectoryPaths.word(key.id), flash: request.t("directory.word.is_reset"))
        },
    ]

    private static func find(_ request: Request) throws -> TextKey {
        let key = TextKey(try request.parameter("key"))
        guard request.desk.ours.sentence(key, .indonesian) != nil else { throw AppError.notFound }
        return key
    }

    private static func ownKeys(_ request: Request) -> [String] {
        Set(Language.allCases.flatMap { request.directory.words.keys($0) }).sorted()
    }

    private static func list(_ request: Request) -> WordPages.ListView {
        let search = request.query["kata"] ?? ""
        let onlyOwn = request.query["sendiri"] != nil
        let wanted = Plain.folded(search)
        let words = request.installation.words
        let own = Set(ownKeys(request))
        let keys = onlyOwn ? own.sorted() : request.desk.ours.keys(.indonesian).sorted()
        var lines: [WordPages.Line] = []
        var total = 0
        for key in keys {
            let line = WordPages.Line(
                key: key, indonesian: words.sentence(TextKey(key), .indonesian) ?? "",
                english: words.sentence(TextKey(key), .english) ?? "",
                isOwn: own.contains(key))
            let text = "\(key.lowercased()) \(Plain.folded(line.indonesian)) \(Plain.folded(line.english))"
            guard wanted.isEmpty || text.contains(wanted) || key.contains(search) else { continue }
            total += 1
            if lines.count < mostShown { lines.append(line) }
        }
        return WordPages.ListView(lines: lines, search: search, onlyOwn: onlyOwn, total: total)
    }

    private static func page(_ request: Request, _ form: Form, _ key: TextKey) async throws -> HTML {
        let history = try await request.database.read { try WordStore($0).history(key.id) }
        let ours = request.desk.ours
        let view = WordPages.View(
            key: key.id, ours: Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, ours.sentence(key, $0) ?? "") }),
            history: history,
            names: try await request.desk.names(of: history.map(\.setBy)), isOwn: ownKeys(request).contains(key.id))
        return WordPages.word(request.page, form, view)
    }

    private static func importPage(_ request: Request) -> ImportPage {
        ImportPage(
            page: request.page, title: request.t("directory.import.words"), about: "directory.import.words.about",
            action: DirectoryPaths.wordsImport(), above: [(request.t("directory.words"), DirectoryPaths.words())])
    }
}
