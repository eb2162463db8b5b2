import Crypto
import Kernel
import Storage
import Work

/// Another system that may use the API with a key.
package struct APIClient: Hashable, Sendable, Identifiable {
    package var id: Identifier<APIClient>
    package var name: String
    package var permissions: Set<Permission>
    /// The agency its permissions reach, those below it included; `nil` reaches all.
    package var agency: Identifier<Agency>?
    /// The key's beginning, to tell keys apart by eye.
    package var keyHint: String
    package var createdAt: Instant
    package var createdBy: String
    package var disabledAt: Instant?
    package var lastUsedOn: Day?
    /// The first day on which its key works; `nil` where there is none.
    package var validFrom: Day?
    /// The last day on which its key works; `nil` while no end is known.
    package var validTo: Day?
    package var version: Int

    package var isEnabled: Bool { disabledAt == nil }
    package func isValid(on day: Day) -> Bool {
        isEnabled && validFrom.map { $0 <= day } ?? true && validTo.map { day <= $0 } ?? true
    }
    package var reference: Reference { Reference("api_client", id) }

    var fields: [String: String] {
        let fields: [String: String?] = [
            "name": name, "permissions": permissions.map(\.name).sorted().joined(separator: " "), "agency": agency?.text,
            "keyHint": keyHint, "disabledAt": disabledAt?.description, "validFrom": validFrom?.description, "validTo": validTo?.description,
        ]
        return fields.compactMapValues { $0 }
    }
}

/// Keys of API clients: shown once, kept as a hash.
package enum APIKey {
    /// A fresh key; the fixed beginning lets people and scanners recognise one that leaked.
    static func make(in world: World) -> String { "pdp_" + world.token() }

    /// Keys have 256 random bits, so a plain hash is enough: there is nothing to guess.
    static func hash(_ key: String) -> String { hex(SHA256.hash(data: Array(key.utf8))) }

    static func hint(_ key: String) -> String { String(key.prefix(8)) }
}
