import Kernel

/// Writes the document part, block after block.
struct DOCXBody {
    let paper: LaidPaper
    var parts = DOCXParts()
    /// Numbered lists so far; each counts from one.
    private(set) var lists = 0
    var out = ""
    private var bookmarks = 0
    var pictures = 0
    /// Whether what is written now lies on pages turned sideways.
    private var isWide = false

    static let namespaces = """
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
        xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
        xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"
        """

    init(_ paper: LaidPaper) { self.paper = paper }

    var document: String {
        mutating get {
            front()
            let runs = DOCXBody.sections(paper.blocks)
            for (index, part) in runs.enumerated() {
                isWide = part.isWide
                for block in part.blocks { write(block) }
                let end = section(isWide: part.isWide, isFirst: index == 0)
                // A section ends with the paragraph that describes it; the last one with the body.
                out += index == runs.count - 1 ? end : "<w:p><w:pPr>\(end)</w:pPr></w:p>"
            }
            return PaperDOCX.xml + "<w:document \(DOCXBody.namespaces)><w:body>" + out + "</w:body></w:document>"
        }
    }

    /// Upright and turned stretches in order; the first is upright, for the title stands on it.
    private static func sections(_ blocks: [LaidBlock]) -> [(isWide: Bool, blocks: [LaidBlock])] {
        var sections: [(isWide: Bool, blocks: [LaidBlock])] = [(false, [])]
        for block in blocks {
            if case .wide(let inner) = block {
                sections.append((true, inner))
            } else if sections[sections.count - 1].isWide {
                sections.append((false, [block]))
            } else {
                sections[sections.count - 1].blocks.append(block)
            }
        }
        return sections
    }

    private mutating func front() {
        if let head = paper.letterhead {
            if let emblem = head.emblem { out += paragraph("Letterhead", drawing(emblem, head.emblemText, width: 1.7)) }
            let names = head.names.map { DOCXBody.run($0, isBold: true) + "<w:r><w:br/></w:r>" }
            out += paragraph("Letterhead", names.joined() + DOCXBody.run(head.contact.joined(separator: " · ")))
        }
        out += paragraph("Title", DOCXBody.run(paper.title))
        if let subtitle = paper.subtitle { out += paragraph("Subtitle", DOCXBody.run(subtitle)) }
        if paper.look.hasCover {
            out += paragraph("Subtitle", DOCXBody.run(paper.dateLine))
            out += paragraph(nil, "<w:r><w:br w:type=\"page\"/></w:r>")
        }
    }

    private mutating func write(_ block: LaidBlock) {
        switch block {
        case .heading(let heading): write(heading)
        case .paragraph(let text): out += paragraph(nil, runs(text))
        case .list(let list):
            if list.isNumbered { lists += 1 }
            let number = list.isNumbered ? DOCXNumbering.first + lists - 1 : DOCXNumbering.bullets
            for item in list.items {
                out += paragraph(
                    "ListParagraph", runs(item), more: "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"\(number)\"/></w:numPr>")
            }
        case .table(let table): write(table)
        case .sheet(let sheet): write(sheet)
        case .figure(let figure):
            out += paragraph(
                nil, drawing(figure.svg, figure.alternative, width: textWidth * figure.width / 100),
                more: figure.caption == nil ? "" : "<w:keepNext/>")
            if let caption = figure.caption { out += paragraph("Caption", DOCXBody.run(caption)) }
        case .qr(let qr):
            out += paragraph(
                nil, drawing(qr.svg, qr.alternative, width: qr.size, png: PNGPicture(modules: qr.rows).bytes), more: "<w:keepNext/>")
            out += paragraph(nil, runs(qr.text))
        case .note(let note):
            for text in note.texts { out += paragraph(note.kind == .warning ? "Warning" : "Note", runs(text)) }
        case .contents(let contents): write(contents)
        case .signatures(let places): write(places)
        case .pageBreak: out += paragraph(nil, "<w:r><w:br w:type=\"page\"/></w:r>")
        // Stretches within stretches are as wide already.
        case .wide(let blocks): for inner in blocks { write(inner) }
        }
    }

    private mutating func write(_ heading: LaidHeading) {
        bookmarks += 1
        let name = DOCXBody.bookmark(heading.place)
        let mark = "<w:bookmarkStart w:id=\"\(bookmarks)\" w:name=\"\(name)\"/>"
        let more =
            (heading.startsPage ? "<w:pageBreakBefore/>" : "")
            // Numbers come with the style; headings without say so.
            + (heading.number == nil ? "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>" : "")
        out += paragraph(
            "Heading\(heading.level)", mark + DOCXBody.run(heading.text) + "<w:bookmarkEnd w:id=\"\(bookmarks)\"/>", more: more)
    }

    private mutating func write(_ contents: PaperContents) {
        out += paragraph("ContentsTitle", DOCXBody.run(contents.title))
        let shown = paper.headings.filter { $0.level <= contents.depth }
        let start = """
            <w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-\(contents.depth)" \
            \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
            """
        let end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"
        guard !shown.isEmpty else {
            out += paragraph("TOC1", start + DOCXBody.run("–") + end)
            return
        }
        for (index, heading) in shown.enumerated() {
            let number = heading.number.map { $0 + "  " } ?? ""
            let link = "<w:hyperlink w:anchor=\"\(DOCXBody.bookmark(heading.place))\">\(DOCXBody.run(number + heading.text))</w:hyperlink>"
            out += paragraph("TOC\(heading.level)", (index == 0 ? start : "") + link + (index == shown.count - 1 ? end : ""))
        }
    }

    /// Text's width in centimetres.
    var textWidth: Double {
        let size = paper.look.sheet.size
        let isTurned = paper.look.isLandscape || isWide
        return (isTurned ? size.height : size.width) / 10 - 2 * paper.look.margin
    }

    private func section(isWide: Bool, isFirst: Bool) -> String {
        let size = paper.look.sheet.size
        let isTurned = paper.look.isLandscape || isWide
        let (width, height) = isTurned ? (size.height, size.width) : (size.width, size.height)
        let margin = DOCXBody.twips(paper.look.margin)
        return """
            <w:sectPr><w:footerReference w:type="default" r:id="\(DOCXParts.footer)"/>\
            <w:footerReference w:type="first" r:id="\(DOCXParts.firstFooter)"/>\
            <w:pgSz w:w="\(DOCXBody.twips(width / 10))" w:h="\(DOCXBody.twips(height / 10))"\(isTurned ? " w:orient=\"landscape\"" : "")/>\
            <w:pgMar w:top="\(margin)" w:right="\(margin)" w:bottom="\(margin)" w:left="\(margin)" w:header="567" w:footer="567" w:gutter="0"/>\
            \(isFirst && paper.look.hasCover ? "<w:titlePg/>" : "")</w:sectPr>
            """
    }
}
