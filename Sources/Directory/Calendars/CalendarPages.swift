import Kernel
import Web

/// The page of one year's holidays: what is in force, the draft, and what publishing it would do.
enum CalendarPages {
    struct View: Sendable {
        var year: Int
        var years: [Int]
        var published: HolidayCalendar?
        var draft: HolidayCalendar?
        /// What publishing the draft would change; `nil` without a draft.
        var effects: [CalendarEffect]?
        var versions: [HolidayCalendar]
        /// Names of those who published, by account.
        var names: [String: String]
        var mayEdit: Bool
        var form = Form.empty
    }

    static func year(_ page: Page, _ view: View, conflict: AppError? = nil) -> HTML {
        let tabs = view.years.map { Tabs.Tab("\($0)", link: link($0), isCurrent: $0 == view.year) }
        return AdminFrame.page(
            page, page.t("directory.calendar.title", ["year": "\(view.year)"]),
            above: [(page.t("directory.calendar"), DirectoryPaths.calendar())],
            actions: actions(page, view),
            body: """
                \(AdminFrame.conflict(page, conflict))\(Tabs(page.t("directory.calendar.years"), tabs))
                \(with: view.draft, { draft(page, $0, view) })
                \(if: view.mayEdit, add(page, view))
                \(Card(title: page.t("directory.calendar.in_force"), days(page, view.published)))
                \(if: !view.versions.isEmpty, Card(title: page.t("directory.history"), versions(page, view)).html)
                """)
    }

    static func link(_ year: Int) -> String { DirectoryPaths.calendar(query: [("tahun", "\(year)")]) }

    private static func actions(_ page: Page, _ view: View) -> [Button] {
        var actions: [Button] = []
        if view.published != nil {
            actions.append(Button(page.t("directory.export"), kind: .plain, link: DirectoryPaths.calendarCSV("\(view.year)")))
        }
        if view.mayEdit { actions.append(Button(page.t("directory.import"), kind: .quiet, link: DirectoryPaths.importCalendar())) }
        return actions
    }

    private static func draft(_ page: Page, _ draft: HolidayCalendar, _ view: View) -> HTML {
        let hidden: HTML = """
            <input type="hidden" name="year" value="\(draft.year)"><input type="hidden" name="version" value="\(draft.version)">
            """
        let publish = ConfirmBox(
            page, page.t("directory.calendar.publish"), explanation: page.t("directory.calendar.publish.about", ["year": "\(draft.year)"]),
            confirm: page.t("directory.calendar.publish.confirm"))
        let discard = ConfirmBox(
            page, page.t("directory.calendar.discard"), explanation: page.t("directory.calendar.discard.about"),
            confirm: page.t("directory.calendar.discard.confirm"))
        return Card(
            title: page.t("directory.calendar.draft"),
            """
            <p>\(page.t("directory.calendar.draft.about"))</p>\(differences(page, view.published, draft))
            <h3>\(page.t("directory.calendar.effect"))</h3>\(effect(page, view.effects ?? []))
            \(if: view.mayEdit, "<div class=\"row\">\(PostForm(page, DirectoryPaths.publishCalendar(), "\(hidden)\(publish)"))\(PostForm(page, DirectoryPaths.discardCalendar(), "\(hidden)\(discard)"))</div>")
            """
        ).html
    }

    static func effect(_ page: Page, _ effects: [CalendarEffect]) -> HTML {
        if effects.isEmpty { return "<p>\(page.t("directory.calendar.effect.none"))</p>" }
        return """
            <ul>\(each: effects, { effect in "<li>\(page.t(effect.message))\(with: effect.url, { " <a href=\"\($0)\">\(page.t("directory.see"))</a>" })</li>" })</ul>
            """
    }

    /// What the draft adds, takes away and renames.
    private static func differences(_ page: Page, _ published: HolidayCalendar?, _ draft: HolidayCalendar) -> HTML {
        let before = Dictionary((published?.holidays ?? []).map { ($0.day, $0) }) { $1 }
        let after = Dictionary(draft.holidays.map { ($0.day, $0) }) { $1 }
        let days = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
        if days.isEmpty { return "<p class=\"muted\">\(page.t("directory.calendar.same"))</p>" }
        let rows: [[HTML]] = days.map { day in
            let kind: TextKey =
                before[day] == nil
                ? "directory.calendar.added" : after[day] == nil ? "directory.calendar.removed" : "directory.calendar.renamed"
            let tag: Tag.Kind = before[day] == nil ? .good : after[day] == nil ? .bad : .info
            let holiday = after[day] ?? before[day]!
            return ["\(page.format.day(day))", "\(holiday.name)", "\(page.t(holiday.kind.label))", Tag(page.t(kind), tag).html]
        }
        return Table(
            page.t("directory.calendar.draft"), columns: columns(page) + [Table.Column(page.t("directory.field.change"))], rows: rows
        ).html
    }

    private static func columns(_ page: Page) -> [Table.Column] {
        ["day", "name", "kind"].map { Table.Column(page.t(TextKey("directory.field.\($0)"))) }
    }

    private static func add(_ page: Page, _ view: View) -> HTML {
        let fields = Fields(page, view.form)
        let kinds = Holiday.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }
        let shown = view.draft ?? view.published
        let remove = (shown?.holidays ?? []).map { Choice($0.day.description, "\(page.format.day($0.day)): \($0.name)") }
        return Card(
            title: page.t("directory.calendar.change"),
            """
            \(fields.summary)\(PostForm(page, DirectoryPaths.addHoliday(), """
            \(fields.day("day", "directory.field.day"))\(fields.line("name", "directory.field.name", max: 120))
            \(fields.radios("kind", "directory.field.kind", kinds, isRow: true))<p>\(Button(page.t("directory.calendar.add"), kind: .quiet))</p>
            """))
            \(if: !remove.isEmpty, PostForm(page, DirectoryPaths.removeHoliday(), """
            \(fields.select("remove", "directory.calendar.take_out", remove, prompt: "directory.choose"))
            <p>\(Button(page.t("directory.calendar.remove"), kind: .quiet))</p>
            """).html)
            """
        ).html
    }

    private static func days(_ page: Page, _ calendar: HolidayCalendar?) -> HTML {
        guard let calendar, !calendar.holidays.isEmpty else {
            return EmptyState(page.t("directory.calendar.none"), text: page.t("directory.calendar.none.about")).html
        }
        let rows: [[HTML]] = calendar.holidays.map { ["\(page.format.day($0.day))", "\($0.name)", "\(page.t($0.kind.label))"] }
        return Table(page.t("directory.calendar.in_force"), columns: columns(page), rows: rows).html
    }

    private static func versions(_ page: Page, _ view: View) -> HTML {
        let entries = view.versions.filter { !$0.isDraft }.reversed().map { version in
            Timeline.Entry(
                page.t("directory.calendar.version", ["number": "\(version.number)", "count": page.format.number(version.holidays.count)]),
                meta: """
                    \(version.publishedBy.flatMap { view.names[$0] } ?? page.t("directory.history.system")) · \
                    \(version.publishedAt.map(page.format.moment) ?? "")
                    """)
        }
        return Timeline(Array(entries)).html
    }
}
