import Foundation
import Kernel

/// Sentences about what other portals read, in both languages.
package enum PortalWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
