/// One record as the scanner found it. The same one is filled again and again.
package struct CSVRecord {
    /// What is wrong with how a row is written.
    package enum Fault: Hashable, Sendable {
        /// The quote opened on that line was never closed; it was read as an ordinary letter.
        case unclosedQuote(line: Int)
        /// `"a"b`: something stands between a closing quote and the next delimiter.
        case textAfterQuote
        /// No end of the row within the longest row there can be; nothing behind it was read.
        case tooLong
    }

    package struct Cell: Sendable, Hashable {
        package var start: Int32
        package var end: Int32
    }

    /// Line of the file on which the record begins, from 1.
    package var line = 0
    /// The record's bytes, in which its cells lie; what is between them is of no meaning.
    package var bytes: [UInt8] = []
    package var cells: [Cell] = []
    package var fault: Fault?
    /// No byte of it is beyond ASCII.
    package var isASCII = true
    /// Some byte is one that no text has, such as NUL.
    package var isBinary = false

    package init() {}

    /// The record's beginning as text, to show in a problem.
    package var start: String { Encoding.text(bytes.prefix(80)) }

    /// Nothing but blanks.
    package var isBlank: Bool { cells.allSatisfy { cell in bytes[Int(cell.start)..<Int(cell.end)].allSatisfy { $0 == 32 || $0 == 9 } } }
}
