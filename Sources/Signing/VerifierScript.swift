import Foundation
import Kernel

/// What pages that are saved to a disk and check signatures there have within: Ed25519, SHA-256, SHA-512 and canonical JSON in plain
/// numbers. It defines `isSignature(key, signature, message)`, `sha256(bytes)`, `canonical(value)` and `unbase(text)`.
package enum VerifierScript {
    /// - Throws: `.unavailable` when the program's own files are missing.
    package static func text() throws -> String {
        guard let file = Bundle.module.url(forResource: "ed25519", withExtension: "js", subdirectory: "Verifier") else {
            throw AppError(.unavailable, Message("error.assets_missing", ["folder": "Signing/Verifier"]))
        }
        return try String(contentsOf: file, encoding: .utf8)
    }
}
