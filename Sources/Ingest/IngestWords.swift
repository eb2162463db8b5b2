import Foundation
import Kernel

/// Sentences about reading what people upload, in both languages.
package enum IngestWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
