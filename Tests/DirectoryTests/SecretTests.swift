import Directory
import Kernel
import TestSupport
import Testing

@Suite struct SecretTests {
    /// RFC 6238, appendix B: the SHA-1 rows.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func oneTimeCodesAreThoseOfTheStandard(_ seconds: Int, _ code: String) {
        let secret = Array("12345678901234567890".utf8)
        let step = TOTP.step(at: Instant(milliseconds: Int64(seconds) * 1000))
        #expect(TOTP.code(secret: secret, step: step, digits: 8) == code)
    }

    @Test func aClockALittleOffIsTakenAndAnOldCodeIsNot() {
        let secret = Array("12345678901234567890".utf8)
        let now = Instant(milliseconds: 1_111_111_111_000)
        let step = TOTP.step(at: now)
        for near in (step - 1)...(step + 1) {
            #expect(TOTP.matches(TOTP.code(secret: secret, step: near), secret: secret, at: now, after: nil) == near)
        }
        #expect(TOTP.matches(TOTP.code(secret: secret, step: step + 2), secret: secret, at: now, after: nil) == nil)
        #expect(TOTP.matches(TOTP.code(secret: secret, step: step), secret: secret, at: now, after: step) == nil)
        #expect(TOTP.matches("", secret: secret, at: now, after: nil) == nil)
    }

    /// RFC 4648, chapter 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ])
    func base32(_ text: String, _ encoded: String) { #expect(TOTP.base32(Array(text.utf8)) == encoded) }

    @Test func theAppsAddressIsEncoded() {
        let url = TOTP.url(secret: [1, 2, 3, 4, 5], account: "agus@x.id", issuer: "Pendopo Jember")
        #expect(url == "otpauth://totp/Pendopo%20Jember:agus%40x.id?secret=AEBAGBAF&issuer=Pendopo%20Jember")
    }

    @Test func passwordsAreSaltedAndVerified() async throws {
        let world = TestWorld().world
        let passwords = Passwords(world: world, logRounds: 2)
        let hash = try await passwords.hash("kopi hangat")
        #expect(hash.hasPrefix("$scrypt$ln=2,r=8,p=1$"))
        #expect(try await passwords.hash("kopi hangat") != hash)
        #expect(try await passwords.verify("kopi hangat", hash))
        #expect(try await !passwords.verify("kopi Hangat", hash))
        #expect(try await !passwords.verify("kopi hangat", nil))
        #expect(try await !passwords.verify("", "tidak dikenal"))
        // An old hash still opens, and is known to be old.
        let stronger = Passwords(world: world, logRounds: 3)
        #expect(try await stronger.verify("kopi hangat", hash))
        #expect(stronger.isOutdated(hash) && !passwords.isOutdated(hash))
    }

    /// RFC 7914, chapter 12: the vector with N = 1024, r = 8 has p = 16, so ours is checked against OpenSSL's result instead:
    /// `openssl kdf -keylen 32 -kdfopt pass:kopi -kdfopt hexsalt:00…00 -kdfopt n:16384 -kdfopt r:8 -kdfopt p:1 SCRYPT`.
    @Test func theHashIsScrypt() async throws {
        let salt = String(repeating: "A", count: 22)
        let hash = "$scrypt$ln=14,r=8,p=1$\(salt)$iXz0so8IpIGjRlhhwC8HfOXULUfroGbXflxGYmdCMBE"
        #expect(try await Passwords(world: TestWorld().world).verify("kopi", hash))
        #expect(try await !Passwords(world: TestWorld().world).verify("kopI", hash))
    }

    @Test(arguments: [
        ("pendek", true), ("password123", true), ("Indonesia2026", true), ("1234567890", true), ("qwertyuiop", true),
        ("abcabcabcabc", true),
        ("aaaaaaaaaaaa", true), ("agus.santoso", true), ("Agus Santoso1", true), ("bismillah99", true), ("kopi hangat di pendopo", false),
        ("Gunung Raung 3344", false), ("santai di papuma", false),
    ])
    func rulesRefuseWhatIsTriedFirst(_ password: String, _ isRefused: Bool) {
        #expect((PasswordRules.problem(password, names: ["agus.santoso", "Agus Santoso"]) != nil) == isRefused, "\(password)")
    }
}
