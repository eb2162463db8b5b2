import Crypto
import Foundation
import Synchronization

/// Seals personal data with AES-256-GCM under keys kept in a file beside the database, never in it.
///
/// What is sealed is bound to its record: bytes moved to another record do not open. Keys are rotated by adding one;
/// the old ones stay until everything has been sealed anew.
package struct Vault: Sendable {
    /// Sealed bytes and the name of their key.
    package struct Sealed: Hashable, Sendable {
        package var key: String
        package var bytes: [UInt8]

        package init(key: String, bytes: [UInt8]) {
            self.key = key
            self.bytes = bytes
        }
    }

    private struct KeyFile: Codable {
        /// Name to key, base64.
        var keys: [String: Data]
        /// The key that seals.
        var current: String
        /// Key of the lookup hashes and of the audit heads; never rotated, for then nothing could be found again.
        var lookup: Data
    }

    private let keys: [String: SymmetricKey]
    /// The one named ``current``.
    private let sealing: SymmetricKey
    /// Name of the key that seals now.
    package let current: String
    private let lookup: SymmetricKey
    /// The hash of ``fingerprint(_:purpose:)`` with its key taken in: half of what a short text costs.
    private let fingerprints: HMAC<SHA256>
    private let derived = DerivedKeys()

    private init(_ file: KeyFile) {
        keys = file.keys.mapValues { SymmetricKey(data: $0) }
        current = file.current
        // Force: whoever makes or reads a file sees to that.
        sealing = keys[current]!
        lookup = SymmetricKey(data: file.lookup)
        fingerprints = HMAC(key: lookup)
    }

    /// A vault whose keys live in memory only, for tests.
    package init(world: World) {
        self.init(KeyFile(keys: ["1": Data(world.random(32))], current: "1", lookup: Data(world.random(32))))
    }

    /// Opens the key file, making it (readable by its owner only) when there is none.
    /// - Throws: when the file exists and cannot be read: going on would make data nobody could open.
    package static func open(file: URL, world: World) throws -> Vault {
        if FileManager.default.fileExists(atPath: file.path) {
            let content = try JSONDecoder().decode(KeyFile.self, from: Data(contentsOf: file))
            guard content.keys[content.current] != nil else { throw VaultError.unknownKey(content.current) }
            return Vault(content)
        }
        let fresh = KeyFile(keys: ["1": Data(world.random(32))], current: "1", lookup: Data(world.random(32)))
        try write(fresh, to: file)
        return Vault(fresh)
    }

    /// Adds a key to the file and makes it the current one. Everything sealed before must then be sealed anew.
    package static func rotate(file: URL, world: World) throws -> Vault {
        var content = try JSONDecoder().decode(KeyFile.self, from: Data(contentsOf: file))
        let name = String((content.keys.keys.compactMap(Int.init).max() ?? 0) + 1)
        content.keys[name] = Data(world.random(32))
        content.current = name
        try write(content, to: file)
        return Vault(content)
    }

    /// Removes all keys but the current one, once nothing is sealed with them any more.
    package static func forgetOldKeys(file: URL) throws {
        var content = try JSONDecoder().decode(KeyFile.self, from: Data(contentsOf: file))
        content.keys = content.keys.filter { $0.key == content.current }
        try write(content, to: file)
    }

    /// Seals bytes for one record, named by `context` (such as `report_identity:ID`).
    package func seal(_ bytes: some Sequence<UInt8>, context: String) -> Sealed {
        Sealed(key: current, bytes: Vault.seal(bytes, using: sealing, for: context))
    }

    /// Opens what ``seal(_:context:)`` sealed for the same record.
    /// - Throws: when key, record or bytes are not those of the sealing.
    package func open(_ sealed: Sealed, context: String) throws -> [UInt8] {
        guard let key = keys[sealed.key] else { throw VaultError.unknownKey(sealed.key) }
        return Array(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed.bytes), using: key, authenticating: Data(context.utf8)))
    }

    /// Seals bytes for one purpose under a key that is never rotated: for what others keep, where nothing can be sealed anew.
    package func seal(_ bytes: some Sequence<UInt8>, lasting purpose: String) -> [UInt8] {
        // Bound to nothing but the key: that is the purpose's own.
        Vault.seal(bytes, using: key(for: purpose), for: "")
    }

    /// Opens what ``seal(_:lasting:)`` sealed for the same purpose.
    /// - Throws: when bytes or purpose are not those of the sealing.
    package func open(_ sealed: [UInt8], lasting purpose: String) throws -> [UInt8] {
        Array(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key(for: purpose)))
    }

    /// A keyed hash by which sealed text can be found again without being readable, one space per purpose.
    package func fingerprint(_ text: String, purpose: String) -> String {
        // Put together first: to take in three pieces costs more than to copy them.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(purpose.utf8.count + 1 + text.utf8.count)
        bytes.append(contentsOf: purpose.utf8)
        bytes.append(0)
        bytes.append(contentsOf: text.utf8)
        var code = fingerprints
        bytes.withUnsafeBytes { code.update(data: $0) }
        return code.finalize().withUnsafeBytes { hex($0) }
    }

    /// A keyed hash of text for one purpose, with a key of its own.
    package func code(for text: String, purpose: String) -> [UInt8] {
        var code = derived.code(purpose) { HMAC<SHA256>(key: key(for: purpose)) }
        code.update(text)
        return code.finalize().withUnsafeBytes { Array($0) }
    }

    /// Key for one purpose, derived from the one that is never rotated.
    package func key(for purpose: String) -> SymmetricKey {
        derived.key(purpose) { HKDF<SHA256>.deriveKey(inputKeyMaterial: lookup, info: Data(purpose.utf8), outputByteCount: 32) }
    }

    /// The nonce, what was sealed and its tag, one after the other.
    private static func seal(_ bytes: some Sequence<UInt8>, using key: SymmetricKey, for context: String) -> [UInt8] {
        // The nonce is no secret, it must only never come twice: not from a stock, which comes back when a machine's state is restored.
        // Force: a nonce is refused only for its length, which is the one wanted.
        let nonce = try! AES.GCM.Nonce(data: RandomStock.fromKernel(12))
        let box = withBytes(of: bytes) { plain in
            withBytes(of: context.utf8) { bound in
                // Force: sealing fails only for keys of a wrong length, and these are made here.
                try! AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: bound)
            }
        }
        // Force: with a nonce of the usual length there is always one.
        return box.combined!.withUnsafeBytes { Array($0) }
    }

    private static func write(_ content: KeyFile, to file: URL) throws {
        let folder = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let fresh = folder.appendingPathComponent(".\(file.lastPathComponent).new")
        let made = FileManager.default.createFile(
            atPath: fresh.path, contents: try JSONEncoder().encode(content), attributes: [.posixPermissions: 0o600])
        guard made else { throw VaultError.cannotWrite(file.path) }
        _ = try FileHandle(forWritingTo: fresh).synchronize()
        guard rename(fresh.path, file.path) == 0 else { throw VaultError.cannotWrite(file.path) }
    }
}

