import Crypto
import Foundation
import Kernel
import Storage

/// A file that came with a form. Its content rests in memory when small, else in a temporary file that disappears with the
/// last copy of this value.
package struct UploadedFile: Sendable {
    /// Name of the form's field.
    package let field: String
    /// What the sender calls it, made harmless: no folders, no hidden characters, at most 120 letters. Only ever shown.
    package let filename: String
    /// What the sender claims it to be. Never trust it.
    package let claimedType: String
    package let size: Int
    /// SHA-256 of the content in hexadecimal.
    package let sha256: String
    private let content: Content

    private enum Content: Sendable {
        case memory([UInt8])
        case disk(TemporaryFile)
    }

    /// A file of bytes at hand, for tests and for forms taken up again.
    package init(field: String, filename: String, claimedType: String, bytes: [UInt8]) {
        self.field = field
        self.filename = UploadedFile.harmless(filename)
        self.claimedType = claimedType
        size = bytes.count
        sha256 = hex(SHA256.hash(data: bytes))
        content = .memory(bytes)
    }

    init(field: String, filename: String, claimedType: String, size: Int, sha256: String, file: TemporaryFile) {
        self.field = field
        self.filename = UploadedFile.harmless(filename)
        self.claimedType = claimedType
        self.size = size
        self.sha256 = sha256
        content = .disk(file)
    }

    /// The whole content; reads from disk beside the cooperative threads.
    package func bytes() async throws -> [UInt8] {
        switch content {
        case .memory(let bytes): return bytes
        case .disk(let file):
            return try await Background.run { Array(try Data(contentsOf: file.url)) }
        }
    }

    /// Keeps the file in a store without holding it in memory; its bytes cannot be read from here afterwards.
    /// - Returns: the hash under which the store keeps it.
    package func keep(in store: FileStore) async throws -> String {
        switch content {
        case .memory(let bytes): try await store.put(bytes)
        case .disk(let file): try await store.put(movingFileAt: file.url.path)
        }
    }

    static func harmless(_ filename: String) -> String {
        let last = filename.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let plain = String(Plain.line(last).drop { $0 == "." }.prefix(120))
        return plain.isEmpty ? "berkas" : plain
    }
}

/// A file that is removed when nobody refers to it any more.
final class TemporaryFile: Sendable {
    let url: URL

    /// Makes an empty file, readable by us only.
    init(folder: URL, name: String) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        url = folder.appendingPathComponent(name)
        guard FileManager.default.createFile(atPath: url.path, contents: nil, attributes: [.posixPermissions: 0o600]) else {
            throw AppError(.unavailable, "error.disk_full")
        }
    }

    deinit { try? FileManager.default.removeItem(at: url) }
}
