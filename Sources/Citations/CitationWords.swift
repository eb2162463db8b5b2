import Foundation
import Kernel

/// Sentences about cited figures, in both languages.
package enum CitationWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