extension HMAC {
    /// Takes in text where it lies.
    fileprivate mutating func update(_ text: String) { withBytes(of: text.utf8) { update(data: $0) } }
}

/// Bytes where they lie, copied only when they do not lie in one piece.
private func withBytes<Result>(of bytes: some Sequence<UInt8>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    bytes.withContiguousStorageIfAvailable { body(UnsafeRawBufferPointer($0)) } ?? Array(bytes).withUnsafeBytes { body($0) }
}

/// What keeps the vault from opening or sealing: a key that the key file does not have, or a key file that cannot be written.
package enum VaultError: Error {
    case unknownKey(String)
    case cannotWrite(String)
}

/// Keys that were derived before. There are a handful of purposes, all named in the program.
private final class DerivedKeys: Sendable {
    private let keys = Mutex<[String: SymmetricKey]>([:])
    private let codes = Mutex<[String: HMAC<SHA256>]>([:])

    func key(_ purpose: String, _ derive: () -> SymmetricKey) -> SymmetricKey {
        if let known = keys.withLock({ $0[purpose] }) { return known }
        let key = derive()
        keys.withLock { $0[purpose] = key }
        return key
    }

    /// A keyed hash with nothing hashed yet.
    func code(_ purpose: String, _ begin: () -> HMAC<SHA256>) -> HMAC<SHA256> {
        if let known = codes.withLock({ $0[purpose] }) { return known }
        let code = begin()
        codes.withLock { $0[purpose] = code }
        return code
    }
}
