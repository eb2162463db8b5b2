import HTTPTypes
import Kernel
import Web

extension Endpoint {
    /// A list as files for other programs, `PATH.csv` and `PATH.xlsx`: the very tables that its page exports.
    /// - Parameters:
    ///   - path: of the list, without an ending.
    ///   - summary: what a row is, in English.
    ///   - reply: the file of a format, `csv` or `xlsx`.
    package static func files(
        _ path: String, _ summary: String, permission: Permission? = nil, or alternatives: [Permission] = [], parameters: [Parameter] = [],
        reply: @escaping @Sendable (_ request: Request, _ format: String) async throws -> Reply
    ) -> [Endpoint] {
        let types = [
            ("csv", "text/csv; charset=utf-8"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ]
        return types.map { format, type in
            Endpoint(
                .get, Path("\(path).\(format)"), "\(summary), as \(format.uppercased())", permission: permission, or: alternatives,
                parameters: parameters, responseType: type
            ) { request in try await reply(request, format) }
        }
    }
}
