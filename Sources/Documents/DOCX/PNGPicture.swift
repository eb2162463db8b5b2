import CZlib

/// A picture in black and white, written as PNG.
struct PNGPicture {
    let bytes: [UInt8]

    /// A QR code: each module becomes `scale` by `scale` dots.
    init(modules: [[Bool]], scale: Int = 8) {
        let rows = modules.flatMap { row -> [[UInt8]] in
            let line: [UInt8] = row.flatMap { [UInt8](repeating: $0 ? 0 : 255, count: scale) }
            return [[UInt8]](repeating: line, count: scale)
        }
        self.init(rows: rows)
    }

    /// An empty frame for word processors that cannot show SVG; the alternative text says what would be there.
    static func frame(ratio: Double) -> PNGPicture {
        let width = 240
        let height = min(max(Int(Double(width) * ratio), 4), 2000)
        let full = [UInt8](repeating: 200, count: width)
        let hollow: [UInt8] = [200] + [UInt8](repeating: 250, count: width - 2) + [200]
        let rows = [full] + [[UInt8]](repeating: hollow, count: height - 2) + [full]
        return PNGPicture(rows: rows)
    }

    /// Grey values, row by row; all rows have one length.
    private init(rows: [[UInt8]]) {
        var head: [UInt8] = []
        PNGPicture.append(UInt32(rows.first?.count ?? 0), to: &head)
        PNGPicture.append(UInt32(rows.count), to: &head)
        head += [8, 0, 0, 0, 0]
        // Before each row stands how it was foretold: not at all.
        let raw: [UInt8] = rows.flatMap { (row: [UInt8]) -> [UInt8] in [0] + row }
        bytes =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + PNGPicture.chunk("IHDR", head)
            + PNGPicture.chunk("IDAT", PNGPicture.packed(raw))
            + PNGPicture.chunk("IEND", [])
    }

    private static func packed(_ raw: [UInt8]) -> [UInt8] {
        var length = compressBound(UInt(raw.count))
        return [UInt8](unsafeUninitializedCapacity: Int(length)) { target, count in
            let status = compress2(target.baseAddress, &length, raw, UInt(raw.count), 9)
            precondition(status == Z_OK, "zlib packs whatever fits its bound")
            count = Int(length)
        }
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        var chunk: [UInt8] = []
        append(UInt32(content.count), to: &chunk)
        let named = Array(name.utf8) + content
        chunk += named
        append(UInt32(truncatingIfNeeded: crc32(0, named, UInt32(named.count))), to: &chunk)
        return chunk
    }

    private static func append(_ number: UInt32, to bytes: inout [UInt8]) {
        for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(shift))) }
    }
}
