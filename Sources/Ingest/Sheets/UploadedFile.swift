import Kernel
import Tables

/// Opens what people upload, whatever it is.
package enum UploadedFile {
    /// Decides by the content what the file is, and by its name only where the content leaves it open. The file must stay where it is
    /// while it is read.
    /// - Parameter name: as the person's computer calls it.
    /// - Throws: `.unsupported`, `.malformed`, `.invalid` or `.tooLarge`, each with a sentence that says what to do.
    package static func open(path: String, named name: String) throws(AppError) -> any RawFile {
        let start = try ByteSource(path: path).read(64 << 10)
        let table = tableName(name)
        switch FileContent(start, named: name) {
        case .zip: return try WorkbookFile(path: path)
        case .compound: throw refused(try isLocked(path) ? "sheets.locked" : "sheets.old_workbook")
        case .refused(let key): throw refused(key)
        case .json:
            do { return try JSONFile(path: path, named: table) } catch {
                // `[1] Catatan;…` begins like JSON.
                guard start.first != UInt8(ascii: "{"), FileContent.isTextName(name) else { throw error }
                return try CSVFile(path: path, named: table)
            }
        case .text: return try CSVFile(path: path, named: table)
        case .empty: throw AppError.malformed("sheets.empty")
        }
    }

    static func refused(_ key: TextKey) -> AppError { AppError(.unsupported, Message(key)) }

    /// The name without folders and ending.
    private static func tableName(_ name: String) -> String {
        let plain = Plain.line(String(name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""))
        guard let dot = plain.lastIndex(of: "."), dot != plain.startIndex else { return plain.isEmpty ? "Data" : plain }
        return String(plain[..<dot])
    }

    /// An encrypted workbook lies in the same container as one of before 2007, under a name of its own.
    private static func isLocked(_ path: String) throws(AppError) -> Bool {
        let mark = "EncryptedPackage".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        let source = try ByteSource(path: path)
        var rest: [UInt8] = []
        while true {
            let piece = try source.read(1 << 20)
            if piece.isEmpty { return false }
            rest = rest.suffix(mark.count) + piece
            if rest.contains(mark) { return true }
        }
    }
}
