import Kernel
import Tables

/// A file to import: by its path on this machine, or uploaded.
package enum ImportSource: Sendable {
    case path(String)
    case bytes([UInt8])

    /// Opens it as a table.
    package func table() throws(AppError) -> any TableReader {
        switch self {
        case .path(let path): try TableFile.open(path: path)
        case .bytes(let bytes): try TableFile.open(bytes)
        }
    }

    /// Opens it as a collection of areas.
    func areas() throws(AppError) -> GeoJSONReader {
        switch self {
        case .path(let path): try GeoJSONReader(path: path)
        case .bytes(let bytes): try GeoJSONReader(bytes)
        }
    }
}

/// How an import is done.
package struct ImportOptions: Sendable {
    /// Stores nothing when anything is wrong.
    package var isStrict: Bool
    /// Told how far reading has come, 0…1.
    package var progress: @Sendable (Double) -> Void

    package init(isStrict: Bool = false, progress: @escaping @Sendable (Double) -> Void = { _ in }) {
        self.isStrict = isStrict
        self.progress = progress
    }
}

extension ImportReport {
    /// Whether an import that had to be right in everything must store nothing.
    mutating func refuses(_ options: ImportOptions) -> Bool {
        isRefused = isRefused || (options.isStrict && problemCount > 0)
        return isRefused
    }
}
