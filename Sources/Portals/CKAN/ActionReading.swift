import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Web

extension ActionCall {
    /// Reads a call as CKAN does: the query of GET, a form, a form whose one name is the JSON itself, or JSON. An empty body is no
    /// parameters, or those of the query.
    /// - Throws: ``ActionFailure/badRequest(_:)`` in CKAN's words.
    static func read(_ request: Request, reads: Bool) async throws -> ActionCall {
        let name = try request.parameter("name")
        if request.method == .get || request.method == .head {
            guard reads else {
                throw ActionFailure.badRequest("JSON Error: Invalid request. Please use POST method for your request")
            }
            return ActionCall(name, mixed(request.query.pairs))
        }
        let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        if type == "application/x-www-form-urlencoded" || type == "multipart/form-data" {
            let fields = try await request.form().fields
            // curl -d '{…}' says it sends a form: then the whole body is the name of its only field.
            if fields.count == 1, fields[0].value.isEmpty || fields[0].value == "1" {
                return ActionCall(name, try object(Array(fields[0].name.utf8)))
            }
            if !fields.isEmpty || type == "multipart/form-data" { return ActionCall(name, mixed(fields)) }
        }
        if reads, !request.query.pairs.isEmpty { return ActionCall(name, mixed(request.query.pairs)) }
        let body = Array(buffer: try await request.bytes())
        return ActionCall(name, body.isEmpty ? [:] : try object(body))
    }

    private static func object(_ bytes: [UInt8]) throws(ActionFailure) -> [String: JSONValue] {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            let place = (error as? JSONFault).map { "\($0.what) at line \($0.line) column \($0.column)" } ?? "not JSON"
            throw .badRequest("JSON Error: Error decoding JSON data. Error: \(place)")
        }
        guard let members = value.members else {
            throw .badRequest("JSON Error: Request data JSON decoded to \(value.kind) but it needs to be a dictionary.")
        }
        return members
    }

    /// A name that comes once has a text, one that comes again a list.
    private static func mixed(_ pairs: [(name: String, value: String)]) -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for (name, value) in pairs {
            switch values[name] {
            case nil: values[name] = .string(value)
            case .array(let items): values[name] = .array(items + [.string(value)])
            case let first?: values[name] = [first, .string(value)]
            }
        }
        return values
    }
}
