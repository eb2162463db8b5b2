import Images
import Kernel
import Testing

@Suite struct BlackoutTests {
    @Test func paintsForGoodAlsoInTheThumbnail() throws {
        let picture = try Images.reencode(Samples.quarters(.jpeg))
        let covered = try Images.blackout(
            picture.jpeg, [Rectangle(x: 0, y: 0, width: 200, height: 100), Rectangle(x: 390, y: 190, width: 900, height: 900)])
        #expect(covered.width == 400 && covered.height == 200)
        #expect(Samples.isNear(Samples.colour(covered.jpeg, 100, 50), 0))
        #expect(Samples.isNear(Samples.colour(covered.jpeg, 2, 2), 0))
        #expect(Samples.isNear(Samples.colour(covered.jpeg, 397, 197), 0))
        #expect(Samples.isNear(Samples.colour(covered.jpeg, 300, 50), Samples.green))
        #expect(Samples.isNear(Samples.colour(covered.thumbnail, 80, 40), 0))
    }

    @Test(arguments: [
        Rectangle(x: 400, y: 0, width: 10, height: 10), Rectangle(x: -50, y: -50, width: 20, height: 20),
        Rectangle(x: 10, y: 10, width: 0, height: 5), Rectangle(x: 10, y: 10, width: -5, height: 5),
        Rectangle(x: .max, y: .max, width: .max, height: .max), Rectangle(x: .min, y: .min, width: .max, height: 1),
    ])
    func partsOutsideAreIgnored(_ part: Rectangle) throws {
        let covered = try Images.blackout(Samples.quarters(.jpeg), [part])
        #expect(Samples.isNear(Samples.colour(covered.jpeg, 12, 12), Samples.red))
    }

    @Test func onlyPicturesOfOurs() {
        #expect(throws: AppError.self) { try Images.blackout(Samples.quarters(.png), []) }
        #expect(throws: AppError.self) { try Images.blackout([], []) }
    }
}

@Suite struct FingerprintTests {
    @Test func theSamePhotoIsKnownAgain() throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            let first = try Images.reencode(Samples.scene(seed)).fingerprint
            #expect(first != 0)
            #expect(Images.looksAlike(first, try Images.reencode(Samples.scene(seed, quality: 40)).fingerprint))
            #expect(Images.looksAlike(first, try Images.reencode(Samples.scene(seed, width: 1280, height: 960)).fingerprint))
            #expect(Images.looksAlike(first, try Images.reencode(Images.reencode(Samples.scene(seed)).thumbnail).fingerprint))
        }
    }

    @Test func otherPhotosAreNot() throws {
        let all = try (1...20 as ClosedRange<UInt64>).map { try Images.reencode(Samples.scene($0)).fingerprint }
        for (index, one) in all.enumerated() {
            for other in all[(index + 1)...] { #expect(!Images.looksAlike(one, other)) }
        }
    }

    @Test func withoutDetailNothingLooksAlike() throws {
        let wall = try Images.reencode(Samples.encode(.jpeg, 200, 200) { _ in }).fingerprint
        #expect(wall == 0)
        #expect(!Images.looksAlike(wall, wall))
    }
}
