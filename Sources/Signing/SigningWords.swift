import Foundation
import Kernel

/// Sentences about signatures, in both languages.
package enum SigningWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
