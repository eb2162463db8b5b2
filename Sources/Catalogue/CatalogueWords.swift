import Foundation
import Kernel

/// Sentences about the catalogue, in both languages.
package enum CatalogueWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
