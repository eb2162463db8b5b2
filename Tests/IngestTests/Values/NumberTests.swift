import Columns
import Testing

@testable import Ingest

/// Reads one cell with a reader, on bytes that stay where they are.
func read(_ text: String, _ body: (ByteView, RowArena) -> ByteView?) -> String? {
    let arena = RowArena()
    arena.begin(room: text.utf8.count * 3 + 4096)
    let copy = arena.copy(Array(text.utf8))!
    return body(copy.trimmed, arena)?.string
}

@Suite("Numbers as people write them")
struct NumberTests {
    private func indonesian(_ text: String) -> String? { read(text) { NumberReader.read($0, .indonesian, $1) } }
    private func english(_ text: String) -> String? { read(text) { NumberReader.read($0, .english, $1) } }

    @Test(
        "Indonesian signs, money, percent, brackets and dashes",
        arguments: [
            ("1.234,5", "1234.5"), ("Rp 8.000.000,-", "8000000"), ("Rp8.000.000,00", "8000000"), ("rp. 1.500", "1500"),
            ("(1.200)", "-1200"),
            ("Rp (1.200)", "-1200"), ("12 %", "12"), ("12,5%", "12.5"), ("-0", "0"), ("−5", "-5"), ("– 5", "-5"), ("0012", "12"),
            ("1,50", "1.5"),
            ("+7", "7"), ("-Rp 5.000", "-5000"), ("8.000.-", "8000"), ("1,2E+05", "120000"), (",5", "0.5"), ("0,00", "0"),
            ("IDR 1.000.000", "1000000"),
            ("000", "0"), ("1.234.567.890.123.456.789", "1234567890123456789"), ("0,000123", "0.000123"), ("\u{A0}12\u{A0}", "12"),
        ])
    func indonesian(pair: (String, String)) { #expect(indonesian(pair.0) == pair.1) }

    @Test(
        "What is no number of the form is refused",
        arguments: [
            "1.23", "1.2345", "12.34.567", "1,2,3", "abc", "12 jiwa", "", "-", "Rp", "1.234.5", "12..3", "1 234", "%", "1e999999", "--5",
            "()",
        ])
    func refused(text: String) { #expect(indonesian(text) == nil) }

    @Test("English and blank-grouped signs")
    func others() {
        #expect(english("1,234.5") == "1234.5")
        #expect(english("1.234,5") == nil)
        let blanks = NumberForm(decimal: UInt8(ascii: ","), group: UInt8(ascii: " "))
        #expect(read("1 234 567,25") { NumberReader.read($0, blanks, $1) } == "1234567.25")
        #expect(read("1\u{A0}234") { NumberReader.read($0, blanks, $1) } == "1234")
        #expect(read("1\u{202F}234") { NumberReader.read($0, blanks, $1) } == "1234")
        #expect(read("12%") { NumberReader.read($0, NumberForm(decimal: 46, group: 0, isBare: true), $1) } == nil)
        #expect(read("3.5091123019E+15") { NumberReader.read($0, .plain, $1) } == "3509112301900000")
    }

    @Test("Every number comes out in its one canonical form")
    func canonical() {
        var chance = Chance(7)
        for _ in 0..<5000 {
            let whole =
                String(repeating: "0", count: Int.random(in: 0...2, using: &chance))
                + "\(Int.random(in: 0...2_000_000_000, using: &chance))"
            let fraction =
                chance.happens(50)
                ? "\(Int.random(in: 0...99_999, using: &chance))" + String(repeating: "0", count: Int.random(in: 0...3, using: &chance))
                : ""
            let text = (chance.happens(30) ? "-" : "") + whole + (fraction.isEmpty ? "" : "," + fraction)
            let found = indonesian(text)!
            #expect(Columns.Number(found)?.text == found)
            #expect(Columns.Number(text.replacing(",", with: "."))?.text == found)
        }
    }

    @Test("Numbers are ordered by value and not by letters")
    func order() {
        func order(_ a: String, _ b: String) -> Int {
            Array(a.utf8).withUnsafeBufferPointer { a in
                Array(b.utf8).withUnsafeBufferPointer { b in
                    NumberReader.order(ByteView(a.baseAddress!, a.count), ByteView(b.baseAddress!, b.count)).signum()
                }
            }
        }
        let sorted = ["-100", "-20.5", "-3", "0", "0.05", "0.5", "3", "20", "20.5", "100"]
        for (i, a) in sorted.enumerated() { for (j, b) in sorted.enumerated() { #expect(order(a, b) == (i - j).signum()) } }
    }
}
