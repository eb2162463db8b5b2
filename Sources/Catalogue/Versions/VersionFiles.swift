import Columns
import Foundation
import Kernel
import Storage
import Synchronization

/// The files behind versions: canonical CSVs in the installation's store, and what is derived from them by pure functions in
/// `derived/<hash>.<kind>`. Derived files may be removed at any time; they are made anew when they are missing or of another format.
package final class VersionFiles: Sendable {
    package let store: FileStore
    /// Where derived files lie.
    package let folder: String
    private let recent: RecentFiles
    private let making = OneAtATime()

    /// - Parameter kept: how many column files stay mapped; each costs address space and a file handle, not memory.
    package init(store: FileStore, folder: String, kept: Int = 256) {
        self.store = store
        self.folder = folder
        recent = RecentFiles(capacity: kept)
    }

    /// Keeps a canonical CSV that was written to disk.
    /// - Returns: its hash, the version's address.
    package func keep(csvAt path: String) async throws -> String { try await store.put(movingFileAt: path) }

    /// Path of a version's canonical CSV on this machine, brought there from the bucket if need be.
    /// - Throws: `unavailable` when the store has lost it, or cannot be reached.
    package func csv(_ hash: String) async throws -> String {
        guard let path = try await store.file(hash) else {
            throw AppError.unavailable(Message("error.version_file_missing", ["hash": hash]))
        }
        return path
    }

    /// The column file of a version, mapped and checked; made when there is none or one of another format.
    package func columns(_ hash: String, shape: TableShape) async throws -> ColumnFile {
        try await opened(hash) {
            try await self.derived(hash, kind: "columns", isUsable: { (try? ColumnFile(path: $0)) != nil }) { csv, path in
                try ColumnFileBuilder().build(csv: csv, shape: shape, to: path)
            }
        }
    }

    /// A column file by a name of its own; mapped when it was not lately.
    /// - Parameter path: where it lies, made if need be.
    func opened(_ name: String, _ path: () async throws -> String) async throws -> ColumnFile {
        if let known = recent[name] { return known }
        let path = try await path()
        let file = try await Background.run { try ColumnFile(path: path) }
        recent[name] = file
        return file
    }

    /// A file derived from a version; made once, however many ask for it.
    /// - Parameters:
    ///   - kind: the ending of its name, such as `sqlite` or `xlsx`; put a format number into it when the format may change.
    ///   - isUsable: whether the file that is there can still be read.
    ///   - make: writes the file at the second path from the canonical CSV at the first; runs where it may block and compute. What it
    ///     leaves behind when it throws is removed.
    /// - Returns: its path.
    package func derived(
        _ hash: String, kind: String, isUsable: @escaping @Sendable (String) -> Bool = { _ in true },
        make: @escaping @Sendable (_ csv: String, _ path: String) throws -> Void
    ) async throws -> String {
        let path = "\(folder)/\(hash).\(kind)"
        return try await making.run(path) { [folder] in
            let isThere = await Background.run { FileManager.default.fileExists(atPath: path) && isUsable(path) }
            if isThere { return path }
            let csv = try await self.csv(hash)
            return try await Background.run {
                let files = FileManager.default
                try files.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
                let temporary = "\(path).\(UUID().uuidString).part"
                defer { try? files.removeItem(atPath: temporary) }
                try make(csv, temporary)
                guard rename(temporary, path) == 0 else { throw AppError.unavailable("error.disk_full") }
                return path
            }
        }
    }

    /// A path for a file that is being written and will be kept or removed; on the same disk as the store.
    package func scratch(_ ending: String) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return "\(folder)/\(UUID().uuidString).\(ending).part"
    }
}

/// Column files that were opened lately, by hash.
private final class RecentFiles: Sendable {
    private struct State {
        var files: [String: (file: ColumnFile, usedAt: Int)] = [:]
        var clock = 0
    }

    private let capacity: Int
    private let state = Mutex(State())

    init(capacity: Int) { self.capacity = max(1, capacity) }

    subscript(hash: String) -> ColumnFile? {
        get {
            state.withLock { state in
                guard let found = state.files[hash] else { return nil }
                state.clock += 1
                state.files[hash] = (found.file, state.clock)
                return found.file
            }
        }
        set {
            state.withLock { state in
                state.clock += 1
                state.files[hash] = newValue.map { ($0, state.clock) }
                guard state.files.count > capacity, let oldest = state.files.min(by: { $0.value.usedAt < $1.value.usedAt }) else { return }
                state.files[oldest.key] = nil
            }
        }
    }
}

/// Lets those who want the same thing made wait for one who makes it.
private actor OneAtATime {
    private var running: [String: Task<String, any Error>] = [:]

    func run(_ key: String, _ make: @escaping @Sendable () async throws -> String) async throws -> String {
        if let task = running[key] { return try await task.value }
        let task = Task { try await make() }
        running[key] = task
        defer { running[key] = nil }
        return try await task.value
    }
}
