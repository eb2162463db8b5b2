/// Which addresses of the internet are other people's: not this machine's, not the house's, not reserved for anything.
enum PublicAddress {
    /// First bytes and how many bits of them count.
    private static let reserved4: [(prefix: UInt32, bits: UInt32)] = [
        (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16), (0xAC10_0000, 12), (0xC000_0000, 24),
        (0xC000_0200, 24), (0xC058_6300, 24), (0xC0A8_0000, 16), (0xC612_0000, 15), (0xC633_6400, 24), (0xCB00_7100, 24),
        (0xE000_0000, 4), (0xF000_0000, 4),
    ]

    /// - Parameter bytes: four or sixteen, in the order of the network.
    static func isPublic(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 4 {
            let address = bytes.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            return !reserved4.contains { address >> (32 - $0.bits) == $0.prefix >> (32 - $0.bits) }
        }
        guard bytes.count == 16 else { return false }
        // IPv4 in other clothes: mapped, translated (NAT64), 6to4.
        if bytes[..<10].allSatisfy({ $0 == 0 }) { return bytes[10] == 0xFF && bytes[11] == 0xFF && isPublic(Array(bytes[12...])) }
        if bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) { return isPublic(Array(bytes[12...])) }
        if bytes.starts(with: [0x20, 0x02]) { return isPublic(Array(bytes[2..<6])) }
        // Only 2000::/3 is handed out, and not Teredo, benchmarks, ORCHID (2001::/23) and examples.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        return !(bytes.starts(with: [0x20, 0x01]) && bytes[2] & 0xFE == 0) && !bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
    }
}
