import Kernel

/// Writes an Excel workbook that can be sent while it is made, in memory that does not grow with its rows.
///
/// Add rows cell by cell, hand on what ``take()`` gives whenever ``pending`` is large enough, call ``finish()`` and take the rest.
/// Past the rows that a sheet can hold, another sheet goes on. Text is typed as text: nothing in it can become a formula.
package final class XLSXExport {
    package enum Kind: Sendable {
        case text
        /// Digits with `-` and `.`; more than fifteen digits are written as text, because a workbook would round them.
        case number
        /// `YYYY-MM-DD`, or with `THH:MM:SS` behind it.
        case date
        /// `true` or `false`.
        case boolean
    }

    private static let mostRows = 1_048_576
    /// Bytes of one sheet's XML, below what a ZIP file can say of a part.
    private static let largestSheet = 3 << 30

    private let zip = ZipWriter()
    private let names: SheetNames
    private let headings: [String]
    private var xml: [UInt8] = []
    private var sheets: [String] = []
    private var rows = 0
    private var isFinished = false

    /// - Parameters:
    ///   - sheet: made a name that Excel takes.
    ///   - headings: a first row in bold that stays in sight; none without.
    package init(sheet: String, headings: [String]) throws(AppError) {
        names = SheetNames(sheet)
        self.headings = headings
        xml.reserveCapacity(80 << 10)
        for (name, content) in WorkbookParts.before { try zip.add(name, Array(content.utf8)) }
        try beginSheet()
    }

    /// How many bytes wait to be taken.
    package var pending: Int { zip.pending }

    /// What was made since the last call.
    package func take() -> [UInt8] { zip.take() }

    package func beginRow() throws(AppError) {
        if rows >= XLSXExport.mostRows || zip.size > XLSXExport.largestSheet {
            endSheet()
            try beginSheet()
        }
        rows += 1
        put("<row>")
    }

    package func endRow() {
        put("</row>")
        if xml.count >= 64 << 10 { flush() }
    }

    package func addEmpty() { put("<c/>") }

    /// Adds a cell. What is not of the kind it should be becomes text.
    package func add(_ value: UnsafeBufferPointer<UInt8>, as kind: Kind) {
        switch kind {
        case .number where XLSXExport.isNumber(value):
            put("<c><v>")
            xml.append(contentsOf: value)
            put("</v></c>")
        case .boolean where value.elementsEqual("true".utf8): put("<c t=\"b\"><v>1</v></c>")
        case .boolean where value.elementsEqual("false".utf8): put("<c t=\"b\"><v>0</v></c>")
        case .date:
            if let serial = XLSXExport.serial(value) {
                put(value.count == 10 ? "<c s=\"2\"><v>" : "<c s=\"3\"><v>")
                xml.append(contentsOf: serial.utf8)
                put("</v></c>")
            } else {
                addText(value)
            }
        default: addText(value)
        }
    }

    package func add(_ text: String) {
        var text = text
        text.withUTF8 { add($0, as: .text) }
    }

    /// Ends the workbook; ``take()`` then gives the rest.
    package func finish() throws(AppError) {
        guard !isFinished else { return }
        isFinished = true
        endSheet()
        for (name, content) in WorkbookParts.after(sheets) { try zip.add(name, Array(content.utf8)) }
        try zip.finish()
    }

    private func beginSheet() throws(AppError) {
        sheets.append(names.next())
        rows = 0
        try zip.begin("xl/worksheets/sheet\(sheets.count).xml")
        put("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"")
        put("http://schemas.openxmlformats.org/spreadsheetml/2006/main\">")
        guard !headings.isEmpty else { return put("<sheetData>") }
        put(
            "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
        )
        put("</sheetView></sheetViews><cols>")
        for (index, heading) in headings.enumerated() {
            let width = min(60, max(10, heading.count + 2))
            xml.append(contentsOf: "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(width)\" customWidth=\"1\"/>".utf8)
        }
        put("</cols><sheetData><row>")
        for heading in headings {
            var heading = heading
            heading.withUTF8 { addText($0, style: " s=\"1\"") }
        }
        put("</row>")
        rows = 1
    }

    private func endSheet() {
        put("</sheetData></worksheet>")
        flush()
        zip.end()
    }

    private func flush() {
        zip.write(xml)
        xml.removeAll(keepingCapacity: true)
    }

    private func put(_ text: StaticString) {
        xml.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private func addText(_ text: UnsafeBufferPointer<UInt8>, style: StaticString = "") {
        guard let first = text.first, let last = text.last else { return addEmpty() }
        put("<c t=\"inlineStr\"")
        put(style)
        put(first <= 32 || last <= 32 ? "><is><t xml:space=\"preserve\">" : "><is><t>")
        if text.count > 32_767, case let whole = String(decoding: text, as: UTF8.self), whole.utf16.count > 32_767 {
            // A cell counts its length in UTF-16 and has no room for more.
            Array((String(decoding: whole.utf16.prefix(32_700), as: UTF16.self) + "…").utf8).withUnsafeBufferPointer {
                XMLText.append($0, to: &xml)
            }
        } else {
            XMLText.append(text, to: &xml)
        }
        put("</t></is></c>")
    }

    private static func isNumber(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        var digits = 0
        var hasPoint = false
        var leading = true
        for (index, byte) in value.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0: break
            case UInt8(ascii: ".") where !hasPoint && index > 0: hasPoint = true
            case 48...57:
                if byte != 48 { leading = false }
                if !leading { digits += 1 }
            default: return false
            }
        }
        return digits <= 15 && value.last.map { (48...57).contains($0) } ?? false
    }

    /// Days since 1900 as workbooks count them; `nil` for days they cannot count.
    private static func serial(_ value: UnsafeBufferPointer<UInt8>) -> String? {
        guard value.count == 10 || value.count == 19, let day = Day(String(decoding: value.prefix(10), as: UTF8.self)) else { return nil }
        let serial = day.daysSinceEpoch + 25_569
        guard serial > 60, serial < 2_958_466 else { return nil }
        guard value.count == 19 else { return "\(serial)" }
        func two(_ at: Int) -> Int { Int(value[at]) * 10 + Int(value[at + 1]) - 528 }
        let seconds = two(11) * 3600 + two(14) * 60 + two(17)
        guard value[11..<19].allSatisfy({ (48...58).contains($0) }), seconds < 86_400 else { return nil }
        return "\(Double(serial) + Double(seconds) / 86_400)"
    }
}
