import Foundation
import Kernel

/// Sentences about sharing between agencies, in both languages.
package enum SharingWords {
    package static func load() throws -> Words { try Words(folder: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
