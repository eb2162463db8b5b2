/// The bytes that are laid into a code: the text with its head, filled up, cut into blocks, checked and interleaved.
struct QRContent {
    let codewords: [UInt8]

    init(_ text: [UInt8], version: QRVersion, level: QRCode.Level) {
        let data = QRContent.data(text, version: version, count: version.dataCodewords(level))
        codewords = QRContent.interleaved(data, version: version, level: level)
    }

    /// Byte mode, the length, the text, an end mark, and the two fill bytes in turn.
    private static func data(_ text: [UInt8], version: QRVersion, count: Int) -> [UInt8] {
        var bits = BitList()
        bits.append(0b0100, 4)
        bits.append(text.count, version.lengthBits)
        for byte in text { bits.append(Int(byte), 8) }
        bits.append(0, min(4, count * 8 - bits.count))
        bits.append(0, (8 - bits.count % 8) % 8)
        var data = bits.bytes
        var isFirst = true
        while data.count < count {
            data.append(isFirst ? 0xEC : 0x11)
            isFirst.toggle()
        }
        return data
    }

    private static func interleaved(_ data: [UInt8], version: QRVersion, level: QRCode.Level) -> [UInt8] {
        let count = version.blocks(level)
        let coder = ReedSolomon(version.checksPerBlock(level))
        let short = data.count / count
        let longOnes = data.count % count
        var blocks: [[UInt8]] = []
        var at = 0
        for index in 0..<count {
            let length = short + (index >= count - longOnes ? 1 : 0)
            blocks.append(Array(data[at..<at + length]))
            at += length
        }
        let checks = blocks.map(coder.checks)
        var all: [UInt8] = []
        for column in 0...short { for block in blocks where column < block.count { all.append(block[column]) } }
        for column in 0..<version.checksPerBlock(level) { for block in checks { all.append(block[column]) } }
        return all
    }
}

/// Bits one after the other, the highest of each number first.
private struct BitList {
    private(set) var count = 0
    private(set) var bytes: [UInt8] = []

    mutating func append(_ number: Int, _ length: Int) {
        for bit in (0..<length).reversed() {
            if count % 8 == 0 { bytes.append(0) }
            bytes[count / 8] |= UInt8(number >> bit & 1) << UInt8(7 - count % 8)
            count += 1
        }
    }
}
