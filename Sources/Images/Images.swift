import Foundation
import Kernel

/// Photos that people send, made safe to keep and to show.
package enum Images {
    /// Files larger than this are refused unread.
    package static let largestFile = 25 << 20
    /// Pictures with more pixels than this are refused before they are decoded: one pixel takes four bytes of memory.
    package static let mostPixels = 50_000_000
    package static let thumbnailEdge = 320

    /// Decoding takes up to 200 MB, so only a few pictures are in hand at once.
    private static let lane = Background(parallel: max(1, ProcessInfo.processInfo.activeProcessorCount / 2))

    /// Decodes a photo (JPEG, PNG, WebP, GIF, HEIC or AVIF, known by its first bytes, never by its name), turns it upright,
    /// makes it at most `maxEdge` pixels long, lays transparent parts on white, and encodes it as JPEG without metadata.
    /// Of an animation, the first picture.
    ///
    /// `offsetHours` is the zone of cameras that do not say theirs. Throws ``AppError/Kind/tooLarge`` for too many bytes
    /// or pixels, ``AppError/Kind/unsupported`` for what is not a photo, ``AppError/Kind/invalid`` for one that is damaged.
    /// Computes for up to a second: use ``reencodeInBackground(_:maxEdge:quality:offsetHours:)`` where requests are served.
    package static func reencode(
        _ bytes: [UInt8], maxEdge: Int = 2048, quality: Int = 82, offsetHours: Int = 7
    ) throws(AppError) -> Picture {
        guard bytes.count <= largestFile else { throw tooLarge(bytes.count) }
        let header = try ImageHeader(bytes)
        guard header.width > 0, header.height > 0, header.width <= 65_535, header.height <= 65_535,
            header.width * header.height <= mostPixels
        else { throw AppError.tooLarge(Message("image.too_many_pixels", ["most": "\(mostPixels / 1_000_000)"])) }
        let decoded = try Canvas(decoding: bytes, as: header.format)
        guard decoded.width * decoded.height <= mostPixels else { throw damaged }
        let exif = header.exif.flatMap { Exif(bytes[$0]) }
        // libheif turns pictures upright itself; the other decoders leave that to us.
        let orientation = header.format == .heic ? 1 : exif?.orientation ?? 1
        var picture = try encode(try decoded.fitted(maxEdge).upright(orientation), quality)
        picture.takenAt = exif?.takenAt(offsetHours: offsetHours)
        picture.latitude = exif?.latitude
        picture.longitude = exif?.longitude
        return picture
    }

    /// ``reencode(_:maxEdge:quality:offsetHours:)`` on threads of its own.
    package static func reencodeInBackground(
        _ bytes: [UInt8], maxEdge: Int = 2048, quality: Int = 82, offsetHours: Int = 7
    ) async throws(AppError) -> Picture {
        try await lane.run { () throws(AppError) in
            try reencode(bytes, maxEdge: maxEdge, quality: quality, offsetHours: offsetHours)
        }
    }

    /// The picture with these parts painted black for good, its thumbnail made anew: for faces, number plates and documents
    /// that the public must not see. Parts outside the picture are ignored. Computes like ``reencode(_:maxEdge:quality:offsetHours:)``.
    package static func blackout(_ jpeg: [UInt8], _ rectangles: [Rectangle], quality: Int = 82) throws(AppError) -> Picture {
        let header = try ImageHeader(jpeg)
        guard header.format == .jpeg, header.width * header.height <= mostPixels else { throw damaged }
        let canvas = try Canvas(decoding: jpeg, as: .jpeg)
        for rectangle in rectangles { canvas.blacken(rectangle) }
        return try encode(canvas, quality)
    }

    /// ``blackout(_:_:quality:)`` on threads of its own.
    package static func blackoutInBackground(
        _ jpeg: [UInt8], _ rectangles: [Rectangle], quality: Int = 82
    ) async throws(AppError) -> Picture {
        try await lane.run { () throws(AppError) in try blackout(jpeg, rectangles, quality: quality) }
    }

    /// Whether two fingerprints are of the same photo, though encoded or scaled differently. Photos without any
    /// detail (a wall, a night) have the fingerprint 0 and look like nothing.
    package static func looksAlike(_ a: UInt64, _ b: UInt64) -> Bool {
        a != 0 && b != 0 && (a ^ b).nonzeroBitCount <= 6
    }

    static let damaged = AppError(.invalid, "image.damaged")
    static let notAPhoto = AppError(.unsupported, "image.not_a_photo")

    /// The refusal of a file of so many bytes.
    package static func tooLarge(_ count: Int) -> AppError {
        AppError.tooLarge(Message("image.too_large", ["size": "\((count + (1 << 20) - 1) >> 20)", "most": "\(largestFile >> 20)"]))
    }

    private static func encode(_ canvas: Canvas, _ quality: Int) throws(AppError) -> Picture {
        // The fingerprint of the thumbnail, which has a fiftieth of the pixels to be averaged and looks the same.
        let small = try canvas.fitted(thumbnailEdge)
        return Picture(
            jpeg: try canvas.jpeg(quality: quality), width: canvas.width, height: canvas.height,
            thumbnail: try small.jpeg(quality: min(quality, 75)), fingerprint: try small.fingerprint())
    }
}
