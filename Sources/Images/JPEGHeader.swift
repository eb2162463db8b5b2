/// The segments of a JPEG file.
enum JPEGHeader {
    /// Each further scan makes the decoder go over the whole picture again; cameras need about ten.
    private static let mostScans = 64

    /// Size and camera's notes; `nil` unless the file goes on to its end mark with a sane number of scans.
    static func read(_ reader: ByteReader) -> ImageHeader? {
        var header: ImageHeader?
        var exif: Range<Int>?
        var at = 2
        while let marker = marker(reader, &at) {
            if marker == 0xD9 { return nil }
            guard let length = reader.big16(at), length >= 2, at + length <= reader.count else { return nil }
            if marker == 0xE1, exif == nil, reader.has([0x45, 0x78, 0x69, 0x66, 0, 0], at: at + 2), length > 8 {
                exif = at + 8..<at + length
            }
            if isFrame(marker) {
                guard header == nil, let height = reader.big16(at + 3), let width = reader.big16(at + 5) else { return nil }
                header = ImageHeader(.jpeg, width: width, height: height)
            }
            at += length
            if marker == 0xDA {
                guard isWhole(reader, from: at) else { return nil }
                header?.exif = exif
                return header
            }
        }
        return nil
    }

    /// The marker at a position, which moves behind it. Fill bytes may stand in front.
    private static func marker(_ reader: ByteReader, _ at: inout Int) -> UInt8? {
        guard reader[at] == 0xFF else { return nil }
        while reader[at] == 0xFF { at += 1 }
        defer { at += 1 }
        return reader[at]
    }

    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }

    /// Whether the end mark follows. Inside compressed data FF is always followed by 00 or a restart mark.
    private static func isWhole(_ reader: ByteReader, from start: Int) -> Bool {
        var scans = 1
        return reader.bytes.withUnsafeBufferPointer { bytes in
            var at = start
            while at + 1 < bytes.count {
                if bytes[at] == 0xFF {
                    if bytes[at + 1] == 0xD9 { return scans <= mostScans }
                    if bytes[at + 1] == 0xDA { scans += 1 }
                }
                at += 1
            }
            return false
        }
    }

    /// The file without comments and application segments, the plain JFIF one excepted. For files that we encoded.
    static func withoutNotes(_ bytes: [UInt8]) -> [UInt8] {
        let reader = ByteReader(bytes)
        var kept = Array(bytes.prefix(2))
        var at = 2
        while true {
            let start = at
            guard let marker = marker(reader, &at), let length = reader.big16(at), marker != 0xDA else {
                return kept + bytes[start...]
            }
            at += length
            if marker != 0xFE, !(0xE1...0xEF).contains(marker) { kept += bytes[start..<at] }
        }
    }
}
