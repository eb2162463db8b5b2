import Foundation
import Kernel
import Testing

@testable import Signing

/// Whether the independent reader is there; `bin/setup --test` installs it.
private let hasReader = FileManager.default.isExecutableFile(atPath: "/usr/bin/zbarimg")

@Suite("QR codes")
struct QRCodeTests {
    @Test("another program reads what we draw, at every level and in versions small and large", .enabled(if: hasReader, "needs zbarimg"))
    func isReadByOthers() throws {
        for level in QRCode.Level.allCases {
            for version in [1, 2, 6, 7, 9, 10, 14, 18] {
                // As long as it takes, of all the letters that addresses have.
                let length = QRVersion(number: version).capacity(level)
                let letters = Array("https://data.jemberkab.go.id/angka/A7K-2QF-94?sisip=1&warna=%23")
                let text = String((0..<length).map { letters[($0 * 7 + version) % letters.count] })
                let code = try #require(QRCode(text, level: level, atLeast: version))
                #expect(code.size == 17 + 4 * version)
                #expect(try read(code) == text, "version \(version), level \(level)")
            }
        }
    }

    @Test("letters beyond ASCII come through as UTF-8", .enabled(if: hasReader, "needs zbarimg"))
    func beyondASCII() throws {
        let text = "Kecamatan Ambulu · 1.234 jiwa – sesuai"
        #expect(try read(#require(QRCode(text, level: .quartile))) == text)
    }

    @Test("the smallest code that holds the text is taken, and none when the text is too long")
    func sizes() {
        #expect(QRCode("ab", level: .medium)?.size == 21)
        #expect(QRCode(String(repeating: "a", count: 14), level: .medium)?.size == 21)
        #expect(QRCode(String(repeating: "a", count: 15), level: .medium)?.size == 25)
        #expect(QRVersion(number: 40).capacity(.medium) == 2331)
        #expect(QRCode(String(repeating: "a", count: 2332), level: .medium) == nil)
        // ISO/IEC 18004, table 7.
        #expect(QRVersion(number: 7).capacity(.quartile) == 86)
        #expect(QRVersion(number: 10).capacity(.low) == 271)
    }

    @Test("the path draws just the dark modules, with the quiet zone around them")
    func path() throws {
        let code = try #require(QRCode("angka"))
        var drawn: Set<[Int]> = []
        for piece in code.path.split(separator: "z") {
            let numbers = piece.dropFirst().split(whereSeparator: { " hv-".contains($0) }).compactMap { Int($0) }
            for column in numbers[0]..<numbers[0] + numbers[2] { drawn.insert([numbers[1], column]) }
        }
        for row in 0..<code.size {
            for column in 0..<code.size { #expect(drawn.contains([row + 4, column + 4]) == code[row, column]) }
        }
        #expect(drawn.allSatisfy { $0.allSatisfy { (4..<code.span - 4).contains($0) } })
    }

    @Test("check bytes are those of the standard's example")
    func checks() {
        // ISO/IEC 18004, annex I: "01234567" as version 1-M.
        let data: [UInt8] = [0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11]
        #expect(ReedSolomon(10).checks(data) == [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55])
    }

    /// What `zbarimg` reads from a picture of it.
    private func read(_ code: QRCode) throws -> String {
        let scale = 3
        var picture = Data("P5\n\(code.span * scale) \(code.span * scale)\n255\n".utf8)
        for row in 0..<code.span * scale {
            for column in 0..<code.span * scale {
                let (y, x) = (row / scale - QRCode.quietZone, column / scale - QRCode.quietZone)
                let isInside = (0..<code.size).contains(y) && (0..<code.size).contains(x)
                picture.append(isInside && code[y, x] ? 0 : 255)
            }
        }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).pgm")
        try picture.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let text = try ChildCommand("/usr/bin/zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", file.path]).run().output
        return String(decoding: text.dropLast(), as: UTF8.self)
    }
}
