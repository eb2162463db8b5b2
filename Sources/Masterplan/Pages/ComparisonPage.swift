import Directory
import HTTPTypes
import Kernel
import Storage
import Web

/// Two editions beside each other, in words.
enum ComparisonPage {
    /// What changed, as people call it.
    static func names(_ page: Page, _ line: PlanComparison.Line, _ agencies: AgencyTree) -> (String, String) {
        switch line.change {
        case .handedOver: (agencies.name(line.from), agencies.name(line.to))
        case .polarityTurned: (page.t(TextKey("plan.polarity.\(line.from)")), page.t(TextKey("plan.polarity.\(line.to)")))
        default: (line.from, line.to)
        }
    }

    static func page(_ page: Page, _ new: PlanEdition, _ old: PlanEdition, _ found: PlanComparison, _ agencies: AgencyTree) -> HTML {
        let groups = PlanComparison.Change.allCases.compactMap { change -> HTML? in
            let lines = found.lines.filter { $0.change == change }
            guard !lines.isEmpty else { return nil }
            let items = lines.html { line in
                let (from, to) = names(page, line, agencies)
                let change: String = from.isEmpty ? to : to.isEmpty ? from : "\(from) → \(to)"
                let what = line.indicator.isEmpty ? change : "\(line.indicator): \(change)"
                return """
                    <li><a href="\(PlanPaths.node(line.node.id.text))">\(line.node.name)</a> <span class="muted">\(page.t(line.node.level.label))</span>\
                    \(if: !what.isEmpty, "<br>\(what)")</li>
                    """
            }
            let more = found.count(change) - lines.count
            return """
                <section class="stack"><h2>\(page.t(TextKey("plan.change.\(change.rawValue)"))) (\(found.count(change)))</h2><ul>\(items)</ul>\
                \(if: more > 0, "<p class=\"muted\">\(page.t("plan.compare.more", ["count": "\(more)"]))</p>")</section>
                """
        }
        let title = page.t("plan.compare.title")
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("plan.title"), PlanPaths.list()), (new.title, PlanPaths.edition(new.id.text))], title: title))\
                <h1>\(title)</h1><p class="lead">\(old.title) → \(new.title)</p>\
                <p><strong>\(found.sentence { page.t($0, $1) })</strong></p>\(groups)\
                \(PlainTable.links { PlanPaths.listFile("perbandingan", $0, query: [("rencana", new.id.text), ("dengan", old.id.text)]) })
                """)
    }
}
