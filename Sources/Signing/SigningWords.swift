import Foundation
import Kernel

/// Sentences about signatures, in both languages.
package enum SigningWords {
    package static func load() throws -> Words { try Words(folder: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
