import Foundation
import Kernel
import Tables

/// The workbook that somebody sent, with comments at the cells that need her attention and a coloured ground behind them.
/// Everything else in it stays as it was, byte for byte.
package enum AnnotatedWorkbook {
    /// More comments than this make a workbook slow to open; whoever mended as many sends it again.
    package static let mostRemarks = 5_000
    private static let longestText = 1_000
    private static let largestPart = 64 << 20

    /// Writes the copy. Blocks for as long as it takes.
    /// - Parameters:
    ///   - original: the path of a workbook that could be read.
    ///   - path: of a new file; nothing lies there when this throws.
    ///   - author: who the comments are by, as Excel shows it.
    /// - Returns: how many cells have a comment of ours.
    @discardableResult
    package static func write(original: String, to path: String, remarks: [CellRemark], author: String = "Pendopo") throws(AppError) -> Int
    {
        let workbook = try XLSXWorkbook(path: original)
        let sheets = try MarkedSheet.of(workbook, remarks, most: mostRemarks, longest: longestText)
        let output = try ZipFile(path)
        do throws(AppError) {
            try write(workbook, sheets, author, output)
            try output.close()
        } catch {
            output.discard()
            throw error
        }
        return sheets.reduce(0) { $0 + $1.remarks.count }
    }

    private static func write(_ workbook: XLSXWorkbook, _ sheets: [MarkedSheet], _ author: String, _ output: ZipFile) throws(AppError) {
        let archive = workbook.archive
        let styles = try MarkedStyles(workbook.stylesPart.map { name throws(AppError) in try whole(archive, name) ?? [] } ?? [])
        var changed: [String: [UInt8]] = [:]
        var added: [(String, [UInt8])] = []
        var newComments: [String] = []
        for sheet in sheets {
            let parts = CommentParts(author: author, remarks: sheet.remarks, sheet: sheet.index)
            let (comments, commented) = try parts.comments(
                adding: sheet.comments.map { name throws(AppError) in try whole(archive, name) ?? [] })
            let drawing = parts.drawing(
                adding: try sheet.drawing.map { name throws(AppError) in try whole(archive, name) ?? [] }, without: commented)
            if let name = sheet.comments { changed[name.lowercased()] = comments } else { added.append((sheet.newComments, comments)) }
            if let name = sheet.drawing { changed[name.lowercased()] = drawing } else { added.append((sheet.newDrawing, drawing)) }
            if sheet.comments == nil { newComments.append(sheet.newComments) }
            let more = sheet.newRelations
            guard !more.isEmpty else { continue }
            let relations = try PackageNames.relations(try whole(archive, sheet.relations), adding: more)
            if archive.has(sheet.relations) {
                changed[sheet.relations.lowercased()] = relations
            } else {
                added.append((sheet.relations, relations))
            }
        }
        let types = "[Content_Types].xml"
        changed[types.lowercased()] = try PackageNames.types(
            try whole(archive, types) ?? [], comments: newComments, hasDrawing: sheets.contains { $0.drawing == nil })

        let stylesPart = workbook.stylesPart?.lowercased()
        for name in archive.names where name.lowercased() != stylesPart {
            if let content = changed[name.lowercased()] {
                try output.add(name, content)
            } else if let sheet = sheets.first(where: { $0.part.lowercased() == name.lowercased() }), let stream = try archive.stream(name)
            {
                try output.begin(name)
                var rewriter = SheetRewriter(
                    XMLTags(part: name) { () throws(AppError) in try stream.next() }, places: sheet.remarks.map(\.place), styles: styles,
                    drawing: sheet.drawing == nil ? sheet.drawingID : nil
                ) { bytes throws(AppError) in try output.write(bytes) }
                try rewriter.run()
                try output.end()
            } else if let part = archive.parts[name.lowercased()] {
                try output.copy(part, of: archive)
            }
        }
        // Which copies of styles are needed is known once every sheet was written.
        if let name = workbook.stylesPart, archive.has(name) { try output.add(name, try styles.written()) }
        for (name, content) in added { try output.add(name, content) }
    }

    private static func whole(_ archive: ZipArchive, _ name: String) throws(AppError) -> [UInt8]? {
        guard let stream = try archive.stream(name) else { return nil }
        var bytes: [UInt8] = []
        while true {
            let piece = try stream.next()
            if piece.isEmpty { return bytes }
            bytes += piece
            guard bytes.count <= largestPart else { throw AppError.tooLarge(Message("table.xlsx_too_large", ["part": name])) }
        }
    }
}
