import Foundation
import Kernel
import Tables

/// A ZIP file in the making on disk.
final class ZipFile {
    private let zip = ZipWriter(level: 6)
    private let path: String
    private let file: FileHandle

    init(_ path: String) throws(AppError) {
        self.path = path
        guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
            throw AppError.unavailable(Message("table.xlsx_not_written", ["reason": path]))
        }
        self.file = file
    }

    func begin(_ name: String) throws(AppError) { try zip.begin(name) }

    func write(_ bytes: [UInt8]) throws(AppError) {
        zip.write(bytes)
        if zip.pending > 1 << 20 { try flush() }
    }

    func end() throws(AppError) {
        zip.end()
        try flush()
    }

    func add(_ name: String, _ content: [UInt8]) throws(AppError) {
        try zip.add(name, content)
        try flush()
    }

    /// A part of another archive as it is packed there.
    func copy(_ part: ZipArchive.Part, of archive: ZipArchive) throws(AppError) {
        zip.begin(copying: part)
        let start = try archive.start(of: part)
        var at = start
        while at < start + part.compressed {
            let next = min(start + part.compressed, at + 1 << 20)
            guard let bytes = try archive.source.read(at..<next) else { throw ZipArchive.damaged(part.name) }
            zip.copy(bytes)
            try flush()
            at = next
        }
    }

    func close() throws(AppError) {
        try zip.finish()
        try flush()
        do { try file.close() } catch { throw failure(error) }
    }

    /// Leaves nothing behind.
    func discard() {
        try? file.close()
        try? FileManager.default.removeItem(atPath: path)
    }

    private func flush() throws(AppError) {
        do { try file.write(contentsOf: Data(zip.take())) } catch { throw failure(error) }
    }

    private func failure(_ error: any Error) -> AppError { AppError.unavailable(Message("table.xlsx_not_written", ["reason": "\(error)"])) }
}
