import Foundation
import Kernel
import Web

/// Sentences of `Innovations`, in both languages.
package enum InnovationsWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
