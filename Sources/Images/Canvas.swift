import CGd
import Foundation
import Kernel

/// The pixels of one picture, kept by libgd, always in true colour. Used by one thread at a time.
final class Canvas {
    private let image: gdImagePtr
    /// Whether nothing of it lets anything show through.
    private let isOpaque: Bool

    var width: Int { Int(image.pointee.sx) }
    var height: Int { Int(image.pointee.sy) }

    deinit { gdImageDestroy(image) }

    /// A white picture.
    init(width: Int, height: Int) throws(AppError) {
        guard let image = gdImageCreateTrueColor(Int32(width), Int32(height)) else { throw Canvas.noMemory }
        self.image = image
        isOpaque = true
        gdImageFilledRectangle(image, 0, 0, Int32(width) - 1, Int32(height) - 1, 0xFF_FFFF)
    }

    /// Decodes; throws when the decoder cannot make sense of the bytes.
    init(decoding bytes: [UInt8], as format: ImageHeader.Format) throws(AppError) {
        _ = Canvas.silence
        let decoded = bytes.withUnsafeBytes { raw -> gdImagePtr? in
            let data = UnsafeMutableRawPointer(mutating: raw.baseAddress)
            let count = Int32(raw.count)
            return switch format {
            // Warnings are passed over: many phones write harmless oddities. That the file is whole was checked before.
            case .jpeg: gdImageCreateFromJpegPtrEx(count, data, 1)
            case .png: gdImageCreateFromPngPtr(count, data)
            case .gif: gdImageCreateFromGifPtr(count, data)
            case .webp: gdImageCreateFromWebpPtr(count, data)
            case .heic: gdImageCreateFromHeifPtr(count, data)
            case .avif: gdImageCreateFromAvifPtr(count, data)
            }
        }
        guard let decoded else { throw Images.damaged }
        guard gdImagePaletteToTrueColor(decoded) != 0 else {
            gdImageDestroy(decoded)
            throw Canvas.noMemory
        }
        image = decoded
        isOpaque = format == .jpeg
    }

    /// The picture on white with its longer side at most `edge` pixels; never enlarged, and itself when it is so already.
    func fitted(_ edge: Int) throws(AppError) -> Canvas {
        if isOpaque, max(width, height) <= edge { return self }
        let scale = min(1, Double(edge) / Double(max(width, height)))
        let copy = try Canvas(
            width: max(1, Int((Double(width) * scale).rounded())), height: max(1, Int((Double(height) * scale).rounded())))
        draw(into: copy)
        return copy
    }

    /// The picture turned and mirrored so that an EXIF orientation of 1…8 becomes 1.
    func upright(_ orientation: Int) throws(AppError) -> Canvas {
        guard (2...8).contains(orientation) else { return self }
        let swaps = orientation >= 5
        let (right, bottom) = (width - 1, height - 1)
        let turned = try Canvas(width: swaps ? height : width, height: swaps ? width : height)
        for y in 0..<turned.height {
            let line = turned.image.pointee.tpixels[y]!
            for x in 0..<turned.width {
                let (fromX, fromY) =
                    switch orientation {
                    case 2: (right - x, y)
                    case 3: (right - x, bottom - y)
                    case 4: (x, bottom - y)
                    case 5: (y, x)
                    case 6: (y, bottom - x)
                    case 7: (right - y, bottom - x)
                    default: (right - y, x)
                    }
                line[x] = image.pointee.tpixels[fromY]![fromX]
            }
        }
        return turned
    }

    /// Paints a part black.
    func blacken(_ part: Rectangle) {
        let left = max(0, part.x)
        let top = max(0, part.y)
        let right = min(width, part.x.addingReportingOverflow(max(0, part.width)).partialValue) - 1
        let bottom = min(height, part.y.addingReportingOverflow(max(0, part.height)).partialValue) - 1
        guard left <= right, top <= bottom else { return }
        gdImageFilledRectangle(image, Int32(left), Int32(top), Int32(right), Int32(bottom), 0)
    }

    /// Progressive JPEG, so that something shows early on a slow line; without any notes of the encoder.
    func jpeg(quality: Int) throws(AppError) -> [UInt8] {
        gdImageInterlace(image, 1)
        var count: Int32 = 0
        guard let data = gdImageJpegPtr(image, &count, Int32(quality)), count > 0 else { throw Canvas.noMemory }
        defer { gdFree(data) }
        return JPEGHeader.withoutNotes(Array(UnsafeRawBufferPointer(start: data, count: Int(count))))
    }

    /// 64 bits that stay nearly the same when the picture is scaled or encoded anew ("difference hash"): whether each
    /// of 8 × 8 places is clearly darker than its right neighbour. 0 when the picture has no detail.
    func fingerprint() throws(AppError) -> UInt64 {
        let small = try Canvas(width: 9, height: 8)
        draw(into: small)
        var bits: UInt64 = 0
        for y in 0..<8 {
            for x in 0..<8 { bits = bits << 1 | (small.brightness(x, y) + 1000 < small.brightness(x + 1, y) ? 1 : 0) }
        }
        return bits
    }

    private func brightness(_ x: Int, _ y: Int) -> Int {
        let pixel = Int(image.pointee.tpixels[y]![x])
        return 299 * (pixel >> 16 & 255) + 587 * (pixel >> 8 & 255) + 114 * (pixel & 255)
    }

    /// Scales this picture over the whole of another, averaging; transparent parts let the other show.
    private func draw(into other: Canvas) {
        if width == other.width, height == other.height {
            gdImageCopy(other.image, image, 0, 0, 0, 0, image.pointee.sx, image.pointee.sy)
        } else {
            gdImageCopyResampled(
                other.image, image, 0, 0, 0, 0, other.image.pointee.sx, other.image.pointee.sy, image.pointee.sx, image.pointee.sy)
        }
    }

    private static let noMemory = AppError.unavailable("image.damaged")

    /// libgd tells its troubles to standard error unless told otherwise.
    private static let silence: Void = gdSetErrorMethod { _, _, _ in }
}
