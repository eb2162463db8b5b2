import Kernel
import Web

/// Pages on which a regency puts its own words over ours.
enum WordPages {
    struct Line: Sendable {
        var key: String
        var indonesian: String
        var english: String
        var isOwn: Bool
        /// Whether another sentence begins on a day to come.
        var isPlanned: Bool
    }

    struct ListView: Sendable {
        var lines: [Line]
        var search: String
        var onlyOwn: Bool
        /// How many fit in all; `lines` holds the first of them.
        var total: Int
    }

    static func list(_ page: Page, _ view: ListView) -> HTML {
        let filters = Filters(
            page, action: DirectoryPaths.words(),
            fields: [
                Input(page, "kata", label: page.t("directory.word.search"), kind: .search, value: view.search, need: .filter).html,
                Select(
                    page, "sendiri", label: page.t("directory.word.which"), choices: [Choice("1", page.t("directory.word.only_own"))],
                    selected: view.onlyOwn ? "1" : "", prompt: page.t("directory.word.all"), need: .filter
                ).html,
            ], active: view.search.isEmpty ? [] : [view.search], isOpen: true, target: "daftar")
        let rows: [[HTML]] = view.lines.map { line in
            [
                "<a class=\"code\" href=\"\(DirectoryPaths.word(line.key))\">\(line.key)</a>", "\(line.indonesian)", "\(line.english)",
                """
                \(if: line.isOwn, Tag(page.t("directory.word.own"), .info).html) \
                \(if: line.isPlanned, Tag(page.t("directory.word.planned")).html)
                """,
            ]
        }
        let columns = ["key", "indonesian", "english", "state"].map { Table.Column(page.t(TextKey("directory.field.\($0)"))) }
        return AdminFrame.page(
            page, page.t("directory.words"),
            actions: [
                Button(page.t("directory.export"), kind: .plain, link: DirectoryPaths.wordsCSV()),
                Button(page.t("directory.import"), kind: .quiet, link: DirectoryPaths.wordsImport()),
            ],
            body: """
                <p>\(page.t("directory.words.about"))</p>\(filters)<div id="daftar">\
                \(if: rows.isEmpty, EmptyState(page.t("directory.search.none"), text: page.t("directory.search.none.about")).html, else: Table(page.t("directory.words"), columns: columns, rows: rows).html)\
                \(if: view.total > view.lines.count, "<p class=\"muted\">\(page.t("directory.word.more", ["count": page.format.number(view.total - view.lines.count)]))</p>")</div>
                """)
    }

    struct View: Sendable {
        var key: String
        /// Our own sentences.
        var ours: [Language: String]
        var history: [WordOverride]
        var names: [String: String]
        /// Whether there is anything to go back from, today or later.
        var isOwn: Bool
    }

    static func word(_ page: Page, _ form: Form, _ view: View, conflict: AppError? = nil) -> HTML {
        let fields = Fields(page, form)
        let entries = view.history.map { change in
            Timeline.Entry(
                "\(language(page, change.language)): \(change.sentence ?? page.t("directory.word.was_reset"))",
                meta: """
                    \(period(page, change)) · \(view.names[change.setBy] ?? page.t("directory.history.system")) · \
                    \(page.format.moment(change.setAt))
                    """)
        }
        let ours: [(String, HTML?)] = Language.allCases.map {
            (page.t("directory.word.ours", ["language": language(page, $0)]), "\(view.ours[$0] ?? "–")")
        }
        let key: (String, HTML?) = (page.t("directory.field.key"), "<span class=\"code\">\(view.key)</span>")
        return AdminFrame.page(
            page, page.t("directory.word.change"), above: [(page.t("directory.words"), DirectoryPaths.words())], isWide: false,
            body: """
                \(AdminFrame.conflict(page, conflict))\(Facts([key] + ours))
                \(fields.summary)\(PostForm(page, DirectoryPaths.word(view.key), """
                \(fields.seenVersion)\(fields.area("id", "directory.field.indonesian", hint: "directory.word.hint", max: WordRoutes.longest))\
                \(fields.area("en", "directory.field.english", max: WordRoutes.longest))
                \(fields.day("valid_from", "directory.field.validFrom", hint: "directory.brand.valid_from.hint"))
                \(fields.day("valid_to", "directory.field.validTo", need: .optional, hint: "directory.word.valid_to.hint"))
                <p>\(Button(page.t("directory.save")))</p>
                """))
                \(if: view.isOwn, PostForm(page, DirectoryPaths.resetWord(view.key), """
                \(fields.seenVersion)\(fields.day("ours_from", "directory.word.ours_from", hint: "directory.word.ours_from.hint"))
                <p>\(Button(page.t("directory.word.reset"), kind: .quiet))</p>
                """).html)
                \(if: !entries.isEmpty, Card(title: page.t("directory.history"), Timeline(entries).html).html)
                """)
    }

    private static func period(_ page: Page, _ change: WordOverride) -> String {
        let from = page.format.day(change.validFrom)
        guard let to = change.validTo else { return page.t("directory.word.holds_from", ["from": from]) }
        return page.t("directory.word.holds_between", ["from": from, "to": page.format.day(to)])
    }

    private static func language(_ page: Page, _ language: Language) -> String {
        page.t(language == .indonesian ? "directory.field.indonesian" : "directory.field.english")
    }
}
