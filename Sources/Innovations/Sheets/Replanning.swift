import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Puts what a sheet means to do, and its money, on other years, as the roadmap wants it.
package struct ReplanSheet: InnovationAct {
    package let name = "replan"
    package var rows: [SheetYear]
    package init(_ rows: [SheetYear]) { self.rows = rows }

    package func apply(to opened: inout OpenInnovation<InnovationSheet>) throws {
        guard let form = try opened.tx.sheetForm(opened.before.formVersion), let field = form.fields.first(where: { $0.kind == .years })
        else {
            throw AppError.conflict("error.sheet_no_years")
        }
        var draft = SheetDraft(opened.before)
        draft.answers[field.name] = .years(rows)
        let years = rows.map(\.year)
        // The sheet's own period grows with what is put outside of it, up to what a sheet may span.
        draft.fromYear = min(draft.fromYear, years.min() ?? draft.fromYear)
        draft.toYear = max(draft.toYear, years.max() ?? draft.toYear)
        let issues = draft.issues(form, opened.desk.directory)
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        draft.apply(to: &opened.record)
    }
}

extension InnovationSheet {
    /// As the roadmap shows it.
    func roadmapItem(supporters: [String]) -> RoadmapItem {
        var activities: [Int: String] = [:]
        for row in yearRows { activities[row.year] = (activities[row.year].map { $0 + "\n" } ?? "") + row.activity }
        let money = yearRows.compactMap { row in
            row.amount.map { MoneyLine(year: row.year, source: row.source ?? .other, agency: lead, amount: $0) }
        }
        return RoadmapItem(
            subject: reference, code: code, title: title, link: InnovationsPaths.sheet(code), dimension: dimension, lead: lead,
            supporters: supporters.map { Identifier($0) }, activities: activities, money: money, version: version,
            covers: node.map { [Reference("plan_node", $0)] } ?? [], subActivities: subActivities.codes, isOpen: isPublic)
    }

    /// The sheet's rows as an item has them on its years: an activity keeps its money wherever both went to the same year.
    func rows(of item: RoadmapItem) -> [SheetYear] {
        var lines = item.activities.mapValues { $0.split(separator: "\n").map(String.init) }
        var money = item.money
        var rows: [SheetYear] = []
        for old in yearRows {
            // Its own year first, so that nothing moves that need not.
            let years = [old.year] + lines.keys.sorted().filter { $0 != old.year }
            for year in years {
                guard let line = lines[year]?.firstIndex(of: old.activity) else { continue }
                let coin = money.firstIndex { $0.year == year && $0.amount == old.amount && $0.source == old.source ?? .other }
                guard old.amount == nil || coin != nil else { continue }
                lines[year]?.remove(at: line)
                if old.amount != nil, let coin { money.remove(at: coin) }
                rows.append(SheetYear(year, old.activity, amount: old.amount, source: old.source))
                break
            }
        }
        // What was joined or split on the way: money goes to the first activity of its year that has none.
        for (year, left) in lines.sorted(by: { $0.key < $1.key }) { rows += left.map { SheetYear(year, $0) } }
        for line in money {
            if let bare = rows.firstIndex(where: { $0.year == line.year && $0.amount == nil }) {
                rows[bare].amount = line.amount
                rows[bare].source = line.source
            } else {
                let name = rows.first { $0.year == line.year }?.activity ?? title
                rows.append(SheetYear(line.year, name, amount: line.amount, source: line.source))
            }
        }
        return rows.sorted { ($0.year, $0.activity) < ($1.year, $1.activity) }
    }
}

extension InnovationDesk {
    /// Sheets that are in the plan or good for it, for the roadmap, the money pages and their what-if.
    var roadmapSource: RoadmapSource {
        RoadmapSource(
            InnovationSheet.kind,
            items: { tx, way in
                let sheets = try tx.innovationSheets("state IN ('accepted', 'in_plan')", order: "code", limit: 10_000)
                guard let way else {
                    let others = try tx.sheetsForDraftsAlone()
                    return try items(of: sheets.filter { !others.contains($0.id.text) }, tx)
                }
                let own = try tx.sheets(belongingTo: way)
                return try items(of: sheets.filter { own.keys.contains($0.id.text) }, tx)
            },
            find: { tx, id in
                // Drafts are their agency's own affair.
                guard let sheet = try InnovationSheet.find(id, tx), sheet.isPublic || sheet.state == "submitted" else { return nil }
                return try items(of: [sheet], tx).first
            },
            may: { _, actor in actor.may(.decideInnovations) },
            move: { tx, item, actor in
                guard let sheet = try InnovationSheet.find(item.subject.id, tx) else { throw AppError.notFound }
                try perform(ReplanSheet(sheet.rows(of: item)), on: sheet.recordID, by: actor, expecting: item.version, in: tx)
            })
    }

    private func items(of sheets: [InnovationSheet], _ tx: Transaction) throws -> [RoadmapItem] {
        let parts = try tx.participations(of: InnovationSheet.kind, sheets.map(\.id.text))
        return sheets.map { sheet in
            sheet.roadmapItem(
                supporters: (parts[sheet.id.text] ?? []).filter { $0.role == .support && $0.state == .accepted }.map(\.agency))
        }
    }
}
