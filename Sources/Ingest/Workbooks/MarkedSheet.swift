import Kernel
import Tables

/// A sheet that gets comments, and the parts they belong into.
struct MarkedSheet {
    let index: Int
    let part: String
    /// One for each cell, in order.
    let remarks: [(place: CellPlace, text: String)]
    /// Parts that are there already.
    let comments: String?
    let drawing: String?

    var relations: String {
        let (folder, file) = MarkedSheet.split(part)
        return "\(folder)_rels/\(file).rels"
    }

    /// Names that no part of the workbook has.
    var newComments: String { "xl/pendopo/comments\(index + 1).xml" }
    var newDrawing: String { "xl/pendopo/drawing\(index + 1).vml" }
    var drawingID: String { "rIdPendopoDrawing" }

    var newRelations: [(id: String, type: String, target: String)] {
        var more: [(id: String, type: String, target: String)] = []
        if comments == nil { more.append(("rIdPendopoComments", "comments", "/\(newComments)")) }
        if drawing == nil { more.append((drawingID, "vmlDrawing", "/\(newDrawing)")) }
        return more
    }

    /// Sheets with remarks, each cell's texts put together.
    static func of(_ workbook: XLSXWorkbook, _ remarks: [CellRemark], most: Int, longest: Int) throws(AppError) -> [MarkedSheet] {
        var texts: [Int: [CellPlace: String]] = [:]
        var count = 0
        for remark in remarks where workbook.sheets.indices.contains(remark.sheet) {
            let place = CellPlace(row: remark.row - 1, column: remark.column ?? 0)
            guard (0..<1_048_576).contains(place.row), (0..<Limits.columns).contains(place.column) else { continue }
            if let known = texts[remark.sheet]?[place] {
                texts[remark.sheet]?[place] = String("\(known)\n\(remark.text)".prefix(longest))
            } else if count < most {
                count += 1
                texts[remark.sheet, default: [:]][place] = String(remark.text.prefix(longest))
            }
        }
        var sheets: [MarkedSheet] = []
        for (index, cells) in texts.sorted(by: { $0.key < $1.key }) {
            let part = workbook.sheets[index].part
            // A macro sheet or one listed twice cannot be written twice.
            guard !sheets.contains(where: { $0.part == part }) else { continue }
            let known = try workbook.relations(of: part)
            sheets.append(
                MarkedSheet(
                    index: index, part: part, remarks: cells.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
                    comments: known.target(type: "comments"), drawing: known.target(type: "vmlDrawing")))
        }
        return sheets
    }

    private static func split(_ part: String) -> (folder: String, file: String) {
        guard let slash = part.lastIndex(of: "/") else { return ("", part) }
        return (String(part[...slash]), String(part[part.index(after: slash)...]))
    }
}
