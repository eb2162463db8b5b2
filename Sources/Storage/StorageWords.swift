import Foundation
import Kernel

/// The sentences of this target, for the composition of all words.
package enum StorageWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
