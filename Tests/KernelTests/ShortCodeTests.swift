import Kernel
import Testing

@Suite struct ShortCodeTests {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    private static func codes() -> [String] {
        var chance = Chance(seed: 3)
        return [0, 1, 1020, 1021, 0x3FFF_FFFF].map(ShortCode.make)
            + (0..<200).map { _ in ShortCode.make(UInt32.random(in: 0...(.max), using: &chance)) }
    }

    @Test func `every single wrong character is found`() {
        for code in Self.codes() {
            let characters = Array(code)
            for index in characters.indices where characters[index] != "-" {
                for other in Self.alphabet where other != characters[index] {
                    var wrong = characters
                    wrong[index] = other
                    #expect(ShortCode.normalize(String(wrong)) == nil)
                }
            }
        }
    }

    @Test func `every swap of neighbours is found`() {
        for code in Self.codes() {
            let characters = Array(code.replacing("-", with: ""))
            for index in 0..<7 where characters[index] != characters[index + 1] {
                var wrong = characters
                wrong.swapAt(index, index + 1)
                #expect(ShortCode.normalize(String(wrong)) == nil)
            }
        }
    }

    @Test func `a code is read however it was typed`() {
        for code in Self.codes() {
            #expect(code.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{2}/) != nil)
            #expect(ShortCode.normalize(code) == code)
            #expect(ShortCode.normalize(" \(code.lowercased().replacing("-", with: " ")) ") == code)
            #expect(ShortCode.normalize(code.replacing("0", with: "o").replacing("1", with: "l")) == code)
            #expect(ShortCode.normalize(code.replacing("1", with: "i").replacing("-", with: ".")) == code)
            // As messengers and word processors send it on.
            for dash in ["\u{2011}", "\u{2013}", "\u{2014}", "\u{a0}"] {
                #expect(ShortCode.normalize("\u{200b}" + code.replacing("-", with: dash)) == code)
            }
        }
    }

    @Test(arguments: ["", "K7M", "K7M-Q2X-94-1", "K7M-Q2X-9U", "laporan saya", "١٢٣٤٥٦٧٨", "💡💡"])
    func `what is no code is none`(typed: String) { #expect(ShortCode.normalize(typed) == nil) }

    @Test func `different numbers have different codes`() {
        #expect(Set((0..<5000).map { ShortCode.make(UInt32($0) &* 2_654_435_761) }).count == 5000)
    }

    @Test(
        arguments: [
            (0, "000-000-00"), (1, "000-001-01"), (1020, "000-0ZW-ZW"), (1021, "000-0ZX-00"), (123_456_789, "3NQ-K8N-GM"),
            (UInt32.max, "ZZZ-ZZZ-0T"),
        ] as [(UInt32, String)])
    func `a number always has the same code`(number: UInt32, code: String) { #expect(ShortCode.make(number) == code) }
}
