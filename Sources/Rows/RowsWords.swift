import Foundation
import Kernel

/// Sentences about asking for rows, in both languages.
package enum RowsWords {
    package static func load() throws -> Words { try Words(folder: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
