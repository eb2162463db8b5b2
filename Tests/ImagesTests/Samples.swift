import CGd

/// Pictures made on the spot, so that the repository holds no photo of anybody.
enum Samples {
    enum Format { case jpeg, png, webp, gif, heic, avif }

    static let red: Int32 = 0xFF0000
    static let green: Int32 = 0x00FF00
    static let blue: Int32 = 0x0000FF
    static let yellow: Int32 = 0xFFFF00

    /// Quarters: red and green above, blue and yellow below.
    static func quarters(_ format: Format, width: Int32 = 400, height: Int32 = 200) -> [UInt8] {
        encode(format, width, height) { image in
            gdImageFilledRectangle(image, 0, 0, width / 2 - 1, height / 2 - 1, red)
            gdImageFilledRectangle(image, width / 2, 0, width - 1, height / 2 - 1, green)
            gdImageFilledRectangle(image, 0, height / 2, width / 2 - 1, height - 1, blue)
            gdImageFilledRectangle(image, width / 2, height / 2, width - 1, height - 1, yellow)
        }
    }

    /// A scene of many discs that differs with its seed.
    static func scene(_ seed: UInt64, width: Int32 = 640, height: Int32 = 480, quality: Int32 = 90) -> [UInt8] {
        var state = seed
        func random(_ limit: Int32) -> Int32 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int32(state >> 33) % limit
        }
        return encode(.jpeg, width, height, quality: quality) { image in
            for _ in 0..<60 {
                // Places are shares of the size, so that the scene is the same at every size.
                let (x, y, size, colour) = (random(1000), random(1000), random(400) + 50, random(0xFFFFFF))
                gdImageFilledEllipse(image, width * x / 1000, height * y / 1000, width * size / 1000, width * size / 1000, colour)
            }
        }
    }

    static func encode(_ format: Format, _ width: Int32, _ height: Int32, quality: Int32 = 95, _ draw: (gdImagePtr) -> Void) -> [UInt8] {
        let image = gdImageCreateTrueColor(width, height)!
        defer { gdImageDestroy(image) }
        gdImageSaveAlpha(image, 1)
        draw(image)
        var count: Int32 = 0
        let data: UnsafeMutableRawPointer? =
            switch format {
            case .jpeg: gdImageJpegPtr(image, &count, quality)
            case .png: gdImagePngPtr(image, &count)
            case .webp: gdImageWebpPtrEx(image, &count, quality)
            case .gif: gdImageGifPtr(image, &count)
            case .heic: gdImageHeifPtrEx(image, &count, quality, GD_HEIF_CODEC_HEVC, GD_HEIF_CHROMA_444)
            case .avif: gdImageAvifPtrEx(image, &count, quality, 8)
            }
        guard let data else { return [] }
        defer { gdFree(data) }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(count)))
    }

    /// The colour at a place of a JPEG, as 0xRRGGBB.
    static func colour(_ jpeg: [UInt8], _ x: Int32, _ y: Int32) -> Int32 {
        var bytes = jpeg
        let image = gdImageCreateFromJpegPtr(Int32(bytes.count), &bytes)!
        defer { gdImageDestroy(image) }
        return gdImageGetTrueColorPixel(image, x, y)
    }

    /// Whether two colours are nearly the same; JPEG changes them a little.
    static func isNear(_ a: Int32, _ b: Int32) -> Bool {
        [16, 8, 0].allSatisfy { shift in abs((a >> shift & 255) - (b >> shift & 255)) < 40 }
    }
}
