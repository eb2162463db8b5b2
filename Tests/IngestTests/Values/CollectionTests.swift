import Foundation
import Kernel
import Testing

@testable import Ingest

@Suite("Lists, JSON, durations and points of every form") struct CollectionTests {
    /// The canonical text, `missing`, or the kind of fault behind an exclamation mark.
    private func value(_ text: String, _ field: TableSchema.Field) -> String {
        var reader = CellReader(field, form: ValueForm())
        let arena = RowArena()
        arena.begin(room: text.utf8.count * 3 + 4096)
        let value = reader.read(arena.copy(Array(text.utf8))!.trimmed, .text, arena)
        if let fault = value.fault { return "!" + fault.rawValue }
        return value.isMissing ? "missing" : value.view.string
    }

    private func field(_ type: FieldType, _ change: (inout TableSchema.Field) -> Void = { _ in }) -> TableSchema.Field {
        var field = TableSchema.Field("a", type)
        change(&field)
        return field
    }

    @Test("lists: items of their kind, between their delimiter, counted by minLength and maxLength")
    func lists() {
        #expect(value("a, b ,c", field(.list)) == "a,b,c")
        let numbers = field(.list) { ($0.delimiter, $0.itemType) = ("; ", "integer") }
        #expect(value("1; 2; 30", numbers) == "1; 2; 30" && value("1; dua", numbers) == "!notItem" && value("1; ", numbers) == "!notItem")
        let few = field(.list) { ($0.constraints.minLength, $0.constraints.maxLength) = (2, 3) }
        #expect(value("a", few) == "!tooShort" && value("aaaa,b", few) == "aaaa,b" && value("a,b,c,d", few) == "!tooLong")
        #expect(value("", field(.list)) == "missing")
        let days = field(.list) { $0.itemType = "date" }
        #expect(value("12 Maret 2024,2024-03-13", days) == "2024-03-12,2024-03-13")
    }

    @Test("objects and arrays: their members are counted, and their schema holds")
    func json() throws {
        let pair = field(.array) { ($0.constraints.minLength, $0.constraints.maxLength) = (2, 2) }
        #expect(value("[1, 200]", pair) == "[1, 200]" && value("[1]", pair) == "!tooShort" && value("{}", pair) == "!notJSON")
        let schema = try JSONDecoder().decode(
            SchemaValue.self, from: Data(#"{"required": ["rt"], "properties": {"rt": {"type": "integer"}}}"#.utf8))
        let object = field(.object) { $0.constraints.jsonSchema = schema }
        #expect(
            value(#"{"rt": 1}"#, object) == #"{"rt": 1}"# && value(#"{"rt": "1"}"#, object) == "!jsonSchema"
                && value("{}", object) == "!jsonSchema")
    }

    @Test(
        "durations: ISO 8601 and nothing else, compared by how long they last",
        arguments: [
            ("P1Y2M10DT2H30M", "P1Y2M10DT2H30M"), ("p3d", "P3D"), ("PT0,5S", "PT0.5S"), ("-P1W", "-P1W"), ("P", "!notDuration"),
            ("PT", "!notDuration"),
            ("P1H", "!notDuration"), ("P1D2Y", "!notDuration"), ("3 hari", "!notDuration"), ("P1DT", "!notDuration"),
            ("P.5D", "!notDuration"),
            ("P1D ", "P1D"), ("P1Dx", "!notDuration"),
        ])
    func durations(_ text: String, _ expected: String) { #expect(value(text, field(.duration)) == expected) }

    @Test("bounds of durations")
    func bounds() {
        let short = field(.duration) { ($0.constraints.minimum, $0.constraints.exclusiveMaximum) = (.string("PT1H"), .string("P1M")) }
        #expect(value("PT59M", short) == "!tooSmall" && value("PT60M", short) == "PT60M" && value("P31D", short) == "!tooLarge")
        #expect(TableSchema([field(.duration) { $0.constraints.minimum = .string("satu jam") }]).problems().count == 1)
    }

    @Test("points as text, array and object")
    func points() {
        #expect(value("113.7, -8.17", field(.geopoint)) == "113.7,-8.17")
        #expect(value("[113.7, -8.17]", field(.geopoint) { $0.format = "array" }) == "113.7,-8.17")
        let object = field(.geopoint) { $0.format = "object" }
        #expect(value(#"{"lon": 113.7, "lat": -8.17}"#, object) == "113.7,-8.17")
        #expect(value(#"{"lon": 113.7}"#, object) == "!notGeopoint" && value(#"{"lon": 213.7, "lat": 1}"#, object) == "!notGeopoint")
        #expect(value("113.7", object) == "!notGeopoint")
    }
}
