import Foundation
import Kernel

/// Sentences of `Documents`, in both languages.
package enum DocumentsWords {
    package static func load() throws -> Words { try Words(folder: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
