import Kernel
import Tables

/// A paper as DOCX (ECMA-376, transitional), for agencies that edit a draft in their word processor. What they change there does not come
/// back as data: it is put right where the paper was made from.
package struct PaperDOCX {
    private let paper: LaidPaper

    package init(_ paper: Paper) { self.paper = LaidPaper(paper) }

    /// The file. The same paper makes the same bytes.
    package func bytes() throws(AppError) -> [UInt8] {
        var body = DOCXBody(paper)
        let document = body.document
        let parts = body.parts
        let zip = ZipWriter(level: 6)
        var content: [UInt8] = []
        func add(_ name: String, _ text: String) throws(AppError) {
            try zip.add(name, Array(text.utf8))
            content += zip.take()
        }
        try add("[Content_Types].xml", PaperDOCX.contentTypes)
        try add("_rels/.rels", PaperDOCX.packageRelations)
        try add("docProps/core.xml", properties)
        try add(
            "docProps/app.xml",
            PaperDOCX.xml + "<Properties xmlns=\"\(PaperDOCX.extended)\"><Application>Pendopo</Application></Properties>")
        try add("word/document.xml", document)
        try add("word/styles.xml", DOCXStyles(paper).part)
        try add("word/numbering.xml", DOCXNumbering.part(lists: body.lists))
        try add("word/settings.xml", settings)
        try add("word/footer1.xml", footer)
        try add("word/footer2.xml", PaperDOCX.xml + "<w:ftr \(DOCXBody.namespaces)><w:p/></w:ftr>")
        try add("word/_rels/document.xml.rels", parts.relations)
        for medium in parts.media {
            try zip.add("word/" + medium.name, medium.bytes)
            content += zip.take()
        }
        try zip.finish()
        return content + zip.take()
    }

    static let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let extended = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml."

    private static let contentTypes =
        xml + """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="application/xml"/>\
            <Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/>\
            <Override PartName="/word/document.xml" ContentType="\(word)document.main+xml"/>\
            <Override PartName="/word/styles.xml" ContentType="\(word)styles+xml"/>\
            <Override PartName="/word/numbering.xml" ContentType="\(word)numbering+xml"/>\
            <Override PartName="/word/settings.xml" ContentType="\(word)settings+xml"/>\
            <Override PartName="/word/footer1.xml" ContentType="\(word)footer+xml"/>\
            <Override PartName="/word/footer2.xml" ContentType="\(word)footer+xml"/>\
            <Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
            <Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>
            """

    private static let packageRelations =
        xml + """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
            <Relationship Id="rId1" Type="\(office)/officeDocument" Target="word/document.xml"/>\
            <Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" \
            Target="docProps/core.xml"/>\
            <Relationship Id="rId3" Type="\(office)/extended-properties" Target="docProps/app.xml"/></Relationships>
            """

    private var properties: String {
        let moment = "\(paper.date)T00:00:00Z"
        return PaperDOCX.xml + """
            <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
            xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>\(escaped(paper.title))</dc:title>\
            <dc:creator>\(escaped(paper.publisher))</dc:creator><dc:description>\(escaped(paper.about ?? ""))</dc:description>\
            <cp:keywords>\(escaped(paper.keywords.joined(separator: ", ")))</cp:keywords>\
            <dcterms:created xsi:type="dcterms:W3CDTF">\(moment)</dcterms:created>\
            <dcterms:modified xsi:type="dcterms:W3CDTF">\(moment)</dcterms:modified>\
            <dc:language>\(DOCXStyles.tag(paper.language))</dc:language></cp:coreProperties>
            """
    }

    private var settings: String {
        PaperDOCX.xml + """
            <w:settings \(DOCXBody.namespaces)><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>\
            <w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" \
            w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>\
            <w:themeFontLang w:val="\(DOCXStyles.tag(paper.language))"/></w:settings>
            """
    }

    private var footer: String {
        PaperDOCX.xml + """
            <w:ftr \(DOCXBody.namespaces)><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>\(DOCXBody.run(paper.footer))<w:r><w:tab/></w:r>\
            \(DOCXBody.field("PAGE"))\(DOCXBody.run(" / "))\(DOCXBody.field("NUMPAGES"))</w:p></w:ftr>
            """
    }
}

/// What the document part points at, gathered while it is written.
struct DOCXParts {
    struct Medium {
        /// Below `word/`.
        var name: String
        var bytes: [UInt8]
    }

    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private(set) var media: [Medium] = []
    private var lines: [String] = []
    private var links: [String: String] = [:]
    /// The two footers come first.
    static let footer = "rId4"
    static let firstFooter = "rId5"

    init() {
        for (type, target) in [
            ("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml"), ("footer", "footer1.xml"),
            ("footer", "footer2.xml"),
        ] { _ = relate(type, target) }
    }

    var relations: String {
        PaperDOCX.xml + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + lines.joined()
            + "</Relationships>"
    }

    mutating func link(_ target: String) -> String {
        if let known = links[target] { return known }
        let id = relate("hyperlink", target, isOutside: true)
        links[target] = id
        return id
    }

    mutating func medium(_ bytes: [UInt8], _ ending: String) -> String {
        // The same picture, such as an empty frame, is kept once.
        if let index = media.firstIndex(where: { $0.bytes == bytes && $0.name.hasSuffix(ending) }) {
            return links["media:\(index)"] ?? ""
        }
        let name = "media/image\(media.count + 1).\(ending)"
        media.append(Medium(name: name, bytes: bytes))
        let id = relate("image", name)
        links["media:\(media.count - 1)"] = id
        return id
    }

    private mutating func relate(_ type: String, _ target: String, isOutside: Bool = false) -> String {
        let id = "rId\(lines.count + 1)"
        lines.append(
            "<Relationship Id=\"\(id)\" Type=\"\(DOCXParts.office)/\(type)\" Target=\"\(escaped(target))\"\(isOutside ? " TargetMode=\"External\"" : "")/>"
        )
        return id
    }
}
