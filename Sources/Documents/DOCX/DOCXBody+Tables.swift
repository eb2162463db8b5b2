import Kernel

extension DOCXBody {
    mutating func write(_ table: PaperTable) {
        if let caption = table.caption { out += paragraph("TableCaption", DOCXBody.run(caption)) }
        let widths = DOCXBody.widths(table.columns.map(\.width), of: textWidth)
        let size = Int((paper.look.size * 0.9 * table.scale * 2).rounded())
        out += DOCXBody.start(widths, name: table.caption ?? paper.title)
        out += "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        for (column, width) in zip(table.columns, widths) {
            out += cell(width, shade: "E6E8F3", [DOCXBody.run(column.title, isBold: true, size: size)], isNumber: column.isNumber)
        }
        out += "</w:tr>"
        for row in table.rows { write(row, table, widths, size, isBold: false) }
        if let total = table.total { write(total, table, widths, size, isBold: true) }
        out += "</w:tbl>" + paragraph("AfterTable", "")
    }

    private mutating func write(_ row: [PaperText], _ table: PaperTable, _ widths: [Int], _ size: Int, isBold: Bool) {
        out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        for (index, text) in row.enumerated() {
            out += cell(widths[index], shade: nil, [runs(text, isBold: isBold, size: size)], isNumber: table.columns[index].isNumber)
        }
        out += "</w:tr>"
    }

    mutating func write(_ sheet: PaperSheet) {
        let widths = DOCXBody.widths([sheet.nameWidth, 100 - sheet.nameWidth], of: textWidth)
        out += DOCXBody.start(widths, name: paper.title)
        for row in sheet.rows {
            let values = row.value.isEmpty ? [""] : row.value.map { runs($0) }
            out +=
                "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
                + cell(widths[0], shade: "F5F7F8", [DOCXBody.run(row.name, isBold: true)], isNumber: false)
            out += cell(widths[1], shade: nil, values, isNumber: false) + "</w:tr>"
        }
        out += "</w:tbl>" + paragraph("AfterTable", "")
    }

    mutating func write(_ places: [PaperSignature]) {
        let widths = DOCXBody.widths([1, 1], of: textWidth)
        out += DOCXBody.start(widths, name: paper.title, hasLines: false)
        for start in stride(from: 0, to: places.count, by: 2) {
            out += "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            for column in 0..<2 {
                guard start + column < places.count else {
                    out += cell(widths[column], shade: nil, [""], isNumber: false)
                    continue
                }
                let place = places[start + column]
                let space = String(repeating: "<w:r><w:br/></w:r>", count: 4)
                let detail = place.detail.map { "<w:r><w:br/></w:r>" + DOCXBody.run($0) } ?? ""
                out += cell(
                    widths[column], shade: nil, [DOCXBody.run(place.role) + space + DOCXBody.run(place.name, isBold: true) + detail],
                    isNumber: false, style: "Signature")
            }
            out += "</w:tr>"
        }
        out += "</w:tbl>" + paragraph("AfterTable", "")
    }

    private static func start(_ widths: [Int], name: String, hasLines: Bool = true) -> String {
        let line = { (side: String) in "<w:\(side) w:val=\"\(hasLines ? "single" : "nil")\" w:sz=\"4\" w:space=\"0\" w:color=\"C9D0D6\"/>" }
        return """
            <w:tbl><w:tblPr><w:tblW w:w="\(widths.reduce(0, +))" w:type="dxa"/>\
            <w:tblBorders>\(line("top"))\(line("bottom"))\(line("insideH"))</w:tblBorders><w:tblLayout w:type="fixed"/>\
            <w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>\
            <w:right w:w="90" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0420"/>\
            <w:tblCaption w:val="\(escaped(name))"/></w:tblPr><w:tblGrid>\(widths.map { "<w:gridCol w:w=\"\($0)\"/>" }.joined())</w:tblGrid>
            """
    }

    private func cell(_ width: Int, shade: String?, _ paragraphs: [String], isNumber: Bool, style: String = "TableText") -> String {
        let fill = shade.map { "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"\($0)\"/>" } ?? ""
        let align = isNumber ? "<w:jc w:val=\"right\"/>" : ""
        return "<w:tc><w:tcPr><w:tcW w:w=\"\(width)\" w:type=\"dxa\"/>\(fill)</w:tcPr>"
            + paragraphs.map { paragraph(style, $0, more: align) }.joined() + "</w:tc>"
    }

    private static func widths(_ parts: [Double], of centimetres: Double) -> [Int] {
        let whole = parts.reduce(0, +)
        return parts.map { Int(($0 / whole * Double(twips(centimetres))).rounded(.down)) }
    }
}
