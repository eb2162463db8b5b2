/// The members of a schema object while they are read. What is not taken, because nobody knows it or because it is of another kind
/// than it should be, stays and is written again.
struct SchemaMembers {
    private(set) var rest: [String: SchemaValue]

    init(_ members: [String: SchemaValue]) { rest = members }

    mutating func take<Value>(_ name: String, _ read: (SchemaValue) -> Value?) -> Value? {
        guard let member = rest[name], let value = read(member) else { return nil }
        rest[name] = nil
        return value
    }

    mutating func string(_ name: String) -> String? { take(name, \.string) }
    mutating func flag(_ name: String) -> Bool? { take(name, \.boolean) }
    mutating func count(_ name: String) -> Int? { take(name) { value in value.integer.flatMap { $0 >= 0 ? $0 : nil } } }
    mutating func strings(_ name: String) -> [String]? { take(name, SchemaMembers.strings) }

    /// A list of strings, or one string for a list of one.
    static func strings(_ value: SchemaValue) -> [String]? {
        if let one = value.string { return [one] }
        guard let items = value.array else { return nil }
        let strings = items.compactMap(\.string)
        return strings.count == items.count ? strings : nil
    }
}

extension [String: SchemaValue] {
    /// Sets a member unless there is nothing to say.
    mutating func put(_ name: String, _ text: String?) { if let text { self[name] = .string(text) } }
    mutating func put(_ name: String, _ flag: Bool?) { if let flag { self[name] = .boolean(flag) } }
    mutating func put(_ name: String, _ number: Int?) { if let number { self[name] = .integer(number) } }
    mutating func put(_ name: String, _ items: [String]?) { if let items { self[name] = .array(items.map { .string($0) }) } }
    mutating func put(_ name: String, _ value: SchemaValue?) { if let value { self[name] = value } }
}
