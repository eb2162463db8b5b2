import Kernel
import Web

/// A dataset's quality, line by line, each with what would raise it.
package enum QualityPage {
    package static func page(_ page: Page, _ head: DatasetHead, _ quality: Quality) -> HTML {
        let steps = quality.steps
        return DatasetFrame.page(
            page, head, part: .quality,
            body: """
                <div class="stack"><h2>\(page.t("quality.title"))</h2><p class="quality__score"><strong>\(page.format.number(quality.score))</strong> \
                <span class="muted">\(page.t("quality.of"))</span></p>\
                \(Progress(Double(quality.score) / 100, words: page.t("quality.score", ["score": page.format.number(quality.score)]),
                    standing: quality.score >= 70 ? .onTrack : quality.score >= 40 ? .atRisk : .behind))\
                <p class="muted prose">\(page.t("quality.about"))</p>\
                \(if: steps.isEmpty, Notice(.good, "<p>\(page.t("quality.complete"))</p>").html, else: "<h3>\(page.t("quality.raise"))</h3><ul class=\"list quality\">\(each: steps, { step(page, head, $0) })</ul>")\
                \(met(page, quality))<p><a href="\(DataPaths.metadata(head.dataset.name))">\(page.t("bps.sheet.link"))</a></p></div>
                """)
    }

    private static func step(_ page: Page, _ head: DatasetHead, _ line: Quality.Line) -> HTML {
        let gain = line.criterion.weight - line.points
        return """
            <li class="list-card"><h4 class="list-card__title">\(page.t(line.criterion.label))</h4>\
            <span class="tag tag--info">\(page.t("quality.gain", ["points": page.format.number(gain)]))</span>\
            <p class="list-card__text">\(page.t(line.criterion.step, line.values))</p></li>
            """
    }

    private static func met(_ page: Page, _ quality: Quality) -> HTML {
        let met = quality.lines.filter(\.isMet)
        if met.isEmpty { return .empty }
        let items = met.html { line in
            "<li>\(Icon.check) \(page.t(line.criterion.label)) <span class=\"muted\">\(page.format.number(line.criterion.weight))</span></li>"
        }
        return "<h3>\(page.t("quality.met"))</h3><ul class=\"checks\">\(items)</ul>"
    }
}
