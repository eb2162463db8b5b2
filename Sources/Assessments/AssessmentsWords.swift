import Foundation
import Kernel
import Web

/// Sentences of `Assessments`, in both languages.
package enum AssessmentsWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
