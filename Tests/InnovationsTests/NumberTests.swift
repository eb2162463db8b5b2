import Kernel
import Masterplan
import Testing
import Web
import Work

@testable import Innovations

@Suite("Numbers and codes as people type them")
struct NumberTests {
    @Test(
        "money is read as people write it",
        arguments: [
            ("150000000", 150_000_000), ("150.000.000", 150_000_000), ("Rp 1.500.000", 1_500_000), ("Rp1.500.000,00", 1_500_000),
            ("rp. 250.000", 250_000), ("1,5 miliar", 1_500_000_000), ("2 juta", 2_000_000), ("0", 0), ("-5.000", -5000),
            ("1,25 triliun", 1_250_000_000_000),
        ])
    func money(typed: String, rupiah: Int) { #expect(SheetNumber.rupiah(typed) == rupiah) }

    @Test(
        "what is no amount is not taken for one",
        arguments: [
            "", "Rp", "seratus juta", "1.5.0", "12,5", "1,000,000", "10%", "99999999999999999999999", "1..000", "0x10", "1,5,0 juta",
        ])
    func noMoney(typed: String) { #expect(SheetNumber.rupiah(typed) == nil) }

    @Test(
        "numbers with comma, point and thousands",
        arguments: [
            ("98,5", "98.5"), ("98.5", "98.5"), ("1.234", "1234"), ("1.234,50", "1234.5"), ("-3", "-3"), ("007", "7"), ("0,0", "0"),
            ("-0", "0"),
            ("0.125", "0.125"),
        ])
    func decimals(typed: String, text: String) { #expect(SheetNumber.decimal(typed) == text) }

    @Test("no number is made of what is none", arguments: ["", "abc", "1,2,3", "1e5", "12 %", "--1", "1234567890123456", ",5", "NaN", "½"])
    func noDecimals(typed: String) { #expect(SheetNumber.decimal(typed) == nil) }

    @Test("a code that lost its zeros is told with its zeros; other levels are no sub-activity")
    func codes() {
        #expect(SubActivities.fault("2.16.03.2.02.0038") == nil)
        #expect(SubActivities.fault("X.XX.01.2.01.0008") == nil)
        #expect(
            SubActivities.fault("2.16.3.2.2.38")
                == Message("error.sheet_code_zeros", ["code": "2.16.3.2.2.38", "whole": "2.16.03.2.02.0038"]))
        for wrong in ["2.16.03", "2.16.03.2.02", "abc", "", "2-16-03-2-02-0038", "2.16.03.2.02.00380"] {
            #expect(SubActivities.fault(wrong)?.key == "error.sheet_code", "\(wrong)")
        }
    }

    @Test("every answer reads back from what is stored as it was, and damaged JSON is no answer")
    func stored() throws {
        let site = [
            "a": Answer.text("Kata \"dalam\" kutip\nbaris dua"), "b": .flag(true), "c": .texts(["x", "y"]),
            "d": .readiness([Readiness("people", isThere: false, document: "SK")]),
            "e": .indicators([SheetIndicator("Nama", unit: "%", baseline: nil, targets: [2027: "98.5", 2028: "99"])]),
            "f": .years([SheetYear(2027, "Mulai", amount: 5, source: .grant), SheetYear(2028, "Lanjut")]),
            "g": .risks([SheetRisk("Hujan", mitigation: "Tenda")]), "h": .partners([SheetPartner(.campus, "UNEJ")]),
            "i": .codes(SubActivities(["2.16.03.2.02.0038"])), "j": .evidence([Evidence(.init("dataset", "abc"), note: "n")]),
        ]
        let kinds: [String: SheetField.Kind] = [
            "a": .text, "b": .yesNo, "c": .choices, "d": .readiness, "e": .indicators, "f": .years, "g": .risks, "h": .partners,
            "i": .codes,
            "j": .evidence,
        ]
        #expect([String: Answer](stored: site.stored, kinds: kinds) == site)
        #expect([String: Answer](stored: site.stored, kinds: kinds).stored == site.stored)
        let wrong: [(String, SheetField.Kind)] = [
            ("5", .line), ("\"x\"", .yesNo), ("[1]", .choices), ("[{\"name\":5}]", .indicators),
            ("[{\"year\":\"2027\",\"activity\":\"x\"}]", .years),
            ("[{\"year\":2027,\"activity\":\"x\",\"amount\":1.5}]", .years),
            ("[{\"year\":2027,\"activity\":\"x\",\"source\":\"bank\"}]", .years),
            ("{\"codes\":[5]}", .codes), ("\"2026-02-30\"", .day), ("\"1,5\"", .number), ("[{\"kind\":\"dataset\"}]", .evidence),
        ]
        for (text, kind) in wrong { #expect(Answer(json: try JSONValue(parsing: Array(text.utf8)), kind) == nil, "\(text)") }
    }
}
