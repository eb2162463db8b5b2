import Columns
import Crypto
import Foundation
import Kernel

/// The derived files of an installation, in a folder of their own: made when first asked for, once however many ask, named by what is
/// in them, and thrown away when the folder grows too large, the longest unused first.
package actor DerivedTables {
    private let folder: String
    private let mostBytes: Int
    private let lane = Background(parallel: 1)
    private var making: [String: Task<Void, any Error>] = [:]

    /// - Parameter mostBytes: what all files together may have; the one that is being asked stays.
    package init(folder: String, mostBytes: Int = 4 << 30) {
        // Workers stand elsewhere than we do.
        self.folder = URL(fileURLWithPath: folder).standardizedFileURL.path
        self.mostBytes = mostBytes
    }

    /// The path of a file with these columns and rows of a version.
    /// - Parameters:
    ///   - columns: all without it.
    ///   - scope: the rows that the asker may see.
    /// - Throws: `unavailable` when the disk is full.
    package func path(_ file: ColumnFile, columns: [String]? = nil, scope: RowFilter = .everything) async throws -> String {
        let path = "\(folder)/\(DerivedTables.name(file, columns, scope))"
        if access(path, R_OK) == 0 {
            utimes(path, nil)
            return path
        }
        if let task = making[path] {
            try await task.value
            return path
        }
        let task = Task { [folder, lane, mostBytes] in
            try await lane.run { () throws(AppError) in
                do { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) } catch {
                    throw AppError.unavailable("rows.sql_no_file")
                }
                try DerivedTable.build(file, columns: columns, rows: try file.rows(matching: scope), to: path)
                DerivedTables.makeRoom(folder, mostBytes, keeping: path)
            }
        }
        making[path] = task
        defer { making[path] = nil }
        try await task.value
        return path
    }

    /// By the version, and the columns and rows that are in it.
    private static func name(_ file: ColumnFile, _ columns: [String]?, _ scope: RowFilter) -> String {
        let version = hex(file.sha256.prefix(16))
        guard columns != nil || scope != .everything else { return version + ".sqlite" }
        let described =
            (columns ?? []).map { "\($0.utf8.count):\($0)" }.joined() + "|"
            + AddressWriter.conditions(scope).map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        return version + "-" + hex(Array(SHA256.hash(data: Data(described.utf8))).prefix(8)) + ".sqlite"
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func makeRoom(_ folder: String, _ most: Int, keeping kept: String) {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var found: [(path: String, size: Int, used: Int)] = []
        for name in files where name.hasSuffix(".sqlite") {
            var status = stat()
            let path = "\(folder)/\(name)"
            if stat(path, &status) == 0 { found.append((path, Int(status.st_size), Int(status.st_mtim.tv_sec))) }
        }
        var size = found.reduce(0) { $0 + $1.size }
        for file in found.sorted(by: { $0.used < $1.used }) where size > most && file.path != kept {
            // Whoever has it open keeps it until he is done.
            unlink(file.path)
            size -= file.size
        }
    }
}
