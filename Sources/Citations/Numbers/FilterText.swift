import Columns
import Kernel
import Rows

/// Which rows are cited, in the language of addresses (`kecamatan=eq.Patrang&tahun=gt.2020`), always written in the same way.
enum FilterText {
    /// Longer ones are refused: they could not be read by anybody, and stand in the deed whole.
    static let longest = 4000

    /// - Throws: `.invalid` at `filter` when it is not a filter of that table.
    static func filter(_ text: String, of shape: TableShape) throws(AppError) -> RowFilter {
        try question(text, of: shape).wholeFilter(ColumnCheck(shape))
    }

    /// The one text of what `text` says.
    static func canonical(_ text: String, of shape: TableShape) throws(AppError) -> String {
        AddressWriter.query(try question(text, of: shape))
    }

    /// Only what chooses rows: order, page and shown columns of an address that was pasted do not matter for a number.
    private static func question(_ text: String, of shape: TableShape) throws(AppError) -> RowQuestion {
        guard text.utf8.count <= longest else { throw .invalid("filter", Message("error.too_long", ["max": "\(longest)"])) }
        let typed = text.hasPrefix("?") ? String(text.dropFirst()) : text
        let read: RowQuestion
        do throws(AppError) {
            read = try AddressReader(ColumnCheck(shape), mostRows: .max).read(AddressEscapes.pairs(Array(typed.utf8)))
        } catch {
            throw AppError(error.kind, error.message, issues: error.issues.map { Issue("filter", $0.message) })
        }
        var question = RowQuestion()
        question.filter = read.filter
        question.search = read.search
        return question
    }
}
