import Foundation
import Kernel

/// Sentences of `Documents`, in both languages.
package enum DocumentsWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }

    /// For what papers say of themselves, such as “Gambar 3”, which no regency changes.
    static let own = (try? load()) ?? Words()
}
