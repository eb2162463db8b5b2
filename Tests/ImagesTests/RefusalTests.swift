import Images
import Kernel
import Testing

@Suite struct RefusalTests {
    private let notAPhoto = AppError(.unsupported, "image.not_a_photo")
    private let damaged = AppError(.invalid, "image.damaged")

    @Test(arguments: [
        "", "ini hanya teks, namanya foto.jpg", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7", "GIF88a", "BM123456789",
    ])
    func whatIsNoPhoto(_ text: String) {
        #expect(throws: notAPhoto) { try Images.reencode(Array(text.utf8)) }
    }

    @Test(arguments: [Samples.Format.jpeg, .png, .webp])
    func whatDidNotArriveWhole(_ format: Samples.Format) {
        let whole = format == .jpeg ? Samples.scene(1) : Samples.quarters(format)
        for share in [10, 30, 60, 90, 99] {
            #expect(throws: damaged) { try Images.reencode(Array(whole.prefix(whole.count * share / 100))) }
        }
    }

    /// A thumbnail with its own end mark inside the notes does not make a cut-off photo whole.
    @Test func cutOffWithAWholeThumbnail() {
        var tiff = ExifSample.tiff()
        tiff += Samples.quarters(.jpeg, width: 40, height: 20)
        let photo = ExifSample.add(tiff, to: Samples.scene(1))
        #expect(throws: Never.self) { try Images.reencode(photo) }
        #expect(throws: damaged) { try Images.reencode(Array(photo.prefix(photo.count / 2))) }
    }

    @Test func tooManyBytes() {
        let error = #expect(throws: AppError.self) { try Images.reencode([UInt8](repeating: 0xFF, count: 50 << 20)) }
        #expect(error?.kind == .tooLarge)
        #expect(error?.message == Message("image.too_large", ["size": "50", "most": "25"]))
    }

    /// The header alone tells: nothing is decoded, so no memory is taken.
    @Test func tooManyPixels() throws {
        let error = AppError.tooLarge(Message("image.too_many_pixels", ["most": "50"]))
        var png = Samples.quarters(.png)
        png.replaceSubrange(16..<24, with: [0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60])
        #expect(throws: error) { try Images.reencode(png) }
        png.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])
        #expect(throws: error) { try Images.reencode(png) }
        var jpeg = Samples.quarters(.jpeg)
        let frame = try #require(jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(throws: error) { try Images.reencode(jpeg) }
        var gif = Samples.quarters(.gif)
        gif.replaceSubrange(6..<10, with: [0x60, 0xEA, 0x60, 0xEA])
        #expect(throws: error) { try Images.reencode(gif) }
    }

    /// A frame header after the first one must not smuggle in another size.
    @Test func twoSizesInOneFile() {
        let jpeg = Samples.quarters(.jpeg)
        let second = ExifSample.segment(0xC0, [8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0])
        #expect(throws: damaged) { try Images.reencode(jpeg.prefix(2) + second + jpeg.dropFirst(2)) }
    }

    @Test func emptySizes() {
        var png = Samples.quarters(.png)
        png.replaceSubrange(16..<20, with: [0, 0, 0, 0])
        #expect(throws: AppError.self) { try Images.reencode(png) }
    }

    /// Whatever is done to a file, there is a picture or a clear refusal, never a crash.
    @Test(arguments: [Samples.Format.jpeg, .png, .webp, .gif])
    func tamperedFilesAreHarmless(_ format: Samples.Format) {
        let whole = format == .jpeg ? ExifSample.add(ExifSample.tiff(), to: Samples.quarters(.jpeg)) : Samples.quarters(format)
        var state: UInt64 = 99
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        var refused = 0
        for _ in 0..<200 {
            var bytes = whole
            for _ in 0...random(4) { bytes[random(min(bytes.count, 400))] = UInt8(random(256)) }
            do throws(AppError) {
                let picture = try Images.reencode(bytes, maxEdge: 64)
                #expect(picture.width <= 64 && picture.height <= 64)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 0)
    }
}
