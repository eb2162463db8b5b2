import Kernel
import Testing

@Suite struct FormatTests {
    private let indonesian = Format(language: .indonesian)
    private let english = Format(language: .english)

    @Test func `money as Bank Indonesia writes it`() {
        #expect(indonesian.rupiah(8_000_000_000) == "Rp8.000.000.000")
        #expect(english.rupiah(8_000_000_000) == "Rp8.000.000.000")
        #expect(indonesian.rupiah(-1500) == "-Rp1.500" && indonesian.rupiah(0) == "Rp0")
        #expect(indonesian.rupiah(.min + 1) == "-Rp9.223.372.036.854.775.807")
    }

    @Test func `days and moments`() {
        let day = Day("2018-10-15")!
        #expect(indonesian.day(day) == "15 Oktober 2018" && english.day(day) == "15 October 2018")
        let moment = Instant("2018-10-15T07:05:00Z")!
        #expect(indonesian.moment(moment) == "15 Oktober 2018 14.05 WIB")
        #expect(english.moment(moment) == "15 October 2018 14:05 WIB")
        #expect(Format(language: .indonesian, offsetHours: 8).moment(moment) == "15 Oktober 2018 15.05 WITA")
        #expect(Format(language: .english, offsetHours: 9).moment(Instant("2018-12-31T15:00:00Z")!) == "1 January 2019 00:00 WIT")
    }

    @Test func `days and months where there is little room`() {
        #expect(indonesian.shortDay(Day("2026-08-05")!) == "5 Agu 2026" && english.shortDay(Day("2026-08-05")!) == "5 Aug 2026")
        #expect(indonesian.month("2018-10") == "Oktober 2018" && english.month("2018-10", isShort: true) == "Oct 2018")
        #expect(indonesian.month("2018-13") == nil && indonesian.month("2018") == nil)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1000, "1.000"), (-1_234_567, "-1.234.567"), (100_000, "100.000")])
    func `whole numbers`(value: Int, text: String) {
        #expect(indonesian.number(value) == text)
        #expect(english.number(value) == text.replacing(".", with: ","))
    }

    @Test(arguments: [
        (4.25, 2, "4,25"), (4.25, 1, "4,3"), (0.05, 1, "0,1"), (-0.04, 1, "0,0"), (1234.5, 0, "1.235"), (2.0, 2, "2,00"), (-2.5, 0, "-3"),
    ])
    func `numbers with decimals`(value: Double, decimals: Int, text: String) {
        #expect(indonesian.number(value, decimals: decimals) == text)
    }

    @Test(arguments: [
        ("1450.5", "1.450,5"), ("-0.5", "-0,5"), ("7", "7"), ("-1234", "-1.234"),
        ("12345678901234567890.0", "12.345.678.901.234.567.890,0"), ("1e5", "1e5"), ("", ""), ("1.2.3", "1.2.3"), (".5", ".5"), ("½", "½"),
        ("--1", "--1"), ("1.", "1."),
    ])
    func `numbers as they are kept, of any length; anything else stays`(kept: String, text: String) {
        #expect(indonesian.decimal(kept) == text)
    }

    @Test func `the other language has the other marks`() { #expect(english.decimal("1234567.25") == "1,234,567.25") }

    @Test func `pieces of at most so many`() {
        #expect(Array(1...7).chunks(of: 3) == [[1, 2, 3], [4, 5, 6], [7]])
        #expect([Int]().chunks(of: 3) == [] && [1, 2, 3].chunks(of: 3) == [[1, 2, 3]])
    }

    @Test func `a part of nothing is no percentage`() {
        #expect(indonesian.percent(0, of: 0) == "–")
        #expect(indonesian.percent(1, of: 3) == "33 %" && english.percent(2, of: 3) == "67%")
    }

    @Test func `all twelve months in both languages`() {
        let months = (1...12).map { indonesian.day(Day(year: 2026, month: $0, day: 1)!) }
        #expect(months[4] == "1 Mei 2026" && months[7] == "1 Agustus 2026" && Set(months).count == 12)
    }
}
