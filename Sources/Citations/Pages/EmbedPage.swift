import Kernel
import Signing
import Web

/// A cited number as other sites show it: the number, its sentence, where it comes from, and a link to the rest.
enum EmbedPage {
    static func page(_ page: Page, _ view: CitationView) -> HTML {
        let code = view.citation.code
        return """
            <!doctype html>
            <html lang="\(page.language.rawValue)"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1"><title>\(code)</title>
            <link rel="stylesheet" href="\(page.assets["css/pendopo.css"])">\
            <link rel="stylesheet" href="\(page.assets["css/data.css"])"></head>
            <body class="embed"><main>\(CitationPage.number(page, view))\
            <p class="small">\(badge(page, view)) \(view.producer) · \(page.format.day(view.citation.citedAt)) · \
            <a href="\(view.address)" target="_blank" rel="noopener">\(page.brand.regencyName) \(code)</a></p></main></body></html>
            """
    }

    private static func badge(_ page: Page, _ view: CitationView) -> HTML {
        if view.standing.verdict != .valid { return Tag(page.t("citation.verdict.bad"), .bad).html }
        if case .other? = view.standing.newer?.outcome { return Tag(page.t("citation.embed.newer"), .warn).html }
        return Tag(page.t("citation.verdict.valid"), .good).html
    }
}

/// A cited number as a small picture, for documents and pages that can show nothing else.
struct Badge {
    private let label: String
    private let value: String
    private let tint: String

    init(_ page: Page, _ view: CitationView) {
        let citation = view.citation
        label = "\(page.brand.regencyName) · \(citation.code)"
        let number =
            citation.formula.groups.isEmpty
            ? citation.computed.value.map { NumberText.short($0, page.format) } ?? "–"
            : page.t("citation.form.groups_found", ["count": "\(citation.computed.series.count)"])
        value = citation.unit.map { "\(number) \($0)" } ?? number
        if view.standing.verdict != .valid {
            tint = "#9c2219"
        } else if case .other? = view.standing.newer?.outcome {
            tint = "#7a4b00"
        } else {
            tint = "#1d6340"
        }
    }

    var file: String {
        // Wide enough for the text in any common typeface: a little more than half an em each.
        let first = 16 + label.count * 7
        let second = 16 + value.count * 8
        let svg: HTML = """
            <svg xmlns="http://www.w3.org/2000/svg" width="\(first + second)" height="24" role="img" aria-label="\(label): \(value)">\
            <title>\(label): \(value)</title><rect width="\(first + second)" height="24" rx="4" fill="#3b2314"/>\
            <path d="M\(first) 0h\(second - 4)a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4H\(first)z" fill="\(tint)"/>\
            <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle">\
            <text x="\(first / 2)" y="16">\(label)</text><text x="\(first + second / 2)" y="16" font-weight="700" font-size="12">\(value)</text></g></svg>
            """
        return svg.markup
    }
}
