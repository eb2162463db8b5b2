import CGd
import Foundation

/// The few strokes the pictures are made of.
final class DemoBrush {
    private let image: gdImagePtr
    private let width: Int
    private let height: Int
    private var horizon = 150

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        image = gdImageCreateTrueColor(Int32(width), Int32(height))
    }

    deinit { gdImageDestroy(image) }

    typealias Colour = (Int, Int, Int)

    private func ink(_ colour: Colour) -> Int32 { Int32(colour.0 << 16 | colour.1 << 8 | colour.2) }

    private func box(_ x: Int, _ y: Int, _ toX: Int, _ toY: Int, _ colour: Colour) {
        gdImageFilledRectangle(image, Int32(x), Int32(y), Int32(toX), Int32(toY), ink(colour))
    }

    func sky(_ colour: Colour, horizon: Int) {
        self.horizon = horizon
        for y in 0..<height {
            let shade = y < horizon ? y / 4 : 0
            box(
                0, y, width, y,
                y < horizon ? (min(255, colour.0 + shade), min(255, colour.1 + shade), min(255, colour.2 + shade)) : (96, 124, 72))
        }
    }

    func houses(_ chance: inout Chance, isNight: Bool) {
        var x = -chance.number(below: 60)
        while x < width {
            let wide = chance.number(in: 50...120)
            let top = horizon - chance.number(in: 25...80)
            let base = isNight ? 40 : 150 + chance.number(below: 90)
            box(x, top, x + wide, horizon + 6, (base, base - chance.number(below: 20), base - chance.number(below: 40)))
            box(x - 4, top - 12, x + wide + 4, top, isNight ? (30, 20, 20) : (150, 70 + chance.number(below: 40), 50))
            x += wide + chance.number(in: 8...70)
        }
    }

    func road(_ chance: inout Chance, isNight: Bool) {
        let left = chance.number(in: 120...220)
        let middle = left + chance.number(in: 30...60)
        let grey = isNight ? 38 : 104 + chance.number(below: 34)
        for y in horizon..<height {
            let spread = (y - horizon) * 3 / 4
            box(left - spread, y, middle + spread, y, (grey, grey, grey))
            if y % 40 < 20 { box((left + middle) / 2 - 2, y, (left + middle) / 2 + 2, y, (220, 220, 210)) }
        }
    }

    func blot(_ chance: inout Chance, _ colour: Colour, wide: Int, flat: Int, from top: Int) {
        let x = Int32(chance.number(in: 80...width - 100))
        let y = Int32(chance.number(in: top...height - 20))
        gdImageFilledEllipse(image, x, y, Int32(chance.number(in: wide / 2...wide)), Int32(chance.number(in: flat / 2...flat)), ink(colour))
        gdImageFilledEllipse(image, x + 4, y + 3, Int32(wide / 3), Int32(flat / 3), ink((colour.0 - 30, colour.1 - 30, colour.2 - 30)))
    }

    func patch(_ chance: inout Chance, _ colour: Colour) {
        let x = chance.number(in: 60...220)
        let y = chance.number(in: 220...280)
        box(x, y, x + chance.number(in: 90...180), y + chance.number(in: 24...60), colour)
    }

    func lamp(_ chance: inout Chance, isLit: Bool) {
        let x = chance.number(in: 60...width - 60)
        if isLit {
            for ring in 0..<6 {
                let size = Int32(240 - ring * 36)
                gdImageFilledEllipse(image, Int32(x + 30), 70, size, size, ink((40 + ring * 34, 40 + ring * 32, 50 + ring * 14)))
            }
        }
        box(x, 60, x + 5, height - chance.number(in: 30...80), (70, 74, 80))
        box(x, 58, x + 40, 63, (70, 74, 80))
        gdImageFilledEllipse(image, Int32(x + 38), 66, 22, 12, ink(isLit ? (255, 250, 210) : (60, 60, 62)))
    }

    func scrap(_ chance: inout Chance) {
        let x = chance.number(in: 100...360)
        let y = chance.number(in: 210...330)
        let side = chance.number(in: 6...22)
        box(x, y, x + side, y + side * 2 / 3, (chance.number(below: 255), chance.number(below: 255), chance.number(below: 255)))
    }

    func roof(_ chance: inout Chance, isWhole: Bool) {
        let top = chance.number(in: 60...100)
        box(60, top + 60, 420, 300, (236, 226, 196))
        for row in 0..<60 { box(60 - row / 2 + 20, top + row, 420 + row / 2 - 20, top + row, (170, 84 + row / 3, 60)) }
        for window in 0..<5 { box(84 + window * 68, top + 100, 118 + window * 68, top + 150, (110, 140, 160)) }
        if !isWhole { for _ in 0...chance.number(in: 1...3) { scrapHole(&chance, top) } }
    }

    private func scrapHole(_ chance: inout Chance, _ top: Int) {
        let x = Int32(chance.number(in: 100...380))
        gdImageFilledEllipse(
            image, x, Int32(top + 30), Int32(chance.number(in: 24...70)), Int32(chance.number(in: 12...34)), ink((38, 30, 28)))
    }

    /// JPEG costs a quarter of the time of PNG and loses nothing that the photo kept in the end would show.
    func jpeg() -> [UInt8] {
        var count: Int32 = 0
        guard let data = gdImageJpegPtr(image, &count, 94) else { preconditionFailure("libgd could not write a picture") }
        defer { gdFree(data) }
        return Array(UnsafeRawBufferPointer(start: data, count: Int(count)))
    }
}
