import Directory
import Kernel
import Web

/// What keeping a file changes: totals by agency and year, and each thing that is new, gone or different.
struct ReconciliationView {
    let page: Page
    let names: RoadmapNames
    let report: PlanImportReport

    var html: HTML {
        guard !report.plans.isEmpty else { return .empty }
        return "\(counts)\(totals)\(each: report.plans.filter { !$0.reconciliation.isSame || !$0.unknown.isEmpty }.prefix(60), plan)"
    }

    private var counts: HTML {
        let plans = report.plans
        func number(_ count: Int) -> String { page.format.number(count) }
        return Tiles([
            Tile(page.t("plan.import.matched"), number(plans.matched)), Tile(page.t("plan.import.added"), number(plans.added)),
            Tile(page.t("plan.import.changed"), number(plans.changed)), Tile(page.t("plan.import.gone"), number(plans.gone)),
        ]).html
    }

    private var totals: HTML {
        let years = Set(report.plans.flatMap(\.reconciliation.years)).sorted()
        guard !years.isEmpty else { return .empty }
        let money = page.format.rupiah
        func cell(_ before: Int, _ after: Int) -> HTML {
            before == after || before == 0
                ? "\(money(after))"
                : "\(money(after))<br><span class=\"muted\">\(page.t("roadmap.move.was", ["money": money(before)]))</span>"
        }
        let all = report.plans.totals
        var rows = report.plans.map { plan -> [HTML] in
            let found = plan.reconciliation
            let cells = years.map { cell(found.totalsBefore[$0] ?? 0, found.totalsAfter[$0] ?? 0) }
            return [HTML(text: names.agency(plan.agency))] + cells
        }
        let sums = years.map { cell(all.before[$0] ?? 0, all.after[$0] ?? 0) }
        rows.append(["<strong>\(page.t("plan.import.all"))</strong>" as HTML] + sums)
        return Table(
            page.t("plan.import.totals"), showsCaption: true,
            columns: [Table.Column(page.t("roadmap.agency"))] + years.map { Table.Column("\($0)", isNumber: true) }, rows: rows
        ).html
    }

    private func plan(_ plan: KeptPlan) -> HTML {
        let found = plan.reconciliation
        let lists: [(TextKey, [HTML])] = [
            (
                "plan.import.changed",
                found.changed.map { change in
                    "<span class=\"code\">\(change.code.text)</span> \(change.title): \(change.what.map { page.t($0) }.joined(separator: "; "))"
                }
            ), ("plan.import.added", found.added.map(node)), ("plan.import.gone", found.gone.map(node)),
            ("plan.import.unknown", plan.unknown.map { "<span class=\"code\">\($0)</span>" }),
            ("plan.import.left", plan.left.map { "<span class=\"code\">\($0)</span>" }),
        ]
        let parts = lists.filter { !$0.1.isEmpty }.html { title, lines -> HTML in
            let more = lines.count - 100
            return """
                <h3>\(page.t(title)) (\(page.format.number(lines.count)))</h3><ul>\(each: lines.prefix(100), { "<li>\($0)</li>" })</ul>\
                \(if: more > 0, "<p>\(page.t("directory.import.more", ["count": page.format.number(more)]))</p>")
                """
        }
        let edition = plan.edition.map { "<p><a href=\"\(PlanPaths.edition($0.text))\">\(page.t("plan.import.open"))</a></p>" as HTML }
        return "<details><summary><h2 class=\"inline\">\(names.agency(plan.agency))</h2></summary>\(edition)\(parts)</details>"
    }

    private func node(_ node: OutlineNode) -> HTML {
        let money = node.money.total
        return "<span class=\"code\">\(node.code.text)</span> \(node.title)\(if: money > 0, " (\(page.format.rupiah(money)))")"
    }
}
