/// The small parts that every workbook of ours has beside its sheets.
enum WorkbookParts {
    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    /// Styles: 0 plain, 1 headings, 2 days, 3 moments.
    private static let styles = """
        <styleSheet xmlns="\(main)"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>\
        <numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>\
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>\
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
        <cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>\
        <xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>\
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>\
        <xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>\
        <cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
        """

    /// What stands before the sheets, however many there will be: XML is a sheet unless it is said to be something else.
    static let before: [(name: String, content: String)] = [
        (
            "[Content_Types].xml",
            """
            \(head)<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="\(types).worksheet+xml"/>\
            <Override PartName="/xl/workbook.xml" ContentType="\(types).sheet.main+xml"/>\
            <Override PartName="/xl/styles.xml" ContentType="\(types).styles+xml"/>\
            </Types>
            """
        ),
        (
            "_rels/.rels",
            """
            \(head)<Relationships xmlns="\(relations)"><Relationship Id="rId1" Type="\(office)/officeDocument" \
            Target="xl/workbook.xml"/></Relationships>
            """
        ),
    ]

    /// What stands behind the sheets, which are `xl/worksheets/sheet1.xml` and so on in the order of their names.
    static func after(_ sheets: [String]) -> [(name: String, content: String)] {
        let numbers = 1...max(1, sheets.count)
        return [
            (
                "xl/workbook.xml",
                """
                \(head)<workbook xmlns="\(main)" xmlns:r="\(office)"><sheets>\
                \(zip(numbers, sheets).map { "<sheet name=\"\(XMLText.escaped($1))\" sheetId=\"\($0)\" r:id=\"rId\($0)\"/>" }.joined())\
                </sheets></workbook>
                """
            ),
            (
                "xl/_rels/workbook.xml.rels",
                """
                \(head)<Relationships xmlns="\(relations)">\
                \(numbers.map { "<Relationship Id=\"rId\($0)\" Type=\"\(office)/worksheet\" Target=\"worksheets/sheet\($0).xml\"/>" }.joined())\
                <Relationship Id="rId\(sheets.count + 1)" Type="\(office)/styles" Target="styles.xml"/></Relationships>
                """
            ),
            ("xl/styles.xml", head + styles),
        ]
    }
}
