import Catalogue
import Kernel
import Signing
import Web

/// A number with its deed.
package enum CitationPage {
    package static func page(_ page: Page, _ view: CitationView) -> HTML {
        let citation = view.citation
        let heading = citation.title.isEmpty ? page.t("citation.title", ["code": citation.code]) : citation.title
        return Layout.page(
            page, title: heading,
            body: """
                <div class="stack"><h1>\(heading)</h1>\(number(page, view))\(standing(page, view))</div>
                <div class="split"><div class="stack">\(rows(page, view))\(CitationFacts.html(page, view))</div>
                <aside class="stack">\(share(page, view))\(deed(page, view))</aside></div>
                """)
    }

    /// The number large, its unit, and what it is in one sentence.
    static func number(_ page: Page, _ view: CitationView) -> HTML {
        let citation = view.citation
        let says = CitedSentence(page: page, names: view.names).text(
            citation.formula, filter: view.filter, rows: citation.computed.rows, dataset: view.dataset.title(page.language))
        let figure: HTML
        if citation.formula.groups.isEmpty {
            let value = citation.computed.value.map { NumberText.short($0, page.format) } ?? page.t("citation.no_value")
            figure = """
                <p class="cited__number"><data value="\(citation.computed.value ?? "")">\(value)</data>\
                \(with: citation.unit, { " <span class=\"cited__unit\">\($0)</span>" })</p>
                """
        } else {
            figure = CitedSeries.html(page, citation, view.names)
        }
        return "<div class=\"cited\">\(figure)<p class=\"cited__says\">\(says)</p></div>"
    }

    /// Whether the deed is good, and what the newest version says.
    static func standing(_ page: Page, _ view: CitationView) -> HTML {
        var notices: [HTML] = []
        let verdict = view.standing.verdict
        if verdict != .valid {
            notices.append(
                Notice(.bad, title: page.t("citation.verdict.bad"), "<p>\(page.t(TextKey("citation.verdict.\(verdict.rawValue)")))</p>")
                    .html)
        }
        if view.dataset.state == .withdrawn { notices.append(Notice(.warn, "<p>\(page.t("citation.withdrawn"))</p>").html) }
        if let newer = view.standing.newer { notices.append(NewerNotice.html(page, newer, unit: view.citation.unit)) }
        if verdict == .valid, view.standing.newer == nil, view.dataset.state != .withdrawn {
            notices.append(Notice(.good, "<p>\(page.t("citation.newest"))</p>").html)
        }
        return "\(notices)"
    }

    private static func rows(_ page: Page, _ view: CitationView) -> HTML {
        if view.rows.isEmpty { return .empty }
        let hasMore = view.citation.computed.rows > view.rows.count
        return """
            <section class="stack"><h2>\(page.t("citation.rows"))</h2>\
            \(Table(
                page.t("citation.rows"), columns: view.columns,
                rows: view.rows.map { row in row.map { "\($0 ?? "–")" } }, isCards: false))\
            <p class="hint">\(page.t(hasMore ? "citation.rows.some" : "citation.rows.all", ["shown": page.format.number(view.rows.count), "rows": page.format.number(view.citation.computed.rows)]))</p>\
            \(with: view.allRows, { "<p><a href=\"\($0)\">\(page.t("citation.rows.link"))</a></p>" })</section>
            """
    }

    private static func share(_ page: Page, _ view: CitationView) -> HTML {
        Card(
            title: page.t("citation.share"),
            """
            \(with: QRPicture(view.address, label: page.t("citation.qr", ["code": view.citation.code])), { "<p>\($0.html)</p>" })\
            <p class="code cited__code">\(view.citation.code)</p>\
            \(CopyBox(page, id: "tautan", label: page.t("citation.link"), text: view.address))\
            \(CopyBox(page, id: "sisipan", label: page.t("citation.embed"), text: view.embedCode))\
            <p><a href="\(CitationPaths.picture(view.citation.code))" download>\(page.t("citation.qr.download"))</a> · \
            <a href="\(CitationPaths.badge(view.citation.code))">\(page.t("citation.badge"))</a></p>
            """
        ).html
    }

    private static func deed(_ page: Page, _ view: CitationView) -> HTML {
        Card(
            title: page.t("citation.deed"),
            """
            <p>\(page.t("citation.deed.about"))</p>\
            <p>\(Button(page.t("citation.deed.download"), kind: .quiet, icon: .download, link: CitationPaths.deed(view.citation.code)))</p>\
            <p><a href="\(CitationPaths.verifier())">\(page.t("citation.deed.verify"))</a></p>
            """
        ).html
    }
}

/// What the newest version says.
enum NewerNotice {
    static func html(_ page: Page, _ newer: Standing.Newer, unit: String?) -> HTML {
        let values = ["number": "\(newer.number)", "day": page.format.day(newer.publishedAt)]
        switch newer.outcome {
        case .same: return Notice(.good, "<p>\(page.t("citation.newer.same", values))</p>").html
        case .hidden: return Notice(.info, "<p>\(page.t("citation.newer.hidden", values))</p>").html
        case .unanswerable:
            return Notice(.warn, title: page.t("citation.newer.title"), "<p>\(page.t("citation.newer.unanswerable", values))</p>").html
        case .other(let value, let difference, let since):
            var values = values
            values["value"] = value.map { NumberText.shown($0, page.format) } ?? page.t("citation.no_value")
            values["unit"] = unit.map { " \($0)" } ?? ""
            values["since"] = page.format.day(since.publishedAt)
            values["since_number"] = "\(since.number)"
            let change = difference.map { text in (text.hasPrefix("-") ? "" : "+") + NumberText.shown(text, page.format) }
            return Notice(
                .warn, title: page.t("citation.newer.title"),
                """
                <p>\(page.t(value == nil && difference == nil ? "citation.newer.series" : "citation.newer.other", values))</p>\
                \(if: since.isAtLatest, "<p>\(page.t("citation.newer.at_latest"))</p>")\
                \(with: change, { "<p>\(page.t("citation.newer.difference", ["difference": $0]))</p>" })
                """
            ).html
        }
    }
}
