import Foundation

/// Whether a value that was read satisfies its field's constraints. Works on canonical bytes.
struct ValueCheck {
    private let lengths: (least: Int, most: Int)?
    private let bounds: [(text: [UInt8], isLeast: Bool, isExclusive: Bool)]
    private let type: FieldType
    /// Counts the items of a list.
    private let items: ListReader?
    private let schema: JSONSchemaCheck?
    private let listed: ByteTable?
    private let pattern: Pattern?
    /// Answers of the pattern or the schema for values that were asked about; values of a column repeat.
    private var answers = ByteTable()

    /// Bytes of remembered values.
    private static let mostAnswers = 1 << 18

    /// `nil` when there is nothing to check. Bounds and categories are brought into canonical form by `canonical`.
    init?(_ field: TableSchema.Field, canonical: (String) -> String?) {
        let constraints = field.constraints
        let hasLengths = field.type.hasLength && (constraints.minLength != nil || constraints.maxLength != nil)
        lengths = hasLengths ? (constraints.minLength ?? 0, constraints.maxLength ?? .max) : nil
        type = field.type
        items = hasLengths && field.type == .list ? ListReader(field, form: ValueForm()) : nil
        schema = field.type == .object || field.type == .array ? constraints.jsonSchema.map { JSONSchemaCheck($0) } : nil
        let given: [(SchemaValue?, Bool, Bool)] = [
            (constraints.minimum, true, false), (constraints.exclusiveMinimum, true, true), (constraints.maximum, false, false),
            (constraints.exclusiveMaximum, false, true),
        ]
        bounds =
            field.type.isOrdered
            ? given.compactMap { bound, isLeast, isExclusive in
                guard let text = bound?.text else { return nil }
                return (Array((canonical(text) ?? text).utf8), isLeast, isExclusive)
            } : []
        let lists = [constraints.enumeration.map { $0.compactMap(\.text) }, field.categories.map { $0.map(\.text) }].compactMap { $0 }
        if lists.isEmpty {
            listed = nil
        } else {
            // With both, a value must be in both.
            let common = lists.dropFirst().reduce(lists[0]) { first, other in first.filter(Set(other).contains) }
            listed = ByteTable(common.map { canonical($0) ?? $0 })
        }
        pattern = constraints.pattern.flatMap { try? Pattern($0) }
        if lengths == nil, bounds.isEmpty, listed == nil, pattern == nil, schema == nil { return nil }
    }

    mutating func fault(_ value: ByteView) -> CellProblem.Kind? {
        if let listed, listed[value] == nil { return .notListed }
        if let lengths {
            let length = length(value)
            if length < lengths.least { return .tooShort }
            if length > lengths.most { return .tooLong }
        }
        for bound in bounds {
            let order = bound.text.withUnsafeBufferPointer { text in
                text.isEmpty ? 1 : compare(value, ByteView(text.baseAddress!, text.count))
            }
            if bound.isLeast, order < 0 || bound.isExclusive && order == 0 { return .tooSmall }
            if !bound.isLeast, order > 0 || bound.isExclusive && order == 0 { return .tooLarge }
        }
        if let pattern, !remembered(value, { pattern.matches($0) }) { return .pattern }
        if let schema, !remembered(value, { schema.fault($0) == nil }) { return .jsonSchema }
        return nil
    }

    /// Characters of a text, items of a list or array, members of an object.
    private func length(_ value: ByteView) -> Int {
        if let items { return items.count(value) }
        guard type == .object || type == .array else { return ValueCheck.characters(value) }
        let read = try? JSONDecoder().decode(SchemaValue.self, from: Data(value.buffer))
        return read?.array?.count ?? read?.object?.count ?? 0
    }

    /// Days, times and months sort as their texts do.
    private func compare(_ a: ByteView, _ b: ByteView) -> Int {
        if type.isNumeric { return NumberReader.order(a, b) }
        if type == .duration {
            let (first, second) = (DurationReader.seconds(a.buffer) ?? 0, DurationReader.seconds(b.buffer) ?? 0)
            return first < second ? -1 : first > second ? 1 : 0
        }
        for index in 0..<min(a.count, b.count) where a[index] != b[index] { return Int(a[index]) - Int(b[index]) }
        return a.count - b.count
    }

    private mutating func remembered(_ value: ByteView, _ fits: (String) -> Bool) -> Bool {
        if let known = answers[value] { return known == 1 }
        let answer = fits(value.string)
        // A field has a pattern or a schema: texts have the one, objects and arrays the other.
        if answers.size > ValueCheck.mostAnswers { answers.removeAll() }
        answers.insert(value, answer ? 1 : 0)
        return answer
    }

    /// Unicode scalars of UTF-8 bytes.
    static func characters(_ value: ByteView) -> Int {
        var count = 0
        for index in 0..<value.count where value[index] & 0xC0 != 0x80 { count &+= 1 }
        return count
    }
}
