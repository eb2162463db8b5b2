import CGd
import Foundation
import Images
import Kernel
import Testing

@Suite struct ReencodeTests {
    @Test(arguments: [Samples.Format.jpeg, .png, .webp, .gif])
    func everyUsualFormatBecomesJPEG(_ format: Samples.Format) throws {
        try expectQuarters(Images.reencode(Samples.quarters(format)))
    }

    static let encodesHEIC = !Samples.quarters(.heic).isEmpty
    static let encodesAVIF = !Samples.quarters(.avif).isEmpty

    @Test(.enabled(if: encodesHEIC, "this libgd cannot write HEIC")) func photosOfIPhones() throws {
        try expectQuarters(Images.reencode(Samples.quarters(.heic)))
    }

    @Test(.enabled(if: encodesAVIF, "this libgd cannot write AVIF")) func avif() throws {
        try expectQuarters(Images.reencode(Samples.quarters(.avif)))
    }

    private func expectQuarters(_ picture: Picture) {
        #expect(picture.width == 400 && picture.height == 200)
        #expect(picture.jpeg.starts(with: [0xFF, 0xD8, 0xFF]))
        #expect(Samples.isNear(Samples.colour(picture.jpeg, 100, 50), Samples.red))
        #expect(Samples.isNear(Samples.colour(picture.jpeg, 300, 50), Samples.green))
        #expect(Samples.isNear(Samples.colour(picture.jpeg, 100, 150), Samples.blue))
        #expect(Samples.isNear(Samples.colour(picture.jpeg, 300, 150), Samples.yellow))
        #expect(Samples.isNear(Samples.colour(picture.thumbnail, 80, 40), Samples.red))
    }

    @Test func nothingOfTheCameraIsLeft() throws {
        let sent = ExifSample.add(ExifSample.tiff(), to: Samples.quarters(.jpeg))
        try #require(contains(sent, "Exif") && contains(sent, ExifSample.make))
        let picture = try Images.reencode(sent)
        for bytes in [picture.jpeg, picture.thumbnail] {
            for trace in ["Exif", ExifSample.make, "2024:03", "CREATOR", "gd-jpeg", "ICC_PROFILE"] { #expect(!contains(bytes, trace)) }
            #expect(segments(bytes).allSatisfy { $0 == 0xE0 || $0 < 0xE0 && $0 != 0xFE })
        }
        #expect(picture.takenAt == Instant("2024-03-01T01:30:00Z"))
        #expect(abs(picture.latitude! + 8.17) < 1e-9)
        #expect(abs(picture.longitude! - 113.71) < 1e-9)
    }

    private func contains(_ bytes: [UInt8], _ text: String) -> Bool { Data(bytes).range(of: Data(text.utf8)) != nil }

    /// Markers of the segments before the pixels.
    private func segments(_ jpeg: [UInt8]) -> [UInt8] {
        var markers: [UInt8] = []
        var at = 2
        while at + 3 < jpeg.count, jpeg[at + 1] != 0xDA {
            markers.append(jpeg[at + 1])
            at += 2 + Int(jpeg[at + 2]) << 8 + Int(jpeg[at + 3])
        }
        return markers
    }

    /// Colours that the four corners must have, clockwise from the upper left, when red, green, yellow, blue were stored
    /// and the camera was held that way.
    @Test(arguments: [
        (1, [Samples.red, Samples.green, Samples.yellow, Samples.blue]),
        (2, [Samples.green, Samples.red, Samples.blue, Samples.yellow]),
        (3, [Samples.yellow, Samples.blue, Samples.red, Samples.green]),
        (4, [Samples.blue, Samples.yellow, Samples.green, Samples.red]),
        (5, [Samples.red, Samples.blue, Samples.yellow, Samples.green]),
        (6, [Samples.blue, Samples.red, Samples.green, Samples.yellow]),
        (7, [Samples.yellow, Samples.green, Samples.red, Samples.blue]),
        (8, [Samples.green, Samples.yellow, Samples.blue, Samples.red]),
    ])
    func picturesStandUpright(_ orientation: Int, _ corners: [Int32]) throws {
        for bigEndian in [true, false] {
            let sent = ExifSample.add(ExifSample.tiff(orientation: orientation, bigEndian: bigEndian), to: Samples.quarters(.jpeg))
            let picture = try Images.reencode(sent)
            #expect(picture.width == (orientation < 5 ? 400 : 200) && picture.height == (orientation < 5 ? 200 : 400))
            let (right, bottom) = (Int32(picture.width) - 20, Int32(picture.height) - 20)
            let found = [(20, 20), (right, 20), (right, bottom), (20, bottom)].map { Samples.colour(picture.jpeg, $0.0, $0.1) }
            #expect(zip(found, corners).allSatisfy(Samples.isNear))
        }
    }

    @Test func largePicturesShrinkAndSmallOnesStay() throws {
        let large = try Images.reencode(Samples.quarters(.jpeg, width: 3000, height: 1500))
        #expect(large.width == 2048 && large.height == 1024)
        let thumbnail = try Images.reencode(large.thumbnail)
        #expect(thumbnail.width == 320 && thumbnail.height == 160)
        let small = try Images.reencode(Samples.quarters(.png, width: 3, height: 1), maxEdge: 100)
        #expect(small.width == 3 && small.height == 1)
        let thin = try Images.reencode(Samples.quarters(.png, width: 5000, height: 2), maxEdge: 100)
        #expect(thin.width == 100 && thin.height == 1)
    }

    @Test func transparencyLiesOnWhite() throws {
        let sent = Samples.encode(.png, 100, 100) { image in
            gdImageAlphaBlending(image, 0)
            gdImageFilledRectangle(image, 0, 0, 99, 99, 0x7F00_0000)
            gdImageFilledRectangle(image, 0, 0, 49, 99, Samples.red)
        }
        for edge in [100, 50] {
            let picture = try Images.reencode(sent, maxEdge: edge)
            #expect(Samples.isNear(Samples.colour(picture.jpeg, Int32(edge) * 3 / 4, 10), 0xFFFFFF))
            #expect(Samples.isNear(Samples.colour(picture.jpeg, Int32(edge) / 4, 10), Samples.red))
        }
    }

    @Test func inBackgroundTheSame() async throws {
        let sent = Samples.scene(3)
        let here = try Images.reencode(sent)
        let there = try await Images.reencodeInBackground(sent)
        #expect(here.jpeg == there.jpeg && here.fingerprint == there.fingerprint)
        await #expect(throws: AppError(.unsupported, "image.not_a_photo")) { try await Images.reencodeInBackground([1, 2, 3]) }
    }

    @Test func wordsAreThereInBothLanguages() throws {
        let words = try ImageWords.load()
        #expect(words.keys(.indonesian) == words.keys(.english))
        #expect(words("image.not_a_photo", .indonesian).hasPrefix("Berkas ini bukan foto yang dapat dibaca."))
    }
}
