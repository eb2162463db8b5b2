import Columns
import HTTPTypes
import Ingest
import Kernel
import Rows
import Web

/// What is known of each column of a version.
enum ProfileEndpoint {
    static let all = [profile]

    private static let column = Schema.object(
        .required("name", .string), .required("type", .choice(ColumnType.self)), .required("title", Schema.string.orNull),
        .required("description", Schema.string.orNull), .required("missing", Schema.integer(0...Int.max).orNull),
        .required("distinct", Schema.integer(0...Int.max).orNull), .required("least", .any), .required("greatest", .any),
        .required("sum", .any), .required("mean", .any), .required("shortest", Schema.integer(0...Int.max).orNull),
        .required("longest", Schema.integer(0...Int.max).orNull),
        .required("frequent", .array(of: .object(.required("value", .any), .required("count", .integer(0...Int.max))))),
        .required(
            "histogram", .array(of: .object(.required("from", .any), .required("to", .any), .required("count", .integer(0...Int.max))))))

    static let profile = Endpoint(
        .get, RowsPaths.profile, "Figures of every column",
        about: "Masked columns, and all columns where only some rows may be read, are named without figures.",
        parameters: AskedTable.versionParameters,
        response: .object(
            .required("rows", Schema.integer(0...Int.max).orNull), .required("columns", .array(of: column)),
            .required("version", RowsEndpoints.version)),
        rate: RowsEndpoints.rate
    ) { request in
        let asked = try await AskedTable.open(request, .api)
        if asked.isKnown(request) { return asked.unchanged() }
        return asked.described(.json(bytes: bytes(asked)))
    }

    private static func bytes(_ asked: AskedTable) -> [UInt8] {
        let table = asked.table
        let fields = table.schema.byName
        var bytes = Array("{\"rows\":\(table.file.rowCount),\"columns\":[".utf8)
        for (index, column) in table.file.columns.enumerated() {
            if index > 0 { bytes += ",\n".utf8 }
            bytes += "{\"name\":".utf8
            DatumText.string(column.name, to: &bytes)
            bytes += ",\"type\":\"\(column.type.rawValue)\"".utf8
            let field = fields[column.name]
            for (name, text) in [("title", field?.title), ("description", field?.description)] {
                bytes += ",\"\(name)\":".utf8
                DatumText.json(text.map { $0.isEmpty ? .missing : .text($0) } ?? .missing, to: &bytes)
            }
            figures(column.statistics, &bytes)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes += "],\"version\":".utf8
        RowsJSON.version(table, &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private static func figures(_ figures: ColumnStatistics?, _ bytes: inout [UInt8]) {
        func whole(_ name: String, _ number: Int?) { bytes += ",\"\(name)\":\(number.map { "\($0)" } ?? "null")".utf8 }
        func value(_ name: String, _ datum: Datum) {
            bytes += ",\"\(name)\":".utf8
            DatumText.json(datum, to: &bytes)
        }
        whole("missing", figures?.missing)
        whole("distinct", figures?.distinct)
        value("least", figures?.least ?? .missing)
        value("greatest", figures?.greatest ?? .missing)
        value("sum", figures?.sum.map { .number($0) } ?? .missing)
        value("mean", figures?.mean.map { .number($0) } ?? .missing)
        whole("shortest", figures?.shortest)
        whole("longest", figures?.longest)
        bytes += ",\"frequent\":[".utf8
        for (index, frequent) in (figures?.frequent ?? []).enumerated() {
            bytes += index > 0 ? ",{\"value\":".utf8 : "{\"value\":".utf8
            DatumText.json(frequent.value, to: &bytes)
            bytes += ",\"count\":\(frequent.count)}".utf8
        }
        bytes += "],\"histogram\":[".utf8
        for (index, bin) in (figures?.histogram ?? []).enumerated() {
            bytes += index > 0 ? ",{\"from\":".utf8 : "{\"from\":".utf8
            DatumText.json(bin.from, to: &bytes)
            bytes += ",\"to\":".utf8
            DatumText.json(bin.to, to: &bytes)
            bytes += ",\"count\":\(bin.count)}".utf8
        }
        bytes += "]".utf8
    }
}
