import Foundation
import Kernel

extension Words {
    /// The sentences of the audit, for `pendopo verify` too.
    package static func audit() throws -> Words {
        guard let folder = Bundle.module.url(forResource: "Text", withExtension: nil) else {
            throw AppError(.unavailable, Message("error.assets_missing", ["folder": "Audit/Text"]))
        }
        return try Words.shipped(in: folder)
    }
}
