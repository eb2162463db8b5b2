import Foundation
import Kernel
import Web

/// Sentences of `Workshops`, in both languages.
package enum WorkshopsWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
