import Directory
import Kernel
import Masterplan
import Web

extension PlainTable {
    /// Sheets as rows: what every sheet has, then what the newest form asks.
    static func sheets(_ lines: [SheetLine], form: SheetForm?, _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        let fields = form?.fields ?? []
        let headings = ["code", "title", "dimension", "pillar", "lead", "supporters", "state", "from", "to", "money"].map {
            page.t(TextKey("innovation.column.\($0)"))
        }
        return PlainTable(
            page.t("innovation.sheets"), headings: headings + fields.map { $0.label(page.language) },
            rows: lines.map { line in
                let sheet = line.sheet
                let known: [Cell] = [
                    .text(sheet.code), .text(sheet.title), .text(page.t(TextKey("plan.dimension.\(sheet.dimension)"))),
                    .text(page.t(TextKey("plan.sub_pillar.\(sheet.pillar)"))), .text(agencies.name(sheet.lead.text)),
                    .text(line.supporters.map(agencies.name).joined(separator: "; ")),
                    .text(page.t(TextKey("innovation.state.\(sheet.state)"))), .count(sheet.fromYear), .count(sheet.toYear),
                    .count(sheet.money.rupiah),
                ]
                return known + fields.map { field in .text(sheet.answers[field.name].map(AnswerWords.text) ?? "") }
            })
    }

    /// Ideas without a word of who sent them.
    static func ideas(_ ideas: [Idea], _ page: Page, _ directory: DirectoryIndex) -> PlainTable {
        PlainTable(
            page.t("innovation.ideas"),
            headings: ["code", "title", "state", "village", "agency", "received", "text"].map {
                page.t(TextKey("idea.column.\($0)"))
            },
            rows: ideas.map { idea in
                [
                    .text(idea.code), .text(idea.title), .text(page.t(TextKey("idea.state.\(idea.state)"))),
                    .text(idea.village.flatMap { RegionCode($0) }.map { directory.places.now.name($0) } ?? ""),
                    .text(idea.agency.map { directory.agencies.name($0.text) } ?? ""), .text(page.format.moment(idea.receivedAt)),
                    .text(idea.text),
                ]
            })
    }

    static func quickWins(_ wins: [(quickWin: QuickWin, sheet: InnovationSheet)], _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        let names = [
            "code", "title", "dimension", "lead", "state", "service", "contact", "start", "end", "measure", "unit", "before", "before_on",
            "after", "after_on",
        ]
        return PlainTable(
            page.t("innovation.quick_wins"), headings: names.map { page.t(TextKey("innovation.column.\($0)")) },
            rows: wins.map { win, sheet in
                [
                    .text(win.code), .text(win.title), .text(page.t(TextKey("plan.dimension.\(sheet.dimension)"))),
                    .text(agencies.name(win.agency.text)), .text(page.t(TextKey("quick_win.state.\(win.state)"))), .text(win.service),
                    .text(win.contact), .day(win.startOn), .day(win.endOn), .text(win.measure), .text(win.unit), .number(win.before),
                    .day(win.beforeOn), .number(win.after ?? ""), .day(win.afterOn),
                ]
            })
    }
}
