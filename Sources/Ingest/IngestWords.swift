import Foundation
import Kernel

/// Sentences about reading what people upload, in both languages.
package enum IngestWords {
    package static func load() throws -> Words { try Words(folder: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
