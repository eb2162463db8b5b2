import HTTPTypes
import Kernel
import Web

extension Request {
    /// Does what a form asks for. When it cannot be done the form comes back with everything that was typed and what is wrong.
    /// - Parameters:
    ///   - again: makes the page anew; gets the error when the record was changed meanwhile.
    ///   - act: reads the form through the checker it makes, and ends in a redirect.
    package func act(
        again: (Form, AppError?) async throws -> HTML, _ act: (FormData) async throws -> Reply
    ) async throws -> Reply {
        let data = try await form()
        do {
            return try await act(data)
        } catch let error as AppError where error.kind == .invalid {
            return .page(try await again(Form(data, issues: error.issues), nil), status: .unprocessableContent)
        } catch let error as AppError where error.kind == .conflict || error.kind == .tooMany {
            return .page(try await again(Form(data), error), status: .init(code: error.kind.rawValue))
        }
    }
}

extension Checker {
    /// The version of the record that the form was made of.
    package mutating func version() -> Int { int("version", in: 0...Int.max) ?? -1 }
}
