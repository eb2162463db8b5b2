import Kernel

/// What the first bytes of an image file say about it, read without decoding a single pixel.
struct ImageHeader {
    enum Format: Sendable { case jpeg, png, gif, webp, heic, avif }

    var format: Format
    var width = 0
    var height = 0
    /// Where the TIFF structure with the camera's notes lies.
    var exif: Range<Int>?

    /// Throws for anything but the six formats, and for a header that is cut off or contradicts itself.
    init(_ bytes: [UInt8]) throws(AppError) {
        let reader = ByteReader(bytes)
        guard let format = ImageHeader.format(reader) else { throw Images.notAPhoto }
        self.format = format
        let found: ImageHeader? =
            switch format {
            case .jpeg: JPEGHeader.read(reader)
            case .png: ImageHeader.png(reader)
            case .gif: ImageHeader.gif(reader)
            case .webp: ImageHeader.webp(reader)
            case .heic, .avif: HEIFHeader.read(reader, format)
            }
        guard let found else { throw Images.damaged }
        self = found
    }

    init(_ format: Format, width: Int, height: Int, exif: Range<Int>? = nil) {
        self.format = format
        self.width = width
        self.height = height
        self.exif = exif
    }

    private static func format(_ reader: ByteReader) -> Format? {
        if reader.has([0xFF, 0xD8, 0xFF], at: 0) { return .jpeg }
        if reader.has([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], at: 0) { return .png }
        if reader.has("GIF87a", at: 0) || reader.has("GIF89a", at: 0) { return .gif }
        if reader.has("RIFF", at: 0), reader.has("WEBP", at: 8) { return .webp }
        guard reader.has("ftyp", at: 4) else { return nil }
        if ["avif", "avis"].contains(where: { reader.has($0, at: 8) }) { return .avif }
        return ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"].contains { reader.has($0, at: 8) } ? .heic : nil
    }

    private static func png(_ reader: ByteReader) -> ImageHeader? {
        guard reader.has("IHDR", at: 12), let width = reader.big32(16), let height = reader.big32(20) else { return nil }
        var header = ImageHeader(.png, width: width, height: height)
        var at = 8
        while let length = reader.big32(at), at + 12 + length <= reader.count {
            if reader.has("eXIf", at: at + 4) { header.exif = at + 8..<at + 8 + length }
            if reader.has("IEND", at: at + 4) { return header }
            at += 12 + length
        }
        return nil
    }

    /// The larger of the screen and the first picture, whichever the decoder takes.
    private static func gif(_ reader: ByteReader) -> ImageHeader? {
        guard let screenWidth = reader.little16(6), let screenHeight = reader.little16(8), let flags = reader[10] else { return nil }
        var at = 13 + (flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1))
        while let block = reader[at] {
            if block == 0x2C {
                guard let width = reader.little16(at + 5), let height = reader.little16(at + 7) else { return nil }
                return ImageHeader(.gif, width: max(width, screenWidth), height: max(height, screenHeight))
            }
            guard block == 0x21 else { return nil }
            at += 2
            while let length = reader[at], length > 0 { at += Int(length) + 1 }
            at += 1
        }
        return nil
    }

    private static func webp(_ reader: ByteReader) -> ImageHeader? {
        var header: ImageHeader?
        var exif: Range<Int>?
        var at = 12
        while let length = reader.little32(at + 4) {
            let start = at + 8
            if reader.has("EXIF", at: at), start + length <= reader.count { exif = start..<start + length }
            let size = webpSize(reader, at: at, start)
            // The canvas of an extended file comes first; a picture in it may not be larger.
            if let size, header == nil || size.0 > header!.width || size.1 > header!.height {
                header = ImageHeader(.webp, width: size.0, height: size.1)
            }
            at = start + length + length % 2
        }
        header?.exif = exif
        return header
    }

    private static func webpSize(_ reader: ByteReader, at: Int, _ start: Int) -> (Int, Int)? {
        if reader.has("VP8X", at: at), let width = reader.little24(start + 4), let height = reader.little24(start + 7) {
            return (width + 1, height + 1)
        }
        if reader.has("VP8L", at: at), reader[start] == 0x2F, let bits = reader.little32(start + 1) {
            return (bits & 0x3FFF + 1, bits >> 14 & 0x3FFF + 1)
        }
        if reader.has("VP8 ", at: at), reader.has([0x9D, 0x01, 0x2A], at: start + 3),
            let width = reader.little16(start + 6), let height = reader.little16(start + 8)
        {
            return (width & 0x3FFF, height & 0x3FFF)
        }
        return nil
    }
}
