import Foundation
import Kernel
import Web

/// Sentences of `Commitments`, in both languages.
package enum CommitmentsWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
