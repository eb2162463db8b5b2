import Columns
import Foundation
import Kernel
import Testing

@testable import Ingest

@Suite("Table Schema")
struct SchemaTests {
    /// Every member of the standard, some in each of their forms, and such as nobody knows.
    static let whole = #"""
        {"$schema":"https://datapackage.org/profiles/2.0/tableschema.json","fieldsMatch":["subset"],"x-own":{"deep":[1,2.5,null,true,"a"]},
        "missingValues":[{"value":"-","label":"tidak ada"},"","n/a"],"primaryKey":"kode","uniqueKeys":[["nama","tahun"],"kode"],
        "foreignKeys":[{"fields":"kode","reference":{"resource":"wilayah","fields":"kode"}},{"fields":["induk"],"reference":{"fields":["kode"]},"x":1}],
        "fields":[
        {"name":"kode","type":"string","title":"Kode","description":"…","constraints":{"required":true,"unique":true,"pattern":"\\d+","minLength":2,"maxLength":5,"x":[1]},
         "rdfType":"http://example.org/kode","example":"35","pendopo:concept":"Wilayah","pendopo:standardCode":"SD00001.00.00","pendopo:role":"areaCode",
         "pendopo:variable":{"alias":"k","isPublic":true,"lain":3}},
        {"name":"induk"},
        {"name":"nama","type":"string","format":"default","categories":[{"value":"a","label":"A"},{"value":"b"}],"categoriesOrdered":true},
        {"name":"tahun","type":"year","missingValues":["x"]},
        {"name":"nilai","type":"number","decimalChar":",","groupChar":".","bareNumber":false,"constraints":{"minimum":0,"maximum":"1000.5","exclusiveMinimum":-1,"enum":[1,2.25,"3"]}},
        {"name":"ada","type":"boolean","trueValues":["Ada"],"falseValues":["Belum"]},
        {"name":"isi","type":"object","constraints":{"jsonSchema":{"type":"object"}}},
        {"name":"senarai","type":"list","delimiter":";","itemType":"integer"},
        {"name":"aneh","type":"matriks","constraints":{"minLength":"dua"}},
        {"name":"kosong","type":"any","constraints":{}}
        ]}
        """#

    @Test("What a schema says is written again, also what nobody knows")
    func roundTrip() throws {
        let json = Data(SchemaTests.whole.utf8)
        let schema = try JSONDecoder().decode(TableSchema.self, from: json)
        let again = try JSONDecoder().decode(TableSchema.self, from: JSONEncoder().encode(schema))
        #expect(again == schema)
        var wanted = try #require(JSONDecoder().decode(SchemaValue.self, from: json).object)
        // The list of one is written as the standard has it now.
        wanted["fieldsMatch"] = .string("subset")
        wanted["uniqueKeys"] = .array([.array([.string("nama"), .string("tahun")]), .array([.string("kode")])])
        var written = schema.object
        let keys = try #require(written["foreignKeys"]?.array)
        #expect(keys.count == 2)
        written["foreignKeys"] = wanted["foreignKeys"]
        #expect(written == wanted)
        #expect(schema["kode"]?.standard.variable?.isPublic == true)
        #expect(schema["kode"]?.standard.role == .areaCode)
        #expect(schema.foreignKeys[1].resource.isEmpty)
        #expect(schema.missingMarks(of: schema["tahun"]!) == ["x"])
        #expect(schema.missingMarks(of: schema["kode"]!) == ["-", "", "n/a"])
    }

    @Test("Types become columns")
    func columns() throws {
        let schema = TableSchema(FieldType.all.map { TableSchema.Field($0.rawValue, $0) })
        let types = try schema.shape().columns.map(\.type)
        #expect(types.count == 16)
        #expect(types[1] == .number && types[8] == .date && types[9] == .any && types[13] == .geopoint)
    }

    @Test("What is wrong is found, each with its field")
    func problems() throws {
        let schema = try JSONDecoder().decode(TableSchema.self, from: Data(SchemaTests.whole.utf8))
        let found = schema.problems()
        #expect(found.map(\.field) == ["aneh", "aneh"])
        #expect(Set(found.map(\.message.key.id)) == ["ingest.schema.unknown_type", "ingest.schema.wrong_kind"])
        var bad = TableSchema([TableSchema.Field("a", .integer), TableSchema.Field("a", .boolean), TableSchema.Field("")])
        bad.primaryKey = ["a", "b"]
        bad.uniqueKeys = [[]]
        bad.foreignKeys = [ForeignKey(["a"], resource: "r", reference: ["x", "y"])]
        bad.fields[0].constraints.minimum = .string("satu")
        bad.fields[0].constraints.minLength = 2
        bad.fields[0].constraints.pattern = "(a"
        bad.fields[0].constraints.enumeration = [.string("x")]
        bad.fields[1].constraints.maximum = .integer(2)
        bad.fields[1].standard.standardCode = "SD1"
        bad.fields[1].decimalChar = ","
        bad.fields[1].groupChar = ","
        let keys = bad.problems().map(\.message.key.id)
        for key in [
            "repeated", "unnamed", "no_such_field", "empty_key", "key_lengths", "bad_bound", "no_length", "pattern_unclosed",
            "bad_category", "no_order", "standard_code",
            "same_signs",
        ] { #expect(keys.contains("ingest.schema." + key), "\(key)") }
        #expect(TableSchema().problems().map(\.message.key.id) == ["ingest.schema.no_fields"])
    }

    @Test(
        "Codes of data standards",
        arguments: [
            ("SD00001.00.00", true), ("S00001.00.00", true), ("SDX0001.00.00", false), ("sd00001.00.00", false), ("SD00001.00.0", false),
            ("SD00001-00.00", false), ("", false),
        ])
    func codes(given: (String, Bool)) { #expect(StandardData.isStandardCode(given.0) == given.1) }

    @Test("A new version is compared with the old in words")
    func comparison() {
        var old = TableSchema([
            TableSchema.Field("kode"), TableSchema.Field("nilai", .integer), TableSchema.Field("kelas"), TableSchema.Field("lama"),
        ])
        old.fields[2].categories = [Labelled("a"), Labelled("b")]
        old.fields[1].constraints.minimum = .integer(0)
        old.fields[1].standard.unit = "jiwa"
        var new = old
        #expect(SchemaComparison(from: old, to: new).changes.isEmpty)
        new.fields[1].type = .number
        new.fields[1].constraints.minimum = .integer(-5)
        new.fields[2].categories = [Labelled("a"), Labelled("b"), Labelled("c")]
        new.fields.append(TableSchema.Field("baru"))
        let wider = SchemaComparison(from: old, to: new)
        #expect(wider.oldDataFits)
        #expect(wider.changes.map(\.kind) == [.added, .widened, .widened, .widened])
        new.fields[1].constraints.minimum = .integer(10)
        new.fields[2].categories = [Labelled("a")]
        new.fields[4].constraints.required = true
        new.fields.remove(at: 3)
        new.primaryKey = ["kode"]
        new.fields[1].standard.unit = "ribu jiwa"
        let narrower = SchemaComparison(from: old, to: new)
        #expect(!narrower.oldDataFits)
        #expect(
            Set(narrower.changes.filter(\.breaks).map(\.message.key.id)) == [
                "ingest.change.field_added", "ingest.change.bound", "ingest.change.values_removed", "ingest.change.key",
                "ingest.change.words",
            ])
        #expect(narrower.changes.contains { $0.kind == .removed && $0.field == "lama" })
    }
}
