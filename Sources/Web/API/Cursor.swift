import Crypto
import Foundation
import Kernel

/// Where a list goes on: the sort values of its last row, opaque to callers and signed, so that nobody makes up his own.
package struct Cursor: Sendable, Hashable {
    package let values: [String]

    package init(_ values: [String]) { self.values = values }

    /// - Parameter list: name of the list; a cursor of one list is no good for another.
    package func text(_ list: String, _ vault: Vault) -> String {
        // Force: a list of texts can always be written.
        let content = try! encodeJSON(values)
        return base64URL(content + Cursor.seal(content, list, vault))
    }

    /// - Throws: 422 for anything that ``text(_:_:)`` did not make for this list.
    package init(_ text: String, _ list: String, _ vault: Vault) throws {
        guard let bytes = bytes(base64URL: text), bytes.count > 12,
            bytes.suffix(12).elementsEqual(Cursor.seal(bytes.dropLast(12), list, vault)),
            let values = try? JSONDecoder().decode([String].self, from: Data(bytes.dropLast(12)))
        else { throw AppError.invalid("cursor", "error.bad_cursor") }
        self.values = values
    }

    private static func seal(_ content: some Sequence<UInt8>, _ list: String, _ vault: Vault) -> [UInt8] {
        let key = vault.key(for: "web.cursor.\(list)")
        return Array(HMAC<SHA256>.authenticationCode(for: Data(content), using: key).prefix(12))
    }
}

/// One page of a list as the API answers it.
package struct CursorPage<Item: Encodable & Sendable>: Encodable, Sendable {
    package var items: [Item]
    /// For the query parameter `cursor`; `null` on the last page.
    package var next: String?

    package init(items: [Item], next: String?) {
        self.items = items
        self.next = next
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }

    private enum Keys: String, CodingKey { case items, next }
}

extension Endpoint.Parameter {
    /// The two parameters of every list.
    package static let paging = [
        Endpoint.Parameter("cursor", .string(max: 1000), "From `next` of the page before."),
        Endpoint.Parameter("limit", .integer(1...200), "Items per page, 50 unless given."),
    ]
}

extension Schema {
    /// The answer of every list.
    package static func page(of item: Schema) -> Schema { .object(.required("items", .array(of: item)), .required("next", .string.orNull)) }
}

extension Request {
    /// Items per page that the caller wants: 1…200, 50 unless given.
    package var pageLimit: Int { min(200, max(1, query.int("limit") ?? 50)) }

    /// Where the caller wants the list to go on; `nil` from its beginning.
    package func cursor(_ list: String) throws -> Cursor? { try query["cursor"].map { try Cursor($0, list, installation.vault) } }

    /// One page out of `limit + 1` rows that were read: whether there is a next one is seen by the row too many.
    package func page<Row, Item: Encodable & Sendable>(
        _ list: String, _ rows: [Row], _ item: (Row) throws -> Item, cursor: (Row) -> Cursor
    ) rethrows -> CursorPage<Item> {
        let shown = rows.prefix(pageLimit)
        let next = rows.count > pageLimit ? shown.last.map { cursor($0).text(list, installation.vault) } : nil
        return CursorPage(items: try shown.map(item), next: next)
    }
}
