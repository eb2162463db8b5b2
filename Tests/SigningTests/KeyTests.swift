import Crypto
import Foundation
import Kernel
import Testing

@testable import Signing

@Suite("Keys and signatures")
struct KeyTests {
    private let now = Instant("2026-03-02T01:00:00Z")!
    private let deed: CanonicalValue = ["type": "test/1", "value": "1234.5"]

    @Test("a signature is the one RFC 8032 shows for its second test")
    func vector() throws {
        let secret = bytes(hex: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        let key = SigningKey(random: secret)
        #expect(hex(key.publicKey.bytes) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
        let signature = bytes(
            hex:
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        )
        #expect(key.publicKey.isSignature(signature, of: [0x72]))
        #expect(!key.publicKey.isSignature(signature, of: [0x73]))
    }

    @Test("a key that nobody can read any more is opened by no password, and says what a wrong one says")
    func unreadable() async throws {
        for password in ["", "kunci demo pendopo"] {
            await #expect(throws: AppError.invalid("password", "error.signing_password")) {
                try await PasswordSealedKey.unreadable.open(password: password)
            }
        }
    }

    @Test("a key is called by its thumbprint, as RFC 8037 shows")
    func thumbprint() {
        let key = PublicKey(Kernel.bytes(base64URL: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo")!)
        #expect(key.id == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    }

    @Test("what was signed is found valid, and every change to it is found out")
    func changes() throws {
        let key = key(1)
        let signed = key.sign(deed)
        let keys = KeySet([PublishedKey(key: key.publicKey, validFrom: now)])
        #expect(keys.verify(signed, type: "test/1", at: now) == .valid)
        #expect(keys.verify(signed, type: "test/2", at: now) == .altered)

        var other = signed
        other.payload = ["type": "test/1", "value": "1234.6"]
        #expect(keys.verify(other, type: "test/1", at: now) == .altered)
        for bit in 0..<signed.signature.count * 8 {
            var bent = signed
            bent.signature[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(keys.verify(bent, type: "test/1", at: now) == .altered)
        }
        other = signed
        other.signature.removeLast()
        #expect(keys.verify(other, type: "test/1", at: now) == .altered)
        other.key = self.key(2).publicKey.id
        #expect(keys.verify(other, type: "test/1", at: now) == .unknownKey)
    }

    @Test("a retired key's old signatures stay good, a withdrawn key's do not")
    func rotation() {
        let key = key(1)
        let signed = key.sign(deed)
        var published = PublishedKey(key: key.publicKey, validFrom: now, retiredAt: now.adding(days: 10))
        let verdict = { (published: PublishedKey, at: Instant) in KeySet([published]).verify(signed, type: "test/1", at: at) }
        #expect(verdict(published, now.adding(days: 10)) == .valid)
        #expect(verdict(published, now.adding(days: 11)) == .outOfTime)
        #expect(verdict(published, now.adding(seconds: -1)) == .outOfTime)
        published.withdrawnAt = now.adding(days: 12)
        #expect(verdict(published, now) == .withdrawnKey)
    }

    @Test("what is handed out is read again as the same, and nothing else is")
    func envelope() {
        let signed = key(1).sign(deed)
        #expect(Signed(json: signed.json) == signed)
        #expect(Signed(json: ["payload": deed]) == nil)
        #expect(Signed(json: ["payload": deed, "signature": ["alg": "none", "kid": "", "value": ""]]) == nil)
        #expect(Signed(json: ["payload": deed, "signature": ["alg": "EdDSA", "kid": "a", "value": "§"]]) == nil)
    }

    @Test("published keys are JSON Web Keys and hold no secret")
    func published() {
        let key = key(1)
        let text = KeySet([PublishedKey(key: key.publicKey, validFrom: now)]).json.text
        #expect(
            text == #"{"keys":[{"alg":"EdDSA","crv":"Ed25519","kid":"\#(key.publicKey.id)","kty":"OKP","use":"sig","#
                + #""valid_from":"2026-03-02T01:00:00.000Z","x":"\#(base64URL(key.publicKey.bytes))"}]}"#)
        #expect(!text.contains(base64URL(key.secretBytes)))
    }

    @Test("a key sealed by the vault opens there and nowhere else")
    func vault() throws {
        let vault = Vault(world: .system)
        let key = key(1)
        let sealed = SealedKey(key, in: vault)
        #expect(try sealed.open(in: vault).publicKey == key.publicKey)
        #expect(throws: (any Error).self) { try sealed.open(in: Vault(world: .system)) }
        var moved = sealed
        moved.id = self.key(2).publicKey.id
        #expect(throws: (any Error).self) { try moved.open(in: vault) }
    }

    @Test("a person's key opens with her password only, also after she has changed it")
    func password() async throws {
        let kept = try await PasswordSealedKey.make(password: "tembakau Na-Oogst", world: .system, logRounds: 4)
        let signed = try await kept.open(password: "tembakau Na-Oogst").sign(deed)
        #expect(PublicKey(kept.publicKey).isSignature(signed.signature, of: deed.bytes))
        await #expect(throws: AppError.invalid("password", "error.signing_password")) { try await kept.open(password: "tembakau na-oogst") }

        let changed = try await kept.changing("tembakau Na-Oogst", to: "kopi Raung", world: .system)
        #expect(changed.id == kept.id)
        #expect(try await changed.open(password: "kopi Raung").publicKey.id == kept.id)
        await #expect(throws: AppError.self) { try await changed.open(password: "tembakau Na-Oogst") }

        let stored = try JSONDecoder().decode(PasswordSealedKey.self, from: JSONEncoder().encode(kept))
        #expect(stored == kept)
    }

    private func key(_ seed: UInt8) -> SigningKey { SigningKey(random: [UInt8](repeating: seed, count: 32)) }

    private func bytes(hex text: String) -> [UInt8] {
        stride(from: 0, to: text.count, by: 2).map { UInt8(text.dropFirst($0).prefix(2), radix: 16)! }
    }
}
