import Foundation

/// Text without regard to capitals and accents, for comparing what people type with what is kept. Unlike the search of the portal it
/// keeps punctuation, because it stands in codes and addresses.
enum Folding {
    /// Folds into `sink`, from its beginning.
    static func fold(_ text: UnsafeBufferPointer<UInt8>, into sink: ByteSink) {
        sink.count = 0
        sink.reserve(text.count)
        let target = sink.base
        for index in 0..<text.count {
            let byte = text[index]
            guard byte < 0x80 else { return accented(text, into: sink) }
            target[index] = lower(byte)
        }
        sink.count = text.count
    }

    @inline(__always) private static func lower(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

    private static func accented(_ text: UnsafeBufferPointer<UInt8>, into sink: ByteSink) {
        sink.count = 0
        var folded = String.UnicodeScalarView()
        for scalar in String(decoding: text, as: UTF8.self).decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
        where scalar.properties.generalCategory != .nonspacingMark { folded.append(scalar) }
        sink.append(String(folded))
    }

    static func folded(_ text: String) -> [UInt8] {
        let sink = ByteSink(capacity: 64)
        var text = text
        text.withUTF8 { fold($0, into: sink) }
        return Array(sink.bytes)
    }
}
