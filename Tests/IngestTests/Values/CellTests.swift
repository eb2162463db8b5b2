import Foundation
import Kernel
import Testing

@testable import Ingest

@Suite("Cells read as values of a field")
struct CellTests {
    /// The canonical text, `missing`, or the kind of fault behind an exclamation mark.
    private func value(_ text: String, _ field: TableSchema.Field, _ form: ValueForm = ValueForm(), kind: RawRow.Kind = .text) -> String {
        var reader = CellReader(field, form: form)
        let arena = RowArena()
        arena.begin(room: text.utf8.count * 3 + 4096)
        let cell = arena.copy(Array(text.utf8))!.trimmed
        let value = reader.read(cell, kind, arena)
        if let fault = value.fault { return "!" + fault.rawValue }
        return value.isMissing ? "missing" : value.view.string
    }

    @Test("Whole numbers of 64 bits and no others")
    func integers() {
        let field = TableSchema.Field("n", .integer)
        #expect(value("9223372036854775807", field) == "9223372036854775807")
        #expect(value("9223372036854775808", field) == "!outOfRange")
        #expect(value("12.5", field) == "!notWhole")
        #expect(value("12.0", field, kind: .number) == "12")
        #expect(value("1,5", field) == "!notNumber")
        #expect(value("-", field, ValueForm(missing: ["-"])) == "missing")
        #expect(value("#DIV/0!", field, kind: .error) == "!formulaError")
    }

    @Test("Yes and no in the column's own words")
    func booleans() {
        let field = TableSchema.Field("b", .boolean)
        let form = ValueForm(booleans: BooleanWords(trues: ["ada"], falses: ["belum", "tidak ada"]))
        #expect(value("ADA", field, form) == "true")
        #expect(value("Tidak  ada", field, form) == "false")
        #expect(value("mungkin", field, form) == "!notBoolean")
        #expect(value("true", field, form, kind: .boolean) == "true")
        #expect(BooleanWords.of(["ya", "tidak"]) != nil)
        #expect(BooleanWords.of(["ya"]) == nil)
        #expect(BooleanWords.of(["ya", "mungkin", "tidak"]) == nil)
    }

    @Test("Texts are trimmed and cleaned, and otherwise stay as they are")
    func texts() {
        let field = TableSchema.Field("t")
        #expect(value("  Jalan Mawar, 5 ", field) == "Jalan Mawar, 5")
        #expect(value("a\u{200B}b\u{0}", field) == "ab")
        #expect(value("\u{200B}", field) == "missing")
        #expect(value("e\u{301}", field) == "é")
        #expect(value("3.509E+3", field, kind: .number) == "3509")
        #expect(value("2024-03-12T00:00:00", field, kind: .date) == "2024-03-12")
        #expect(value("=cmd|' /C calc'!A0", field) == "=cmd|' /C calc'!A0")
    }

    @Test("Constraints hold on the value and not on its writing")
    func constraints() {
        var number = TableSchema.Field("n", .number)
        number.constraints.minimum = .integer(5)
        number.constraints.exclusiveMaximum = .number(20.5)
        let form = ValueForm(number: .indonesian)
        #expect(value("5,00", number, form) == "5")
        #expect(value("4,99", number, form) == "!tooSmall")
        #expect(value("20,5", number, form) == "!tooLarge")
        #expect(value("1.000", number, form) == "!tooLarge")
        var text = TableSchema.Field("t")
        text.constraints.minLength = 2
        text.constraints.maxLength = 3
        #expect(value("é", text) == "!tooShort")
        #expect(value("éé", text) == "éé")
        #expect(value("abcd", text) == "!tooLong")
        var listed = TableSchema.Field("k", .integer)
        listed.categories = [Labelled(.integer(1), label: "satu"), Labelled("2")]
        #expect(value("01", listed) == "1")
        #expect(value("3", listed) == "!notListed")
        var day = TableSchema.Field("d", .date)
        day.constraints.minimum = .string("2024-01-01")
        #expect(value("31/12/2023", day) == "!tooSmall")
        var required = TableSchema.Field("r")
        required.constraints.required = true
        #expect(value(" ", required) == "!required")
        var pattern = TableSchema.Field("p")
        pattern.constraints.pattern = #"[A-Z]{2}\d{3}"#
        #expect(value("AB123", pattern) == "AB123")
        #expect(value("AB1234", pattern) == "!pattern")
    }

    @Test("Formats, JSON and positions")
    func formats() {
        var email = TableSchema.Field("e")
        email.format = "email"
        #expect(value("a@b.id", email) == "a@b.id")
        #expect(value("a@b", email) == "!notFormat")
        #expect(value("{\"a\":1}", TableSchema.Field("o", .object)) == "{\"a\":1}")
        #expect(value("[1]", TableSchema.Field("o", .object)) == "!notJSON")
        let point = TableSchema.Field("p", .geopoint)
        #expect(value("113.70, -8.17", point) == "113.7,-8.17")
        #expect(value("-8.17, 113.70", point, ValueForm(isLatitudeFirst: true)) == "113.7,-8.17")
        #expect(value("113.70", point) == "!notGeopoint")
        #expect(value("300,5", point) == "!notGeopoint")
    }

    @Test("Values mended by hand are read as the column is written, or in canonical form")
    func mended() {
        var reader = CellReader(
            TableSchema.Field("n", .number), form: ValueForm(number: .indonesian),
            replacements: ["12.5": "12.5", "x": nil, "tiga": "3"])
        let arena = RowArena()
        func read(_ text: String) -> String? {
            arena.begin(room: 8192)
            let cell = arena.copy(Array(text.utf8))!
            let value = reader.read(cell, .text, arena)
            return value.fault == nil && !value.isMissing ? value.view.string : nil
        }
        #expect(read("12.5") == "12.5")
        #expect(read("tiga") == "3")
        #expect(read("x") == nil)
        #expect(read("1.500,5") == "1500.5")
    }
}
