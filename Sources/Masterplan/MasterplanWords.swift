import Foundation
import Kernel
import Web

/// Sentences of `Masterplan`, in both languages.
package enum MasterplanWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
