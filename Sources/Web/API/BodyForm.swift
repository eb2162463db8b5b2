import Kernel

/// Reads a JSON body through the form that asks the same of people, so that pages and the API have one set of checks and
/// nobody keeps two alike.
///
///     static let names = BodyForm(["name": "name", "validFrom": "valid_from"])
///     return try await request.reading(names, over: blank) { data in … }
package struct BodyForm: Sendable {
    private let fields: [(member: String, field: String)]
    private let members: [String: String]
    private let other: @Sendable (String) -> String?

    /// - Parameters:
    ///   - fields: the form's field by the member of the body.
    ///   - issues: the member by further names under which acts complain of it, such as a history's.
    ///   - other: the JSON path of a field that stands in neither, such as one of a list; `nil` leaves its name as it is.
    package init(
        _ fields: KeyValuePairs<String, String>, issues: KeyValuePairs<String, String> = [:],
        other: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.fields = fields.map { ($0.key, $0.value) }
        members = Dictionary(fields.map { ($0.value, $0.key) } + issues.map { ($0.key, $0.value) }) { first, _ in first }
        self.other = other
    }

    /// The form with what the body says in it; what it does not say stays, `null` empties a field.
    package func fill(_ form: Form, with body: JSONValue) -> Form {
        fields.reduce(form) { form, name in body[name.member].map { form.setting(name.field, all: BodyForm.texts($0)) } ?? form }
    }

    /// Runs an act, with the fields it complains of called by their JSON paths.
    package func naming<T: Sendable>(_ act: () async throws -> T) async throws -> T {
        do {
            return try await act()
        } catch var error as AppError {
            error.issues = error.issues.map { Issue(members[$0.field] ?? other($0.field) ?? $0.field, $0.message) }
            throw error
        }
    }

    /// As a browser would send the value.
    private static func texts(_ value: JSONValue) -> [String] {
        switch value {
        case .null, .object: []
        case .bool(let flag): flag ? ["1"] : []
        case .integer(let number): ["\(number)"]
        case .number(let number): ["\(number)"]
        case .string(let text): [text]
        case .array(let items): items.flatMap(texts)
        }
    }
}

extension Request {
    /// Does what a JSON body asks for with the reader and the act of the page's form.
    /// - Parameters:
    ///   - form: what holds where the body says nothing: the record as it is, or a blank one.
    ///   - more: puts into the form what has no single field there.
    package func reading(
        _ names: BodyForm, over form: Form = .empty, more: (Form, JSONValue) -> Form = { form, _ in form },
        _ act: (FormData) async throws -> Reply
    ) async throws -> Reply {
        let body = try await jsonValue()
        let filled = more(names.fill(form, with: body), body)
        return try await names.naming { try await act(FormData(filled)) }
    }
}
