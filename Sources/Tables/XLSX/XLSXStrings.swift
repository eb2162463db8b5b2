import Kernel

/// The workbook's table of shared strings: cells refer to them by position.
final class XLSXStrings: SAXHandler {
    /// More text than this is not a table any more.
    private static let mostBytes = 1 << 30
    /// No cell of a worksheet is longer, controls written out as `_x000D_` included.
    static let longestText = 32_767 * 7

    let texts = TextStore()
    private(set) var isTooLarge = false
    private var bytes: [UInt8] = []
    private var total = 0
    private var isInText = false
    /// Inside pronunciation notes of East Asian workbooks, which are not part of the text.
    private var isInPhonetic = false

    func start(_ name: SAXName, _ attributes: SAXAttributes) {
        switch name {
        case "si": bytes.removeAll(keepingCapacity: true)
        case "t": isInText = !isInPhonetic
        case "rPh": isInPhonetic = true
        default: break
        }
    }

    func end(_ name: SAXName) {
        switch name {
        case "si": if !isTooLarge { texts.add(XLSXStrings.plain(bytes)) }
        case "t": isInText = false
        case "rPh": isInPhonetic = false
        default: break
        }
    }

    func text(_ piece: UnsafeBufferPointer<UInt8>) {
        guard isInText else { return }
        total += piece.count
        isTooLarge = isTooLarge || total > XLSXStrings.mostBytes || bytes.count + piece.count > XLSXStrings.longestText
        if !isTooLarge { bytes.append(contentsOf: piece) }
    }

    /// The text with `_x000D_` and the like, by which workbooks write control characters, resolved.
    static func plain(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= 7, bytes.contains(0x5F),
            bytes.indices.dropLast(6).contains(where: { bytes[$0] == 0x5F && bytes[$0 + 1] == 0x78 })
        else { return bytes }
        let text = String(decoding: bytes, as: UTF8.self)
        var plain = ""
        var rest = text[...]
        while let mark = rest.firstRange(of: "_x") {
            plain += rest[..<mark.lowerBound]
            let digits = rest[mark.upperBound...].prefix(4)
            let behind = rest[mark.upperBound...].dropFirst(4)
            if digits.count == 4, behind.first == "_", digits.allSatisfy(\.isHexDigit),
                let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
            {
                plain.unicodeScalars.append(scalar)
                rest = behind.dropFirst()
            } else {
                plain += rest[mark]
                rest = rest[mark.upperBound...]
            }
        }
        return Array((plain + rest).utf8)
    }
}
