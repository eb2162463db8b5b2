import Foundation
import Kernel

/// Sentences about asking for rows, in both languages.
package enum RowsWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
