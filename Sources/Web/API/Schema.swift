import Kernel

/// The form of a JSON value: checks what comes in, what goes out in tests, and is printed in OpenAPI 3.1.
///
///     static let report = Schema.named("Report", .object(
///         .required("code", .string(max: 10).example("K7M-Q2X-94")),
///         .required("state", .choice(State.self)),
///         .optional("dueAt", .instant.orNull)))
///
/// Objects refuse members they do not know: a misspelt optional member would otherwise be lost without a word.
package struct Schema: Sendable {
    /// What a value may be, as JSON Schema says it.
    package indirect enum Shape: Sendable {
        case any
        case string(min: Int, max: Int?, format: Format?)
        case integer(ClosedRange<Int>)
        case number(ClosedRange<Double>?)
        case boolean
        case choice([String])
        case array(Schema, max: Int?)
        case object([Member])
        case map(Schema)
        case orNull(Schema)
        case named(String, Schema)
    }

    /// Texts of a known form, by their names in JSON Schema.
    package enum Format: String, Sendable {
        case day = "date"
        case instant = "date-time"
        case id = "uuid"
        case email
        case uri
        case binary
    }

    /// A member of an object.
    package struct Member: Sendable {
        package let name: String
        package let schema: Schema
        package let isRequired: Bool

        package static func required(_ name: String, _ schema: Schema) -> Member { Member(name: name, schema: schema, isRequired: true) }
        package static func optional(_ name: String, _ schema: Schema) -> Member { Member(name: name, schema: schema, isRequired: false) }
    }

    package var shape: Shape
    /// One line in English.
    package var about: String?
    package var example: JSONValue?

    init(_ shape: Shape) { self.shape = shape }

    package static let any = Schema(.any)
    package static let string = Schema(.string(min: 0, max: nil, format: nil))
    package static func string(min: Int = 0, max: Int) -> Schema { Schema(.string(min: min, max: max, format: nil)) }
    package static let day = Schema(.string(min: 0, max: nil, format: .day))
    package static let instant = Schema(.string(min: 0, max: nil, format: .instant))
    package static let id = Schema(.string(min: 0, max: nil, format: .id))
    package static let uri = Schema(.string(min: 0, max: nil, format: .uri))
    package static let email = Schema(.string(min: 0, max: 254, format: .email))
    /// A file in a multipart body.
    package static let file = Schema(.string(min: 0, max: nil, format: .binary))
    package static let integer = Schema(.integer(Int.min...Int.max))
    package static func integer(_ range: ClosedRange<Int>) -> Schema { Schema(.integer(range)) }
    package static let number = Schema(.number(nil))
    package static func number(_ range: ClosedRange<Double>) -> Schema { Schema(.number(range)) }
    package static let boolean = Schema(.boolean)
    package static func choice(_ values: [String]) -> Schema { Schema(.choice(values)) }
    package static func choice<T: RawRepresentable & CaseIterable>(_: T.Type) -> Schema where T.RawValue == String {
        Schema(.choice(T.allCases.map(\.rawValue)))
    }
    package static func array(of item: Schema, max: Int? = nil) -> Schema { Schema(.array(item, max: max)) }
    package static func object(_ members: Member...) -> Schema { Schema(.object(members)) }
    package static func object(_ members: [Member]) -> Schema { Schema(.object(members)) }
    /// An object with any names whose values are all alike.
    package static func map(of value: Schema) -> Schema { Schema(.map(value)) }
    /// A schema of its own in the document's components, so that it is printed once.
    package static func named(_ name: String, _ schema: Schema) -> Schema { Schema(.named(name, schema)) }

    package var orNull: Schema { Schema(.orNull(self)) }

    package func about(_ text: String) -> Schema {
        var schema = self
        schema.about = text
        return schema
    }

    package func example(_ value: JSONValue) -> Schema {
        var schema = self
        schema.example = value
        return schema
    }
}
