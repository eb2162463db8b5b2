import Directory
import Kernel
import Web
import Work

/// Years and money of one item: what is done when, with what, and the form that changes both.
struct SchedulePage {
    let page: Page
    let item: RoadmapItem
    let names: RoadmapNames
    let agencies: [Agency]
    /// Filled from the item, or as it came back; `nil` for readers who may not change it.
    var form: Form?
    var conflict: AppError?
    var history: HTML = .empty

    var html: HTML {
        let title = names.title(item)
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("roadmap.title"), MoneyPaths.roadmap())], title: title))
                <div class="row row--apart"><h1>\(title)</h1>\(if: form != nil, "<p class=\"row\">\(move)</p>")</div>
                <div class="stack">\(ScheduleConflict(page: page, error: conflict, names: names).html)\
                \(facts)\(table)\(with: form, edit)\(history)</div>
                """)
    }

    private var move: Button {
        Button(page.t("roadmap.move"), kind: .quiet, link: MoneyPaths.move(item.subject.kind, item.subject.id))
    }

    private var facts: Facts {
        let own = MoneyPaths.schedule(item.subject.kind, item.subject.id)
        let read: HTML? = item.link.flatMap { link -> HTML? in link == own ? nil : "<a href=\"\(link)\">\(names.title(item))</a>" }
        return Facts([
            (page.t("roadmap.item"), read),
            (page.t("roadmap.dimension"), "\(names.dimension(item.dimension))"),
            (page.t("roadmap.lead_agency"), "\(names.agency(item.lead))"),
            (
                page.t("roadmap.supporters"),
                "\(item.supporters.isEmpty ? page.t("roadmap.alone") : item.supporters.map { names.agency($0) }.joined(separator: ", "))"
            ),
            (page.t("roadmap.money"), "\(page.format.rupiah(item.money.total))"),
        ])
    }

    private var table: HTML {
        let money = Dictionary(grouping: item.money, by: \.year)
        let years = Set(item.activities.keys).union(money.keys).sorted()
        guard !years.isEmpty else { return "<p>\(page.t("roadmap.schedule.empty"))</p>" }
        return Table(
            page.t("roadmap.schedule"), showsCaption: true,
            columns: [
                Table.Column(page.t("roadmap.year")), Table.Column(page.t("roadmap.activity")), Table.Column(page.t("roadmap.sources")),
                Table.Column(page.t("roadmap.money"), isNumber: true),
            ],
            rows: years.map { year in
                let lines = money[year] ?? []
                let activity: HTML =
                    item.activities[year].map { "\($0.isEmpty ? page.t("roadmap.done_then") : $0)" }
                    ?? Tag(page.t("money.warning.money_without_activity"), .warn).html
                let sources = lines.map { line in
                    "\(page.t(line.source.label))\(line.agency.map { " (\(names.short($0)))" } ?? ""): \(page.format.rupiah(line.amount))"
                }
                let sum: HTML =
                    lines.isEmpty ? Tag(page.t("money.warning.activity_without_money"), .warn).html : "\(page.format.rupiah(lines.total))"
                return ["\(String(year))", activity, "\(sources.joined(separator: "; "))", sum]
            }
        ).html
    }

    private func edit(_ form: Form) -> HTML {
        let years = ScheduleForm.years(form).html { year -> HTML in
            """
            <fieldset class="field"><legend class="label">\(year)</legend>\
            \(Checkbox(page, "y.\(year)", in: form, label: page.t("roadmap.done_in", ["year": "\(year)"])))\
            \(Input(page, "a.\(year)", in: form, label: page.t("roadmap.activity"), need: .optional, maxLength: 2000))</fieldset>
            """
        }
        let lines = (0..<ScheduleForm.lines(form)).html { index -> HTML in
            """
            <fieldset class="field"><legend class="label">\(page.t("roadmap.money_line", ["number": "\(index + 1)"]))</legend>\
            \(Input(page, "m.\(index).year", in: form, label: page.t("roadmap.year"), kind: .number, need: .filter, width: .short))\
            \(Select(page, "m.\(index).fund", in: form, label: page.t("roadmap.source"), choices: FundSource.allCases.map { Choice($0.rawValue, page.t($0.label)) }, need: .filter))\
            \(Select(page, "m.\(index).agency", in: form, label: page.t("roadmap.payer"), choices: agencies.map { Choice($0.id.text, $0.name) }, prompt: page.t("plan.money.nobody"), need: .filter))\
            \(Input(page, "m.\(index).amount", in: form, label: page.t("roadmap.amount"), need: .filter))</fieldset>
            """
        }
        return """
            <details\(attr: "open", form.hasIssues || conflict != nil)><summary>\(page.t("roadmap.schedule.change"))</summary>\
            \(ErrorSummary(page, form.issues))\
            \(PostForm(page, MoneyPaths.schedule(item.subject.kind, item.subject.id), """
            <input type="hidden" name="version" value="\(form.value("version"))"><h2>\(page.t("roadmap.activities"))</h2>\(years)\
            <h2>\(page.t("roadmap.money"))</h2><p class="hint">\(page.t("roadmap.money_hint"))</p>\(lines)\
            <p>\(Button(page.t("roadmap.schedule.keep")))</p>
            """))</details>
            """
    }
}
