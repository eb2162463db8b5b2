import Kernel

/// What the log says of an error that nobody foresaw: enough to find its place in the program, and nothing that people wrote. Errors
/// of a database or of a decoder like to quote the value they stumbled over.
package enum Defect {
    /// Kind, place and statement, never a value.
    package static func inWords(_ error: any Error) -> String {
        let kind = String(reflecting: type(of: error))
        switch error {
        // What it says to people may name them, as a mail server does that refuses an address.
        case let error as AppError:
            return (["\(error.kind) \(error.message.key)"] + error.issues.map(\.message.key.id)).joined(separator: " ")
        case let failure as DatabaseFailure: return "\(kind) \(failure.code): \(withoutValues(failure.message)) in: \(failure.statement)"
        case let error as DecodingError: return "\(kind) at \(path(error))"
        default:
            let mirror = Mirror(reflecting: error)
            guard mirror.displayStyle == .enum else { return kind }
            // The case, without what it carries.
            return "\(kind).\(mirror.children.first?.label ?? "\(error)")"
        }
    }

    /// From the first quote to the last, because what is quoted may have quotes in it.
    private static func withoutValues(_ message: String) -> String { message.replacing(/["'].*["']/.dotMatchesNewlines(), with: "…") }

    private static func path(_ error: DecodingError) -> String {
        let context: DecodingError.Context? =
            switch error {
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context), .dataCorrupted(let context):
                context
            @unknown default: nil
            }
        return context?.codingPath.map(\.stringValue).joined(separator: ".") ?? ""
    }
}
