import Kernel

/// Why an action of CKAN's API was not carried out, in the words its clients read programs' fates from.
package enum ActionFailure: Error, Equatable, Sendable {
    /// Not even a call: answered with a text alone.
    case badRequest(String)
    case denied(String? = nil)
    case notFound(String? = nil)
    /// Fields with what is wrong with each.
    case invalid([String: [String]], info: String? = nil)
    case search(SolrFault)
    /// A value the store cannot take.
    case integrity(String)
    case broken

    package static func invalid(_ field: String, _ message: String) -> ActionFailure { .invalid([field: [message]]) }
    package static func missing(_ field: String) -> ActionFailure { .invalid(field, "Missing value") }

    /// What Pendopo itself refuses (limits, the gate, damaged files) in CKAN's terms.
    package init(_ error: AppError, _ sentence: (Message) -> String) {
        switch error.kind {
        case .unauthenticated, .forbidden: self = .denied(sentence(error.message))
        case .notFound: self = .notFound()
        case .invalid, .malformed, .conflict, .tooLarge, .unsupported:
            var fields: [String: [String]] = [:]
            for issue in error.issues { fields[issue.field, default: []].append(sentence(issue.message)) }
            self = .invalid(fields.isEmpty ? ["message": [sentence(error.message)]] : fields)
        case .tooMany, .unavailable: self = .broken
        }
    }

    package var status: Int {
        switch self {
        case .badRequest, .integrity: 400
        case .denied: 403
        case .notFound: 404
        case .invalid: 409
        case .search(.parameter): 400
        case .search(.search): 409
        case .broken: 500
        }
    }

    /// The member `error`; `nil` for what is answered with a text alone.
    var json: OrderedJSON? {
        switch self {
        case .badRequest: return nil
        case .denied(let what): return kind("Authorization Error", what.map { "Access denied: \($0)" } ?? "Access denied")
        case .notFound(let what): return kind("Not Found Error", what.map { "Not found: \($0)" } ?? "Not found")
        case .integrity(let what): return kind("Integrity Error", what)
        case .search(.search(let what)): return kind("Search Error", "Search error: \(quoted(what))")
        case .search(.parameter(let what)): return kind("Search Query Error", "Search Query is invalid: \(quoted(what))")
        case .broken: return kind("Internal Server Error", "Internal Server Error")
        case .invalid(let fields, let info):
            var members = fields.sorted { $0.key < $1.key }.map { name, messages in
                OrderedJSON.Member(name, .list(messages.map(OrderedJSON.string)))
            }
            if let info { members.append(.init("info", ["orig": [.string(info)]])) }
            return .object(members + [.init("__type", "Validation Error")])
        }
    }

    /// As Python shows a text: in single quotes, unless only those stand in it.
    private func quoted(_ text: String) -> String {
        if text.contains("'"), !text.contains("\"") { return "\"\(text)\"" }
        return "'\(text.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
    }

    private func kind(_ type: String, _ message: String) -> OrderedJSON { ["__type": .string(type), "message": .string(message)] }
}
