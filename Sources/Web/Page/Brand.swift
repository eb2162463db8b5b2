import Crypto
import Kernel

/// How this regency shows itself: data that an administrator edits, replaced as a whole when it changes.
package struct Brand: Sendable, Hashable {
    /// `Kabupaten Jember`.
    package var regencyName: String
    /// What people call the system, `Pendopo` unless the regency has its own word.
    package var productName: String
    /// At most twelve letters, for the icon on a phone's home screen.
    package var shortName: String
    /// Where the regency's arms are served; `nil` shows the names only.
    package var logoURL: String?
    /// Colour of headers, buttons and links, `#rrggbb`; ``Palette`` makes it dark or light enough to be read where it is used.
    package let primary: String
    /// Colour of the woven strip and other ornaments, `#rrggbb`.
    package let accent: String
    /// The regency's colours as a style sheet, because the content policy allows none inside pages.
    package let stylesheet: String
    /// Where ``stylesheet`` is served; it changes with the colours, so browsers may keep it for a year.
    package let stylesheetURL: String

    /// Indigo of Javanese cloth, and the brown of its second bath.
    package static let (defaultPrimary, defaultAccent) = ("#2a3f7a", "#c98b4b")

    package init(
        regencyName: String, productName: String = "Pendopo", shortName: String = "Pendopo", logoURL: String? = nil,
        primary: String = Brand.defaultPrimary, accent: String = Brand.defaultAccent
    ) {
        self.regencyName = regencyName
        self.productName = productName
        self.shortName = shortName
        self.logoURL = logoURL
        self.primary = Brand.isColour(primary) ? primary : Brand.defaultPrimary
        self.accent = Brand.isColour(accent) ? accent : Brand.defaultAccent
        // Made once, not for every page.
        stylesheet = Palette(primary: self.primary, accent: self.accent)?.stylesheet ?? ""
        stylesheetURL = "/merek/\(hex(SHA256.hash(data: Array(stylesheet.utf8)).prefix(6))).css"
    }

    /// What a regency is called until its name is known, by its code: those from 71 on are cities.
    package static func name(ofCode code: String) -> String {
        let isCity = code.split(separator: ".").last.flatMap { Int($0) }.map { $0 > 70 } ?? false
        return "\(isCity ? "Kota" : "Kabupaten") \(code)"
    }

    /// Whether the text is `#rrggbb`: anything else could smuggle rules into the style sheet.
    package static func isColour(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 7 && bytes[0] == UInt8(ascii: "#")
            && bytes.dropFirst().allSatisfy { (48...57).contains($0) || (97...102).contains($0) || (65...70).contains($0) }
    }
}
