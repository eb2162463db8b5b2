import Foundation
import Kernel

/// Writes blocks one after the other.
struct PaperHTMLWriter {
    let paper: LaidPaper
    /// Added to the level of every heading.
    let base: Int
    /// Whether the title belongs to it; on a page of ours the page has one.
    let isAlone: Bool
    private var out = ""

    init(_ paper: LaidPaper, base: Int, isAlone: Bool) {
        self.paper = paper
        self.base = base
        self.isAlone = isAlone
    }

    var article: String {
        mutating get {
            out = "<article class=\"paper\(paper.look.hasCover ? " paper--cover" : "")\" lang=\"\(paper.language.rawValue)\">\n"
            header()
            for block in paper.blocks { write(block) }
            out += "</article>"
            return out
        }
    }

    private mutating func header() {
        out += "<header class=\"paper__front\">"
        if let head = paper.letterhead {
            out += "<div class=\"paper__letterhead\">"
            if let emblem = head.emblem { out += picture(emblem, head.emblemText) }
            out += "<p>" + head.names.map { "<strong>\(escaped($0))</strong>" }.joined(separator: "<br>")
            if !head.contact.isEmpty { out += "<br><small>\(head.contact.map(escaped).joined(separator: " · "))</small>" }
            out += "</p></div>"
        }
        if isAlone { out += "<h1>\(escaped(paper.title))</h1>" }
        if let subtitle = paper.subtitle { out += "<p class=\"paper__subtitle\">\(escaped(subtitle))</p>" }
        if paper.look.hasCover { out += "<p class=\"paper__date\">\(escaped(paper.dateLine))</p>" }
        out += "</header>\n"
    }

    private mutating func write(_ block: LaidBlock) {
        switch block {
        case .heading(let heading):
            let level = min(heading.level + base, 6)
            let number = heading.number.map { "<span class=\"paper__number\">\($0)</span> " } ?? ""
            out +=
                "<h\(level) id=\"\(heading.place)\"\(heading.startsPage ? " class=\"paper__new\"" : "")>\(number)\(escaped(heading.text))</h\(level)>\n"
        case .paragraph(let text): out += "<p>\(html(text))</p>\n"
        case .list(let list):
            let tag = list.isNumbered ? "ol" : "ul"
            out += "<\(tag)>" + list.items.map { "<li>\(html($0))</li>" }.joined() + "</\(tag)>\n"
        case .table(let table): write(table)
        case .sheet(let sheet):
            out += "<dl class=\"paper__sheet\">"
            for row in sheet.rows {
                out += "<div><dt>\(escaped(row.name))</dt><dd>"
                out += row.value.count == 1 ? html(row.value[0]) : row.value.map { "<p>\(html($0))</p>" }.joined()
                out += "</dd></div>"
            }
            out += "</dl>\n"
        case .figure(let figure):
            out += "<figure class=\"paper__figure\">\(picture(figure.svg, figure.alternative))"
            if let caption = figure.caption { out += "<figcaption>\(escaped(caption))</figcaption>" }
            out += "</figure>\n"
        case .qr(let qr): out += "<div class=\"paper__qr\">\(picture(qr.svg, qr.alternative))<p>\(html(qr.text))</p></div>\n"
        case .note(let note):
            out += "<div class=\"paper__note paper__note--\(note.kind.rawValue)\" role=\"note\">"
            out += note.texts.map { "<p>\(html($0))</p>" }.joined() + "</div>\n"
        case .contents(let contents): write(contents)
        case .signatures(let places):
            out += "<ul class=\"paper__signatures\">"
            for place in places {
                out += "<li><span>\(escaped(place.role))</span><strong>\(escaped(place.name))</strong>"
                if let detail = place.detail { out += "<small>\(escaped(detail))</small>" }
                out += "</li>"
            }
            out += "</ul>\n"
        case .pageBreak: out += "<div class=\"paper__break\"></div>\n"
        case .wide(let blocks):
            out += "<div class=\"paper__wide\">\n"
            for block in blocks { write(block) }
            out += "</div>\n"
        }
    }

    private mutating func write(_ table: PaperTable) {
        // A table wider than the screen is moved within its frame, also by keyboard.
        let name = table.caption.map { " aria-label=\"\(escaped($0))\"" } ?? ""
        out +=
            "<div class=\"paper__table\" tabindex=\"0\" role=\"region\"\(name.isEmpty ? " aria-label=\"\(escaped(paper.title))\"" : name)><table>"
        if let caption = table.caption {
            out += "<caption>\(escaped(caption))</caption>"
        } else if !isAlone {
            // On a page of ours every table has a name, also for those who do not see where it stands.
            out += "<caption class=\"visually-hidden\">\(escaped(paper.title))</caption>"
        }
        out += "<thead><tr>"
        for column in table.columns { out += "<th scope=\"col\"\(mark(column))>\(escaped(column.title))</th>" }
        out += "</tr></thead><tbody>"
        for row in table.rows { write(row, table, "td") }
        out += "</tbody>"
        if let total = table.total {
            out += "<tfoot>"
            write(total, table, "td")
            out += "</tfoot>"
        }
        out += "</table></div>\n"
    }

    private mutating func write(_ row: [PaperText], _ table: PaperTable, _ tag: String) {
        out += "<tr>"
        for (column, cell) in zip(table.columns, row) { out += "<\(tag)\(mark(column))>\(html(cell))</\(tag)>" }
        out += "</tr>"
    }

    private func mark(_ column: PaperTable.Column) -> String { column.isNumber ? " class=\"number\"" : "" }

    private mutating func write(_ contents: PaperContents) {
        out +=
            "<nav class=\"paper__contents\" aria-label=\"\(escaped(contents.title))\"><p><strong>\(escaped(contents.title))</strong></p><ul>"
        for heading in paper.headings where heading.level <= contents.depth {
            let number = heading.number.map { $0 + " " } ?? ""
            out += "<li class=\"paper__level\(heading.level)\"><a href=\"#\(heading.place)\">\(number)\(escaped(heading.text))</a></li>"
        }
        out += "</ul></nav>\n"
    }

    /// The drawing itself, named for those who cannot see it.
    private func picture(_ svg: String, _ alternative: String) -> String {
        guard let start = svg.range(of: "<svg") else { return escaped(alternative) }
        return "<svg role=\"img\" aria-label=\"\(escaped(alternative))\"" + svg[start.upperBound...]
    }

    func html(_ text: PaperText) -> String { text.runs.map(html).joined() }

    private func html(_ run: PaperRun) -> String {
        var piece = escaped(run.text).split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "<br>")
        if run.isBold { piece = "<strong>\(piece)</strong>" }
        if run.isItalic { piece = "<em>\(piece)</em>" }
        if let link = run.link { piece = "<a href=\"\(escaped(link))\">\(piece)</a>" }
        if let code = run.code {
            piece += "\u{2009}<a class=\"paper__code\" href=\"\(escaped(paper.codeAddress + code))\">\(code)</a>"
        }
        return piece
    }
}
