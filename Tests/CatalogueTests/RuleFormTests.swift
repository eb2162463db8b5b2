import Foundation
import Ingest
import Kernel
import Testing
import Web

@testable import Catalogue

/// What a clerk demands of a column's values, read from the form.
@Suite struct RuleFormTests {
    private func read(_ sent: [String: String], _ type: FieldType, _ field: TableSchema.Field? = nil) -> TableSchema.Field {
        var field = field ?? TableSchema.Field("nilai", type)
        let before = field.type
        field.type = type
        var checker = Checker(sent.merging(["c.rules": "1"]) { $1 })
        RuleForm.read("c", &checker, into: &field, was: before)
        return field
    }

    @Test func `what comes back as it was printed stays as it is, though the print says less`() {
        var field = TableSchema.Field("nilai", .number)
        field.constraints.enumeration = [.string("Baik; sekali"), .string("Rusak")]
        field.constraints.minimum = .number(Decimal(string: "1.234")!)
        field.missingValues = [Labelled(""), Labelled("-", label: "tidak ditanya")]
        (field.decimalChar, field.groupChar) = (",", " ")
        let sent = ["c.enum": "Baik; sekali; Rusak", "c.minimum": "1.234", "c.missing": "-", "c.decimal": ","]
        #expect(read(sent, .number, field) == field)
        var other = sent
        (other["c.enum"], other["c.missing"], other["c.decimal"], other["c.minimum"]) = ("Baik; Rusak", "-; x", ".", nil)
        let changed = read(other, .number, field)
        #expect(changed.constraints.enumeration == [.string("Baik"), .string("Rusak")] && changed.constraints.minimum == nil)
        #expect(changed.missingValues?.map(\.text) == ["", "-", "x"] && changed.decimalChar == "." && changed.groupChar == ",")
        // With another type values are read anew.
        var codes = TableSchema.Field("kode", .integer)
        codes.constraints.enumeration = [.integer(1), .integer(2)]
        #expect(read(["c.enum": "1; 2"], .string, codes).constraints.enumeration == [.string("1"), .string("2")])
    }

    @Test(arguments: [
        ("1.000", "1000"), ("12.500", "12500"), ("1.234.567", "1234567"), ("-1.000", "-1000"), ("1.234,5", "1234.5"), ("1234.5", "1234.5"),
        ("0.125", "0.125"), ("1.25", "1.25"), ("1234.567", "1234.567"), ("7", "7"),
    ])
    func `points between thousands are read as people here write them`(given: String, read number: String) {
        #expect(read(["c.minimum": given], .number).constraints.minimum?.text == number)
    }
}
