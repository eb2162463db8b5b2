import Foundation

/// The colours of a page made from a regency's two, so that whatever the regency chooses can be read: every pair of text and ground
/// keeps the contrast of WCAG 2.2 AA by day and by night.
package struct Palette: Sendable {
    let primary: Colour
    let accent: Colour

    /// - Returns: `nil` unless both are `#rrggbb`.
    package init?(primary: String, accent: String) {
        guard let primary = Colour(primary), let accent = Colour(accent) else { return nil }
        self.primary = primary
        self.accent = accent
    }

    /// The custom properties that `css/pendopo.css` is written with.
    package var stylesheet: String {
        let brand = primary.darkened(against: .white, to: 5.5)
        // Tints are mixed with white: with cream, blue turns to grey.
        let tint = Colour.white.mixed(with: primary, 0.11)
        let act = primary.darkened(against: tint, to: 4.8)
        let night = Colour("#211a14")!
        let glow = primary.lightened(against: night.mixed(with: primary, 0.3), to: 6.5)
        let day = [
            "--brand:\(brand.hex)", "--on-brand:#ffffff", "--thread:\(accent.hex)", "--act:\(act.hex)", "--on-act:#ffffff",
            "--act-strong:\(act.mixed(with: .black, 0.3).hex)", "--act-tint:\(tint.hex)", "--link:\(act.hex)",
            "--focus:\(act.mixed(with: .black, 0.3).hex)", "--c1:\(act.hex)",
        ]
        let dark = [
            "--brand:\(brand.mixed(with: .black, 0.3).hex)", "--act:\(glow.hex)", "--on-act:\(glow.mixed(with: .black, 0.85).hex)",
            "--act-strong:\(glow.mixed(with: .white, 0.4).hex)", "--act-tint:\(night.mixed(with: primary, 0.3).hex)", "--link:\(glow.hex)",
            "--focus:#ffe2a0", "--c1:\(glow.hex)",
        ]
        let (light, night5) = (shades(of: act, on: .white), shades(of: glow, on: night))
        return "@media screen{:root{\((day + light).joined(separator: ";"))}}"
            + "@media screen and (prefers-color-scheme:dark){:root{\((dark + night5).joined(separator: ";"))}}"
    }

    /// Five shades for maps, pale to deep.
    private func shades(of colour: Colour, on ground: Colour) -> [String] {
        [0.12, 0.3, 0.5, 0.72, 0.95].enumerated().map { "--v\($0 + 1):\(ground.mixed(with: colour, $1).hex)" }
    }
}

/// A colour of a screen (sRGB).
package struct Colour: Sendable, Hashable {
    let red: Double
    let green: Double
    let blue: Double

    static let black = Colour(red: 0, green: 0, blue: 0)
    static let white = Colour(red: 255, green: 255, blue: 255)

    private init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// `nil` unless the text is `#rrggbb`.
    package init?(_ text: String) {
        guard Brand.isColour(text), let bits = Int(text.dropFirst(), radix: 16) else { return nil }
        self.init(red: Double(bits >> 16), green: Double(bits >> 8 & 255), blue: Double(bits & 255))
    }

    package var hex: String {
        let digits = String(Int(red.rounded()) << 16 | Int(green.rounded()) << 8 | Int(blue.rounded()), radix: 16)
        return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }

    /// How well two colours can be told apart, 1…21, after WCAG 2. Text needs 4.5, shapes 3.
    package func contrast(with other: Colour) -> Double {
        let (a, b) = (luminance, other.luminance)
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    func mixed(with other: Colour, _ part: Double) -> Colour {
        Colour(
            red: red + (other.red - red) * part, green: green + (other.green - green) * part, blue: blue + (other.blue - blue) * part)
    }

    /// This colour, made darker only as far as it must be to stand out from the ground.
    func darkened(against ground: Colour, to contrast: Double) -> Colour { moved(to: .black, against: ground, contrast) }
    /// The same the other way; first as bright as its hue can be, for mixing with white alone makes it grey.
    func lightened(against ground: Colour, to contrast: Double) -> Colour {
        let most = max(red, green, blue)
        let scale = most > 0 ? 255 / most : 1
        return Colour(red: red * scale, green: green * scale, blue: blue * scale).mixed(with: .white, 0.4)
            .moved(to: .white, against: ground, contrast)
    }

    private func moved(to end: Colour, against ground: Colour, _ least: Double) -> Colour {
        for step in 0...50 {
            let colour = mixed(with: end, Double(step) / 50)
            if colour.contrast(with: ground) >= least { return colour }
        }
        return end
    }

    private var luminance: Double {
        let linear = [red, green, blue].map { value in
            let part = value / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }
}
