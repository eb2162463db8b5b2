import Kernel

/// An Excel workbook (.xlsx) opened for reading. Sheets are read row by row; only shared strings are kept in memory.
///
/// A file that is not a workbook, is locked, damaged or unpacks to absurd sizes throws with words for whoever sent it.
package final class XLSXWorkbook {
    /// One worksheet's name and place.
    package struct Sheet: Sendable, Hashable {
        package var name: String
        /// Hidden from whoever opens the workbook.
        package var isHidden: Bool
        /// Where it lies in the file.
        package let part: String
    }

    /// The worksheets in the order of their tabs.
    package let sheets: [Sheet]
    package let archive: ZipArchive
    let texts: TextStore
    /// Where the styles lie; `nil` without any.
    package let stylesPart: String?
    let styles: XLSXStyles
    let is1904: Bool

    package convenience init(path: String) throws(AppError) { try self.init(RandomSource(path: path)) }
    package convenience init(_ bytes: [UInt8]) throws(AppError) { try self.init(RandomSource(bytes)) }

    init(_ source: RandomSource) throws(AppError) {
        archive = try ZipArchive(source)
        let root = try XLSXRelations(archive, "_rels/.rels", base: "")
        let main = root.target(type: "officeDocument") ?? "xl/workbook.xml"
        let folder = main.split(separator: "/").dropLast().joined(separator: "/")
        let file = main.split(separator: "/").last.map(String.init) ?? main
        let relations = try XLSXRelations(archive, "\(folder)/_rels/\(file).rels", base: folder)

        let outline = XLSXOutline()
        guard let stream = try archive.stream(main) else { throw AppError(.unsupported, "table.xlsx_not") }
        try SAX.read(stream, outline, part: main)
        sheets = outline.sheets.compactMap { sheet in
            relations.targets[sheet.relation].map { Sheet(name: sheet.name, isHidden: sheet.isHidden, part: $0) }
        }
        is1904 = outline.is1904
        guard !sheets.isEmpty else { throw ZipArchive.damaged(main) }

        styles = XLSXStyles()
        stylesPart = relations.target(type: "styles")
        if let part = stylesPart, let stream = try archive.stream(part) {
            try SAX.read(stream, styles, part: part)
        }
        let shared = XLSXStrings()
        if let part = relations.target(type: "sharedStrings"), let stream = try archive.stream(part) {
            try SAX.read(stream, shared, part: part)
            if shared.isTooLarge { throw AppError.tooLarge(Message("table.xlsx_too_large", ["part": part])) }
        }
        texts = shared.texts
        try texts.seal()
    }

    /// The rows of a sheet; without a name, of the first one that is not hidden. Throws with the names there are.
    package func rows(_ name: String? = nil) throws(AppError) -> XLSXRowReader {
        let wanted = name.map(TableHeader.fold)
        let found = sheets.first { sheet in wanted.map { $0 == TableHeader.fold(sheet.name) } ?? !sheet.isHidden }
        guard let sheet = found ?? (name == nil ? sheets.first : nil) else {
            let names = sheets.map(\.name).joined(separator: ", ")
            throw AppError.invalid("sheet", Message("table.xlsx_no_sheet", ["sheet": name ?? "", "found": names]))
        }
        return try XLSXRowReader(self, sheet)
    }

    /// The rows of a sheet by its position.
    package func rows(ofSheet index: Int) throws(AppError) -> XLSXRowReader { try XLSXRowReader(self, sheets[index]) }

    /// Which parts belong to a part, such as a sheet's comments.
    package func relations(of part: String) throws(AppError) -> XLSXRelations {
        let steps = part.split(separator: "/")
        let folder = steps.dropLast().joined(separator: "/")
        return try XLSXRelations(archive, "\(folder)/_rels/\(steps.last ?? "").rels", base: folder)
    }

    /// Blocks of cells of a sheet that are merged into one; the value stands in the upper left of each. Reads the whole sheet.
    package func mergedCells(_ name: String? = nil) throws(AppError) -> [CellRange] {
        let reader = try rows(name)
        while try reader.next() != nil {}
        return reader.merged
    }
}

/// The workbook's own part: names of the sheets and how days are counted.
private final class XLSXOutline: SAXHandler {
    var sheets: [(name: String, isHidden: Bool, relation: String)] = []
    var is1904 = false

    func start(_ name: SAXName, _ attributes: SAXAttributes) {
        switch name {
        case "sheet":
            // `id` with a prefix is the relation; the sheet's own number is called `sheetId`.
            if let sheet = attributes["name"], let relation = attributes["id"], sheets.count < 1000 {
                sheets.append((sheet, attributes["state"].map { $0 != "visible" } ?? false, relation))
            }
        case "workbookPr": is1904 = ["1", "true"].contains(attributes["date1904"])
        default: break
        }
    }

    func end(_ name: SAXName) {}
    func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}
