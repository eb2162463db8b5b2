import Foundation
import Kernel
import Testing

@testable import Ingest

@Suite("JSON Schema of object and array fields") struct JSONSchemaTests {
    private func schema(_ text: String) throws -> SchemaValue { try JSONDecoder().decode(SchemaValue.self, from: Data(text.utf8)) }

    /// Where and why, or `fine`.
    private func verdict(_ value: String, _ text: String) throws -> String {
        guard let fault = JSONSchemaCheck(try schema(text)).fault(value) else { return "fine" }
        return "\(fault.path) \(fault.keyword)"
    }

    private static let address = """
        {"type": "object", "required": ["desa"], "additionalProperties": false, "minProperties": 1,
         "properties": {"desa": {"type": "string", "minLength": 3, "pattern": "^[A-Z]"}, "rt": {"$ref": "#/$defs/angka"},
           "titik": {"type": "array", "prefixItems": [{"type": "number"}, {"type": "number", "maximum": 90}], "maxItems": 2}},
         "patternProperties": {"^x-": true}, "$defs": {"angka": {"type": "integer", "minimum": 1, "exclusiveMaximum": 100}}}
        """

    @Test(
        "objects, arrays, references, bounds and patterns",
        arguments: [
            (#"{"desa": "Gebang", "rt": 7, "titik": [113.7, -8.1], "x-catatan": null}"#, "fine"),
            (#"{"rt": 7}"#, " required: desa"), (#"{"desa": "Ge"}"#, "desa minLength"), (#"{"desa": "gebang"}"#, "desa pattern"),
            (#"{"desa": "Gebang", "rt": 0}"#, "rt minimum"), (#"{"desa": "Gebang", "rt": 100}"#, "rt exclusiveMaximum"),
            (#"{"desa": "Gebang", "rt": 1.5}"#, "rt type"), (#"{"desa": "Gebang", "rw": 1}"#, "rw additionalProperties"),
            (#"{"desa": "Gebang", "titik": [113.7, 98]}"#, "titik[1] maximum"),
            (#"{"desa": "Gebang", "titik": [1, 2, 3]}"#, "titik maxItems"),
            ("[]", " type"), ("{", " JSON"),
        ])
    func address(_ value: String, _ expected: String) throws { #expect(try verdict(value, Self.address) == expected) }

    @Test(
        "combinations, conditions, sets and multiples",
        arguments: [
            (#"{"anyOf": [{"type": "string"}, {"minimum": 5}]}"#, "6", "fine"),
            (#"{"anyOf": [{"type": "string"}, {"minimum": 5}]}"#, "4", " anyOf"),
            (#"{"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}"#, "6", " oneOf"),
            (#"{"oneOf": [{"multipleOf": 2}, {"multipleOf": 3}]}"#, "9", "fine"),
            (#"{"not": {"type": "null"}}"#, "null", " not"), (#"{"enum": [1, "a", [2]]}"#, "[2]", "fine"),
            (#"{"enum": [1, "a"]}"#, "2", " enum"),
            (#"{"const": 1}"#, "1.0", "fine"), (#"{"const": {"a": [1]}}"#, #"{"a": [1]}"#, "fine"),
            (#"{"uniqueItems": true}"#, "[1, 2, 1]", " uniqueItems"),
            (#"{"contains": {"type": "string"}, "minContains": 2}"#, #"["a", 1]"#, " contains"),
            (#"{"if": {"type": "string"}, "then": {"minLength": 2}, "else": {"type": "integer"}}"#, "true", " type"),
            (#"{"multipleOf": 0.1}"#, "0.3", "fine"), (#"{"multipleOf": 0.1}"#, "0.35", " multipleOf"),
            (#"{"items": {"type": "integer"}}"#, #"[1, "a"]"#, "[1] type"),
            (#"{"propertyNames": {"maxLength": 2}}"#, #"{"abc": 1}"#, "abc propertyNames"),
            (#"{"dependentRequired": {"a": ["b"]}}"#, #"{"a": 1}"#, " dependentRequired: b"), (#"{"items": false}"#, "[1]", "[0] false"),
        ])
    func words(_ text: String, _ value: String, _ expected: String) throws { #expect(try verdict(value, text) == expected) }

    @Test("what a schema may cost has an end: references in circles, and combinations that double at every level")
    func bounded() throws {
        #expect(try verdict("1", ##"{"$ref": "#"}"##) == " …")
        var text = #"{"type": "integer"}"#
        for _ in 0..<11 { text = #"{"allOf": [\#(text), \#(text)]}"# }
        // Four thousand nodes: refused when it is saved, and a check of it ends.
        #expect(JSONSchemaCheck.problems(try schema(text)).map(\.key.id) == ["ingest.schema.json_large"])
        let doubling = ##"{"$defs": {"a": {"not": {"anyOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/a"}]}}}, "$ref": "#/$defs/a"}"##
        #expect(try verdict("1", doubling) != "fine")
    }

    @Test("what is not checked is refused when the schema is saved, not passed over in silence")
    func problems() throws {
        func keys(_ text: String) throws -> [String] { JSONSchemaCheck.problems(try schema(text)).map(\.key.id) }
        #expect(try keys(Self.address) == [])
        #expect(try keys(#"{"properties": {"a": {"unevaluatedItems": false}}}"#) == ["ingest.schema.json_word"])
        #expect(try keys(#"{"$ref": "https://contoh.id/a.json"}"#) == ["ingest.schema.json_reference"])
        #expect(try keys(##"{"$ref": "#/$defs/b"}"##) == ["ingest.schema.json_reference"])
        #expect(try keys(#"{"type": "teks"}"#) == ["ingest.schema.json_type"])
        #expect(try keys(#"{"items": {"pattern": "(?=a)"}}"#) == ["ingest.schema.json_pattern"])
        var field = TableSchema.Field("a", .string)
        field.constraints.jsonSchema = try schema("{}")
        #expect(TableSchema([field]).problems().contains { $0.message.key.id == "ingest.schema.json_kind" })
        var list = TableSchema.Field("a", .list)
        list.itemType = "geopoint"
        #expect(TableSchema([list]).problems().contains { $0.message.key.id == "ingest.schema.item_type" })
    }
}
