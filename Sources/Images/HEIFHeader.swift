/// The boxes of a HEIC or AVIF file.
enum HEIFHeader {
    /// The largest size that any picture or tile of the file declares, and where camera's notes lie.
    static func read(_ reader: ByteReader, _ format: ImageHeader.Format) -> ImageHeader? {
        var best: ImageHeader?
        guard let meta = box("meta", reader, 0..<reader.count),
            let properties = box("iprp", reader, meta.lowerBound + 4..<max(meta.lowerBound + 4, meta.upperBound)),
            let list = box("ipco", reader, properties)
        else { return nil }
        boxes(reader, list) { type, range in
            guard type == "ispe", let width = reader.big32(range.lowerBound + 4), let height = reader.big32(range.lowerBound + 8)
            else { return }
            if best == nil || width > best!.width || height > best!.height {
                best = ImageHeader(format, width: max(width, best?.width ?? 0), height: max(height, best?.height ?? 0))
            }
        }
        best?.exif = exif(reader)
        return best
    }

    private static func box(_ wanted: String, _ reader: ByteReader, _ range: Range<Int>) -> Range<Int>? {
        var found: Range<Int>?
        boxes(reader, range) { type, content in if found == nil, type == wanted { found = content } }
        return found
    }

    private static func boxes(_ reader: ByteReader, _ range: Range<Int>, _ visit: (String, Range<Int>) -> Void) {
        var at = range.lowerBound
        while at + 8 <= range.upperBound, let size = reader.big32(at), let first = reader[at + 4] {
            var head = 8
            var length = size
            if size == 1 {
                guard let high = reader.big32(at + 8), high == 0, let low = reader.big32(at + 12) else { return }
                head = 16
                length = low
            }
            if size == 0 { length = range.upperBound - at }
            guard length >= head, at + length <= range.upperBound else { return }
            let type = String(decoding: [first, reader[at + 5] ?? 0, reader[at + 6] ?? 0, reader[at + 7] ?? 0], as: UTF8.self)
            visit(type, at + head..<at + length)
            at += length
        }
    }

    /// The notes are found by their mark instead of through the item tables: they are only looked at for time and place.
    private static func exif(_ reader: ByteReader) -> Range<Int>? {
        let mark: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0, 0]
        var at = 0
        while at + 14 < reader.count {
            if reader[at] == 0x45, reader.has(mark, at: at), reader.has("II", at: at + 6) || reader.has("MM", at: at + 6) {
                return at + 6..<min(reader.count, at + 6 + 65_536)
            }
            at += 1
        }
        return nil
    }
}
