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

    @Test func `a part of nothing is no percentage`() {
        #expect(indonesian.percent(0, of: 0) == "–")
        #expect(indonesian.percent(1, of: 3) == "33 %" && english.percent(2, of: 3) == "67%")
    }

    @Test func `all twelve months in both languages`() {
        let months = (1...12).map { indonesian.day(Day(year: 2026, month: $0, day: 1)!) }
        #expect(months[4] == "1 Mei 2026" && months[7] == "1 Agustus 2026" && Set(months).count == 12)
    }
}
