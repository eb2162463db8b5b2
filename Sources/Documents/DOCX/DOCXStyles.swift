import Kernel

/// The styles part: everything the agency's word processor can change in one place.
struct DOCXStyles {
    let paper: LaidPaper

    init(_ paper: LaidPaper) { self.paper = paper }

    /// As word processors name languages.
    static func tag(_ language: Language) -> String { language == .indonesian ? "id-ID" : "en-GB" }

    private var accent: String { String(paper.look.accent.dropFirst()).uppercased() }
    private var size: Int { Int((paper.look.size * 2).rounded()) }

    var part: String {
        PaperDOCX.xml + """
            <w:styles \(DOCXBody.namespaces)><w:docDefaults><w:rPrDefault><w:rPr>\
            <w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/><w:sz w:val="\(size)"/><w:szCs w:val="\(size)"/>\
            <w:lang w:val="\(DOCXStyles.tag(paper.language))" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
            <w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>\
            <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>\
            <w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>\
            <w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>\
            <w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>\
            <w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>\
            \(headings)\(others)\(characters)</w:styles>
            """
    }

    private var headings: String {
        let sizes = [size * 8 / 5, size * 13 / 10, size * 11 / 10, size]
        return (1...4).map { level in
            style(
                "Heading\(level)", "heading \(level)", next: "Normal",
                paragraph: """
                    <w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="\(level - 1)"/><w:numId w:val="\(DOCXNumbering.headings)"/></w:numPr>\
                    <w:spacing w:before="\(level == 1 ? 360 : 240)" w:after="120"/><w:outlineLvl w:val="\(level - 1)"/>
                    """, run: "<w:b/>" + (level < 3 ? "<w:color w:val=\"\(accent)\"/>" : "") + "<w:sz w:val=\"\(sizes[level - 1])\"/>")
        }.joined()
    }

    private var others: String {
        [
            style(
                "Title", "Title", next: "Normal", paragraph: "<w:spacing w:before=\"240\" w:after=\"120\"/>",
                run: "<w:b/><w:color w:val=\"\(accent)\"/><w:sz w:val=\"\(size * 2)\"/>"),
            style("Subtitle", "Subtitle", next: "Normal", run: "<w:color w:val=\"5B6470\"/><w:sz w:val=\"\(size * 6 / 5)\"/>"),
            style(
                "Letterhead", "Letterhead",
                paragraph:
                    "<w:pBdr><w:bottom w:val=\"thickThinSmallGap\" w:sz=\"18\" w:space=\"4\" w:color=\"auto\"/></w:pBdr><w:jc w:val=\"center\"/>"
            ),
            style("ListParagraph", "List Paragraph", paragraph: "<w:spacing w:after=\"60\"/>"),
            style(
                "Caption", "caption", paragraph: "<w:spacing w:before=\"60\" w:after=\"180\"/>",
                run: "<w:b/><w:sz w:val=\"\(size * 9 / 10)\"/>"),
            style(
                "TableCaption", "Table Caption", paragraph: "<w:keepNext/><w:spacing w:before=\"120\" w:after=\"60\"/>",
                run: "<w:b/><w:sz w:val=\"\(size * 9 / 10)\"/>"),
            style(
                "TableText", "Table Text", paragraph: "<w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
                run: "<w:sz w:val=\"\(size * 9 / 10)\"/>"),
            style("AfterTable", "After Table", paragraph: "<w:spacing w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>"),
            style("Signature", "Signature", paragraph: "<w:jc w:val=\"center\"/>"),
            style("Note", "Note", paragraph: note(accent, "EEF5F8")), style("Warning", "Warning", paragraph: note("9A5B00", "FDF3E1")),
            style(
                "ContentsTitle", "Contents Title", next: "Normal", paragraph: "<w:keepNext/>",
                run: "<w:b/><w:color w:val=\"\(accent)\"/><w:sz w:val=\"\(size * 8 / 5)\"/>"),
            style(
                "Footer", "footer", paragraph: "<w:tabs><w:tab w:val=\"right\" w:pos=\"\(footerEnd)\"/></w:tabs><w:spacing w:after=\"0\"/>",
                run: "<w:color w:val=\"5B6470\"/><w:sz w:val=\"16\"/>"),
        ].joined()
            + (1...4).map { level in
                style("TOC\(level)", "toc \(level)", paragraph: "<w:spacing w:after=\"40\"/><w:ind w:left=\"\((level - 1) * 240)\"/>")
            }.joined()
    }

    private var characters: String {
        """
        <w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="\(accent)"/><w:u w:val="single"/></w:rPr></w:style>\
        <w:style w:type="character" w:styleId="FigureCode"><w:name w:val="Figure Code"/><w:rPr><w:color w:val="\(accent)"/>\
        <w:sz w:val="\(size * 7 / 10)"/><w:vertAlign w:val="superscript"/></w:rPr></w:style>
        """
    }

    private var footerEnd: Int {
        let sheet = paper.look.sheet.size
        return DOCXBody.twips((paper.look.isLandscape ? sheet.height : sheet.width) / 10 - 2 * paper.look.margin)
    }

    private func note(_ colour: String, _ fill: String) -> String {
        """
        <w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="\(colour)"/></w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="\(fill)"/>\
        <w:ind w:left="200"/>
        """
    }

    private func style(_ id: String, _ name: String, next: String? = nil, paragraph: String = "", run: String = "") -> String {
        """
        <w:style w:type="paragraph" w:styleId="\(id)"><w:name w:val="\(name)"/><w:basedOn w:val="Normal"/>\
        \(next.map { "<w:next w:val=\"\($0)\"/>" } ?? "")<w:qFormat/>\(paragraph.isEmpty ? "" : "<w:pPr>\(paragraph)</w:pPr>")\
        \(run.isEmpty ? "" : "<w:rPr>\(run)</w:rPr>")</w:style>
        """
    }
}

/// The numbering part: headings `1`, `1.1` …, dots, and one count for each numbered list.
enum DOCXNumbering {
    static let headings = 1
    static let bullets = 2
    /// Number of the first numbered list.
    static let first = 3

    static func part(lists: Int) -> String {
        let levels = (0..<4).map { level in
            let text = (1...(level + 1)).map { "%\($0)" }.joined(separator: ".")
            return """
                <w:lvl w:ilvl="\(level)"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading\(level + 1)"/>\
                <w:lvlText w:val="\(text)"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
                """
        }.joined()
        let count = (0..<lists).map { list in
            """
            <w:num w:numId="\(first + list)"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
            """
        }.joined()
        return PaperDOCX.xml + """
            <w:numbering \(DOCXBody.namespaces)><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>\(levels)</w:abstractNum>\
            <w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>\(level("bullet", "•"))</w:abstractNum>\
            <w:abstractNum w:abstractNumId="2"><w:multiLevelType w:val="hybridMultilevel"/>\(level("decimal", "%1."))</w:abstractNum>\
            <w:num w:numId="\(headings)"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="\(bullets)"><w:abstractNumId w:val="1"/></w:num>\
            \(count)</w:numbering>
            """
    }

    private static func level(_ format: String, _ text: String) -> String {
        """
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="\(format)"/><w:lvlText w:val="\(text)"/><w:lvlJc w:val="left"/><w:pPr>\
        <w:ind w:left="425" w:hanging="283"/></w:pPr></w:lvl>
        """
    }
}
