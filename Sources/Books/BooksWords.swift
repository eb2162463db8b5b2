import Foundation
import Kernel
import Web

/// Sentences of `Books`, in both languages.
package enum BooksWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
