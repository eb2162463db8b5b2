import Foundation

/// Pictures made on the spot, as small PNG files that differ with their seed.
enum Pictures {
    /// 64 × 48 pixels in coarse blocks of colour.
    static func scene(_ seed: UInt64) -> [UInt8] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        var colours: [[UInt8]] = []
        for _ in 0..<48 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            colours.append([
                UInt8(truncatingIfNeeded: state >> 56), UInt8(truncatingIfNeeded: state >> 48), UInt8(truncatingIfNeeded: state >> 40),
            ])
        }
        var pixels: [UInt8] = []
        for y in 0..<48 {
            pixels.append(0)
            for x in 0..<64 { pixels += colours[y / 8 * 8 + x / 8] }
        }
        return png(width: 64, height: 48, pixels)
    }

    /// A PNG of rows that begin with their filter byte, stored without compression.
    private static func png(width: UInt32, height: UInt32, _ rows: [UInt8]) -> [UInt8] {
        var data: [UInt8] = [0x78, 0x01]
        var rest = rows[...]
        while !rest.isEmpty {
            let piece = rest.prefix(65_535)
            rest = rest.dropFirst(piece.count)
            let size = UInt16(piece.count)
            data.append(rest.isEmpty ? 1 : 0)
            data += [UInt8(size & 255), UInt8(size >> 8), UInt8(~size & 255), UInt8(~size >> 8)] + piece
        }
        var (a, b): (UInt32, UInt32) = (1, 0)
        for byte in rows {
            a = (a + UInt32(byte)) % 65_521
            b = (b + a) % 65_521
        }
        data += bytes(b << 16 | a)
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", bytes(width) + bytes(height) + [8, 2, 0, 0, 0]) + chunk("IDAT", data) + chunk("IEND", [])
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + content
        return bytes(UInt32(content.count)) + named + bytes(crc(named))
    }

    private static func bytes(_ number: UInt32) -> [UInt8] { [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) } }

    private static func crc(_ content: [UInt8]) -> UInt32 {
        ~content.reduce(~0 as UInt32) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
        }
    }
}
