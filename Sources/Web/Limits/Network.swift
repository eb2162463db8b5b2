import Foundation
import Kernel

/// An IP address with the number of its leading bits that count, such as `10.0.0.0/8`.
struct Network: Sendable {
    private let bytes: [UInt8]
    private let bits: Int
    private let text: String

    /// `local` stands for connections that have no address, such as those over a Unix socket.
    static let local = "local"

    init(_ text: String) throws {
        if text == Network.local {
            self.init(bytes: [], bits: 0, text: text)
            return
        }
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard let address = parts.first, let bytes = Network.bytes(address) else { throw Network.wrong(text) }
        guard let bits = parts.count == 1 ? bytes.count * 8 : Int(parts[1]), (0...bytes.count * 8).contains(bits) else {
            throw Network.wrong(text)
        }
        self.init(bytes: bytes, bits: bits, text: address)
    }

    private init(bytes: [UInt8], bits: Int, text: String) {
        self.bytes = bytes
        self.bits = bits
        self.text = text
    }

    func contains(_ address: String) -> Bool {
        if address == text { return true }
        guard !bytes.isEmpty, let other = Network.bytes(address), other.count == bytes.count else { return false }
        let whole = bits / 8
        guard other[..<whole] == bytes[..<whole] else { return false }
        let rest = bits % 8
        return rest == 0 || (other[whole] ^ bytes[whole]) >> (8 - rest) == 0
    }

    /// The bytes of an address; IPv4 written as IPv6 counts as IPv4.
    static func bytes(_ text: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: &six) { Array($0) }
        return bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 255 && bytes[11] == 255 ? Array(bytes[12...]) : bytes
    }

    private static func wrong(_ text: String) -> AppError {
        .invalid("trusted_proxies", Message("error.not_a_network", ["value": text]))
    }
}
