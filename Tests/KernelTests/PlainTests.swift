import Kernel
import Testing

@Suite struct PlainTests {
    @Test(arguments: [
        ("jalan\u{202E}kasur", "jalankasur"), ("a\u{200B}b\u{200D}c\u{FEFF}", "abc"), ("\u{2066}x\u{2069}", "x"), ("so\u{00AD}to", "soto"),
        ("\u{061C}a", "a"), ("a\u{0007}b", "ab"), ("\u{E0041}a", "a"), ("baris 1\r\nbaris 2\rbaris 3", "baris 1\nbaris 2\nbaris 3"),
        ("  rapi \n", "rapi"), ("cafe\u{0301}", "caf\u{00E9}"), ("a\tb", "a\tb"),
    ])
    func `what hides or reorders words is taken out`(typed: String, kept: String) {
        #expect(Array(Plain.text(typed).unicodeScalars) == Array(kept.unicodeScalars))
    }

    @Test(arguments: [0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xFDD0, 0xFDEF, 0xFFF9] as [UInt32]) func `code points that are no characters go`(
        value: UInt32
    ) throws {
        let scalar = try #require(Unicode.Scalar(value))
        #expect(Plain.text("a\(Character(scalar))b") == "ab")
    }

    @Test(arguments: ["👩‍🔧 tukang", "👨‍👩‍👧", "🏳️‍🌈", "jalan rusak ⚠️", "ꦥꦼꦤ꧀ꦝꦥ"])
    func `emoji and other scripts stay as they are`(typed: String) { #expect(Plain.text(typed) == typed) }

    @Test func `text that was made plain once stays as it is`() {
        var chance = Chance(seed: 5)
        let scalars: [Unicode.Scalar] = [
            "a", "é", " ", "\n", "\r", "\t", "\u{200D}", "\u{202E}", "\u{0301}", "👩", "🔧", "\u{FE0F}", "\u{FEFF}", "1", "\u{0}",
        ]
        for _ in 0..<3000 {
            var typed = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...12, using: &chance) { typed.append(scalars.randomElement(using: &chance)!) }
            let once = Plain.text(String(typed))
            #expect(
                Array(Plain.text(once).unicodeScalars) == Array(once.unicodeScalars),
                "from \(Array(typed).map { String($0.value, radix: 16) })")
            #expect(!once.unicodeScalars.contains("\u{0}") && !once.unicodeScalars.contains("\u{202E}"))
        }
    }

    @Test func `a line is one line`() { #expect(Plain.line(" Jl.  Gajah\nMada\t12 ") == "Jl. Gajah Mada 12") }

    @Test(arguments: [
        ("Jalan RUSAK!", "jalan rusak"), ("Café—Kopi", "cafe kopi"), ("  a.b-c  ", "a b c"), ("Ｋｅｎｃｏｎｇ", "kencong"), ("ﬁsik", "fisik"),
        ("---", ""),
    ])
    func `folded text finds what was meant`(typed: String, folded: String) { #expect(Plain.folded(typed) == folded) }

    @Test func `what is ASCII is folded and made a line as all other text is`() {
        var chance = Chance(seed: 7)
        let letters = Array("azAZ09 .-_\n\t\u{7F}")
        for _ in 0..<3000 {
            let typed = String((0..<Int.random(in: 0...24, using: &chance)).map { _ in letters.randomElement(using: &chance)! })
            // With a letter that is not ASCII at its end it takes the long way.
            let (folded, line) = (Plain.folded(typed), Plain.line(typed))
            #expect(Plain.folded("\(typed) é") == (folded.isEmpty ? "e" : "\(folded) e"))
            #expect(Plain.line("\(typed) é") == (line.isEmpty ? "é" : "\(line) é"))
        }
    }

    @Test func `letters are counted as people count them`() {
        #expect(Plain.fits("jalan", 5))
        #expect(!Plain.fits("jalan", 4))
        #expect(Plain.fits("👩‍🔧é", 2))
        #expect(!Plain.fits("👩‍🔧é", 1))
    }
}
