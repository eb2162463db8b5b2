import Testing

@testable import Ingest

@Suite("Days and periods as people write them")
struct DateTests {
    @Test(
        "Days of many forms",
        arguments: [
            ("12 Maret 2024", "2024-03-12"), ("12/03/2024", "2024-03-12"), ("12-Mar-24", "2024-03-12"), ("2024-03-12", "2024-03-12"),
            ("12.3.2024", "2024-03-12"),
            ("Selasa, 12 Maret 2024", "2024-03-12"), ("1 Agt 1999", "1999-08-01"), ("Maret 12, 2024", "2024-03-12"),
            ("2024/3/5", "2024-03-05"), ("20240312", "2024-03-12"),
            ("12-03-31", "1931-03-12"), ("1 nopember 2020", "2020-11-01"), ("29 Februari 2024", "2024-02-29"),
            ("2024-03-12T00:00:00", "2024-03-12"),
            ("17 PEBRUARI 2021", "2021-02-17"), ("05/05/29", "2029-05-05"),
        ])
    func days(pair: (String, String)) { #expect(read(pair.0) { DateReader.read($0, DateForm(), isNumber: false, $1) } == pair.1) }

    @Test(
        "Days that do not exist and texts that are none are refused",
        arguments: [
            "31 Februari 2024", "29/02/2023", "13/13/2024", "12 Marah 2024", "12/2024", "abc", "", "2024", "00/01/2024", "1-1-1-1",
            "12 Maret 24 jam", "45366", "2024-03-12T08:00:00",
        ])
    func refused(text: String) { #expect(read(text) { DateReader.read($0, DateForm(), isNumber: false, $1) } == nil) }

    @Test("The month may stand first, and spreadsheets count days")
    func forms() {
        #expect(read("03/12/2024") { DateReader.read($0, DateForm(order: .monthFirst), isNumber: false, $1) } == "2024-03-12")
        #expect(read("45363") { DateReader.read($0, DateForm(takesSerials: true), isNumber: false, $1) } == "2024-03-12")
        #expect(read("45363") { DateReader.read($0, DateForm(), isNumber: true, $1) } == "2024-03-12")
        #expect(read("12") { DateReader.read($0, DateForm(takesSerials: true), isNumber: true, $1) } == nil)
    }

    @Test(
        "Months, quarters, halves and years",
        arguments: [
            ("Maret 2024", PeriodKind.month, "2024-03"), ("Mar-24", .month, "2024-03"), ("03/2024", .month, "2024-03"),
            ("202403", .month, "2024-03"),
            ("2024-03", .month, "2024-03"), ("2024-03-01T00:00:00", .month, "2024-03"), ("Triwulan II 2024", .quarter, "2024-Q2"),
            ("TW 2/2024", .quarter, "2024-Q2"),
            ("2024-Q2", .quarter, "2024-Q2"), ("Q4 2023", .quarter, "2023-Q4"), ("Tw.III-2024", .quarter, "2024-Q3"),
            ("Triwulan ke 1 tahun 2024", .quarter, "2024-Q1"),
            ("Semester I 2024", .half, "2024-S1"), ("2024-S2", .half, "2024-S2"), ("Smt 2 2024", .half, "2024-S2"),
            ("Tahun 2024", .year, "2024"), ("2024*)", .year, "2024"),
            ("TA. 2023", .year, "2023"), ("2024.0", .year, "2024"),
        ])
    func periods(given: (String, PeriodKind, String)) { #expect(read(given.0) { PeriodReader.read($0, as: given.1, $1) } == given.2) }

    @Test(
        "What is no period is refused",
        arguments: [
            ("Triwulan V 2024", PeriodKind.quarter), ("II 2024", .quarter), ("Semester III 2024", .half), ("13/2024", .month),
            ("2024/2025", .year), ("24", .year), ("Triwulan II", .quarter),
        ])
    func noPeriods(given: (String, PeriodKind)) { #expect(read(given.0) { PeriodReader.read($0, as: given.1, $1) } == nil) }

    @Test("Moments are kept in UTC")
    func moments() {
        func moment(_ text: String) -> String? { read(text) { MomentReader.read($0, DateForm(), offsetHours: 7, isNumber: false, $1) } }
        #expect(moment("2024-03-12T08:30:00Z") == "2024-03-12T08:30:00Z")
        #expect(moment("12/03/2024 08:30") == "2024-03-12T01:30:00Z")
        #expect(moment("12 Maret 2024 08:30:15 WITA") == "2024-03-12T00:30:15Z")
        #expect(moment("2024-03-12T08:30:00") == "2024-03-12T01:30:00Z")
        #expect(moment("2024-03-12T08:30:00.250+07:00") == "2024-03-12T01:30:00.250Z")
        #expect(moment("2024-03-12 25:00") == nil)
        #expect(read("8.30 WIB") { MomentReader.readTime($0, $1) } == "08:30:00")
        #expect(read("08:30:61") { MomentReader.readTime($0, $1) } == nil)
    }
}
