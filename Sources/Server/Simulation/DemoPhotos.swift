import Foundation
import Images
import Kernel
import Reports
import Storage

/// Pictures for the demo's reports, drawn and then taken in through the same door as any photo. No two are alike, for the same
/// picture in two reports is something handlers are warned of.
struct DemoPhotos: Sendable {
    /// What a picture shows, broken or mended.
    enum Scene: String, CaseIterable, Sendable {
        case road, lamp, water, rubbish, school

        /// How many are needed for a hundred of the commonest.
        fileprivate var share: Int {
            switch self {
            case .road: 100
            case .water, .rubbish: 80
            case .lamp: 60
            case .school: 30
            }
        }
    }

    static let width = 480
    static let height = 360

    /// Draws pictures of each kind, beside the simulation, and keeps them.
    /// - Parameter most: how many of the commonest kind.
    static func make(_ most: Int, into files: FileStore, seed: UInt64) async throws -> [String: [PhotoDraft]] {
        try await withThrowingTaskGroup(of: (String, PhotoDraft).self) { group in
            var drawn: [String: [PhotoDraft]] = [:]
            var running = 0
            for (number, scene) in Scene.allCases.enumerated() {
                for isMended in [false, true] {
                    // Fewer people send a photo than officials must show the finished work in one.
                    for index in 0..<max(1, most * scene.share / (isMended ? 100 : 200)) {
                        if running >= 8, let (key, photo) = try await group.next() {
                            drawn[key, default: []].append(photo)
                            running -= 1
                        }
                        let own = seed &+ UInt64(number * 2 + (isMended ? 1 : 0)) &* 100_003 &+ UInt64(index) &* 7919
                        running += 1
                        group.addTask { (key(scene, isMended), try await draft(scene, isMended, Chance(seed: own), files)) }
                    }
                }
            }
            for try await (key, photo) in group { drawn[key, default: []].append(photo) }
            return drawn.mapValues { $0.sorted { $0.file < $1.file } }
        }
    }

    static func key(_ scene: Scene, _ isMended: Bool) -> String { "\(scene.rawValue)\(isMended ? "+" : "-")" }

    private static func draft(_ scene: Scene, _ isMended: Bool, _ chance: Chance, _ files: FileStore) async throws -> PhotoDraft {
        let picture = try await Background.run { () throws -> Picture in
            var chance = chance
            return try Images.reencode(draw(scene, isMended, &chance), quality: 70)
        }
        return PhotoDraft(
            file: try await files.put(picture.jpeg), thumbnail: try await files.put(picture.thumbnail), width: picture.width,
            height: picture.height, look: look(picture.fingerprint))
    }

    private static func look(_ fingerprint: UInt64) -> String {
        let digits = String(fingerprint, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// A picture as a camera would give it.
    static func draw(_ scene: Scene, _ isMended: Bool, _ chance: inout Chance) -> [UInt8] {
        let brush = DemoBrush(width: width, height: height)
        let isNight = scene == .lamp
        brush.sky(
            isNight ? (20, 24, 48) : (140 + chance.number(below: 70), 170 + chance.number(below: 50), 215),
            horizon: 120 + chance.number(below: 50))
        brush.houses(&chance, isNight: isNight)
        brush.road(&chance, isNight: isNight)
        switch scene {
        case .road where !isMended:
            for _ in 0...chance.number(in: 1...4) { brush.blot(&chance, (60, 52, 46), wide: 90, flat: 26, from: 230) }
        case .road: brush.patch(&chance, (52, 52, 56))
        case .lamp: brush.lamp(&chance, isLit: isMended)
        case .water where !isMended:
            for _ in 0...chance.number(in: 2...5) { brush.blot(&chance, (110, 128, 140), wide: 200, flat: 34, from: 210) }
        case .water: brush.patch(&chance, (120, 120, 118))
        case .rubbish where !isMended: for _ in 0...chance.number(in: 25...60) { brush.scrap(&chance) }
        case .rubbish: brush.patch(&chance, (108, 150, 84))
        case .school: brush.roof(&chance, isWhole: isMended)
        }
        return brush.jpeg()
    }
}
