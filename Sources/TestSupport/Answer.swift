import Foundation
import HTTPTypes
import Kernel
import NIOCore
import Web

/// What came back.
package struct Answer: Sendable {
    package let status: Int
    package let headers: HTTPFields
    package let bytes: ByteBuffer
    /// The path that was asked for.
    package let path: String

    package var text: String { String(buffer: bytes) }
    package var location: String? { headers[.location] }
    package func header(_ name: String) -> String? { headers[HTTPField.Name(name)!] }
    package func json() throws -> JSONValue { try JSONValue(parsing: bytes) }
    package func decoded<T: Decodable>(_: T.Type = T.self) throws -> T {
        try JSONDecoder().decode(T.self, from: Data(Array(buffer: bytes)))
    }

    /// The page as a tree.
    /// - Throws: ``MalformedMarkup`` with line and reason when it is not well-formed.
    package func page() throws -> Markup { try Markup(text) }

    /// The form on the page that posts to an address, with the values it is filled with.
    /// - Throws: when the page has no such form, naming those it has.
    package func form(to action: String? = nil) throws -> PageForm {
        let forms = try page().all("form").map { PageForm($0, page: path) }
        guard let found = forms.first(where: { action == nil ? $0.method == "post" : $0.action == action }) else {
            throw MissingForm(wanted: action ?? "any", present: forms.map(\.action))
        }
        return found
    }
}

package struct MissingForm: Error, CustomStringConvertible {
    let wanted: String
    let present: [String]
    package var description: String { "no form posts to \(wanted); the page has forms to \(present)" }
}
