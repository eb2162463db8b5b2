import Foundation
import HTTPTypes

/// Finds who really asks. Forwarding headers are believed only from proxies the operator named, and only as far back as
/// those proxies go: anyone can write the rest.
struct ClientAddress: Sendable {
    private let proxies: [Network]

    /// - Throws: ``Kernel/AppError`` naming the entry that is neither address nor network.
    init(trusted: [String]) throws { proxies = try trusted.map(Network.init) }

    /// - Parameter peer: the address at the other end of the connection.
    func find(peer: String, headers: HTTPFields) -> String {
        guard !proxies.isEmpty, isTrusted(peer) else { return peer }
        for hop in hops(headers).reversed() where !isTrusted(hop) { return hop }
        return hops(headers).first ?? peer
    }

    /// Whether the browser reached the trusted proxy over TLS.
    func isSecure(peer: String, headers: HTTPFields) -> Bool {
        !proxies.isEmpty && isTrusted(peer) && headers[.xForwardedProto]?.lowercased() == "https"
    }

    private func isTrusted(_ address: String) -> Bool { proxies.contains { $0.contains(address) } }

    /// The chain of addresses, farthest first.
    private func hops(_ headers: HTTPFields) -> [String] {
        let forwarded = headers[values: .forwarded]
        if !forwarded.isEmpty {
            return forwarded.joined(separator: ",").split(separator: ",").compactMap { parameters($0)["for"].flatMap(ClientAddress.bare) }
        }
        return headers[values: .xForwardedFor].joined(separator: ",").split(separator: ",").compactMap {
            ClientAddress.bare(String($0))
        }
    }

    /// Without port and brackets; `nil` when it is no address at all.
    static func bare(_ text: String) -> String? {
        var text = text.trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
        if text.hasPrefix("["), let close = text.firstIndex(of: "]") {
            text = String(text[text.index(after: text.startIndex)..<close])
        } else if text.split(separator: ":", omittingEmptySubsequences: false).count == 2, let colon = text.firstIndex(of: ":") {
            text = String(text[..<colon])
        }
        return Network.bytes(text) == nil ? nil : text
    }

    static func isLoopback(_ address: String) -> Bool { address.hasPrefix("127.") || address == "::1" || address == "::ffff:127.0.0.1" }

    /// What limits count together: an IPv4 address, or the /64 that one IPv6 household has.
    static func subject(_ address: String) -> String {
        guard address.contains(":"), let bytes = Network.bytes(address), bytes.count == 16 else { return address }
        return bytes[..<8].map { String($0, radix: 16) }.joined(separator: ":")
    }
}
