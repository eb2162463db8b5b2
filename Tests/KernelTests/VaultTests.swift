import Crypto
import Foundation
import Kernel
import Testing

@Suite struct VaultTests {
    private let vault = Vault(world: .still)
    private let text = Array("Siti Aminah, 0812-3456-7890".utf8)

    private static func file() -> URL {
        FileManager.default.temporaryDirectory.appendingPathComponent("pendopo-vault-\(UUID().uuidString)/keys/vault.json")
    }

    @Test func `what was sealed for a record opens for it`() throws {
        let sealed = vault.seal(text, context: "report_identity:a")
        #expect(try vault.open(sealed, context: "report_identity:a") == text)
        #expect(!String(decoding: sealed.bytes, as: UTF8.self).contains("Siti"))
    }

    @Test func `bytes moved to another record do not open`() {
        let sealed = vault.seal(text, context: "report_identity:a")
        #expect(throws: (any Error).self) { try vault.open(sealed, context: "report_identity:b") }
        #expect(throws: (any Error).self) { try vault.open(sealed, context: "other:a") }
    }

    @Test func `no single changed byte opens`() {
        let sealed = vault.seal(text, context: "a")
        for index in sealed.bytes.indices {
            var changed = sealed
            changed.bytes[index] ^= 1
            #expect(throws: (any Error).self) { try vault.open(changed, context: "a") }
        }
        #expect(throws: (any Error).self) { try vault.open(Vault.Sealed(key: sealed.key, bytes: []), context: "a") }
    }

    @Test func `the same text is never sealed to the same bytes`() {
        #expect(vault.seal(text, context: "a") != vault.seal(text, context: "a"))
    }

    @Test func `the key file is made once, for its owner only, and read again`() throws {
        let file = Self.file()
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent().deletingLastPathComponent()) }
        let first = try Vault.open(file: file, world: .still)
        let sealed = first.seal(text, context: "a")
        #expect(try Vault.open(file: file, world: .still).open(sealed, context: "a") == text)
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `a broken key file is never replaced by a new one`() throws {
        let file = Self.file()
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent().deletingLastPathComponent()) }
        _ = try Vault.open(file: file, world: .still)
        try Data("{".utf8).write(to: file)
        #expect(throws: (any Error).self) { try Vault.open(file: file, world: .still) }
        #expect(try Data(contentsOf: file) == Data("{".utf8))
    }

    @Test func `after a rotation old seals open until their key is forgotten`() throws {
        let file = Self.file()
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent().deletingLastPathComponent()) }
        let before = try Vault.open(file: file, world: .still)
        let old = before.seal(text, context: "a")
        let after = try Vault.rotate(file: file, world: .still)
        #expect(after.current != before.current)
        #expect(try after.open(old, context: "a") == text)
        let new = after.seal(text, context: "a")
        #expect(new.key == after.current)
        #expect(throws: VaultError.self) { try before.open(new, context: "a") }
        try Vault.forgetOldKeys(file: file)
        let last = try Vault.open(file: file, world: .still)
        #expect(try last.open(new, context: "a") == text)
        #expect(throws: VaultError.self) { try last.open(old, context: "a") }
        #expect(last.fingerprint("0812", purpose: "phone") == before.fingerprint("0812", purpose: "phone"))
    }

    @Test func `fingerprints and keys differ by purpose and by installation`() {
        #expect(vault.fingerprint("a", purpose: "phone") == vault.fingerprint("a", purpose: "phone"))
        #expect(vault.fingerprint("a", purpose: "phone") != vault.fingerprint("a", purpose: "mail"))
        #expect(vault.fingerprint("a", purpose: "phone") != Vault(world: .still).fingerprint("a", purpose: "phone"))
        #expect(vault.key(for: "audit-head") != vault.key(for: "report-link"))
    }

    @Test func `hashes and seals are those of the keys and of nothing else`() throws {
        var world = World.still
        world.random = { [UInt8](repeating: 7, count: $0) }
        let (vault, key) = (Vault(world: world), SymmetricKey(data: [UInt8](repeating: 7, count: 32)))
        let phone = HMAC<SHA256>.authenticationCode(for: Array("phone\u{0}0812 ꦥ".utf8), using: key)
        #expect(vault.fingerprint("0812 ꦥ", purpose: "phone") == hex(phone))
        #expect(
            vault.code(for: "a:1", purpose: "link")
                == Array(HMAC<SHA256>.authenticationCode(for: Array("a:1".utf8), using: vault.key(for: "link"))))
        #expect(vault.fingerprint("", purpose: "") == hex(HMAC<SHA256>.authenticationCode(for: [UInt8(0)], using: key)))
        let sealed = vault.seal("Siti".utf8, context: "a").bytes
        #expect(sealed.count == 12 + 4 + 16)
        #expect(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: Data("a".utf8)) == Data("Siti".utf8))
        #expect(try vault.open(vault.seal("Siti".utf8.reversed(), lasting: "photo"), lasting: "photo") == Array("itiS".utf8))
    }

    @Test func `bytes in memory and in pieces have the same letters as base64 of RFC 4648`() {
        let bytes = Array("pendopo\u{FF}\u{FE}?>".utf8)
        for count in 0...bytes.count {
            let plain = Data(bytes.prefix(count)).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            #expect(base64URL(bytes.prefix(count)) == plain.replacing("=", with: ""))
            #expect(bytes.prefix(count).withUnsafeBytes { base64URL($0) } == base64URL(bytes.prefix(count)))
        }
    }

    @Test func `a digest has the same digits as its bytes`() {
        let digest = SHA256.hash(data: Array("pendopo".utf8))
        #expect(hex(digest) == hex(Array(digest)))
        #expect(hex(digest) == digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())
    }
}
