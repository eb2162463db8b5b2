import Kernel

/// A regency, subdistrict or village (kabupaten, kecamatan, desa/kelurahan) with its code of the Ministry of Home Affairs.
package struct Region: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable { case regency, subdistrict, village }

    /// Desa, kelurahan and desa adat; the first digit of the code's last block tells them apart.
    package enum VillageKind: String, Sendable, Codable { case rural, urban, customary }

    package var code: RegionCode
    package var name: String
    /// The middle of the region in degrees, from its boundary or from the import.
    package var latitude: Double?
    package var longitude: Double?
    package var population: Int?
    /// Area in km².
    package var area: Double?

    package init(
        code: RegionCode, name: String, latitude: Double? = nil, longitude: Double? = nil, population: Int? = nil, area: Double? = nil
    ) {
        self.code = code
        self.name = name
        self.latitude = latitude
        self.longitude = longitude
        self.population = population
        self.area = area
    }

    package var kind: Kind { code.kind }
    package var villageKind: VillageKind? { code.villageKind }
    package var parent: RegionCode? { code.parent }
}

/// A code such as `35.09`, `35.09.19` or `35.09.19.1001`: province, regency, subdistrict, village.
package struct RegionCode: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// `nil` unless the text is made of 2, 3 or 4 blocks of 2, 2, 2 and 4 digits. Codes without dots are taken as well.
    package init?(_ typed: String) {
        if RegionCode.isDotted(typed) {
            text = typed
            return
        }
        let digits = typed.utf8.filter { $0 != UInt8(ascii: ".") }
        guard digits.allSatisfy({ (48...57).contains($0) }), [4, 6, 10].contains(digits.count) else { return nil }
        let plain = String(decoding: digits, as: UTF8.self)
        var blocks = [plain.prefix(2), plain.dropFirst(2).prefix(2)]
        if digits.count >= 6 { blocks.append(plain.dropFirst(4).prefix(2)) }
        if digits.count == 10 { blocks.append(plain.suffix(4)) }
        let dotted = blocks.joined(separator: ".")
        guard typed == dotted || typed == plain else { return nil }
        text = dotted
    }

    /// Whether it is written as we write it, as nearly all are.
    private static func isDotted(_ typed: String) -> Bool {
        let letters = typed.utf8
        guard letters.count == 5 || letters.count == 8 || letters.count == 13 else { return false }
        var place = 0
        for letter in letters {
            let fits = place == 2 || place == 5 || place == 8 ? letter == UInt8(ascii: ".") : (48...57).contains(letter)
            if !fits { return false }
            place += 1
        }
        return true
    }

    package var description: String { text }
    package static func < (a: RegionCode, b: RegionCode) -> Bool { a.text < b.text }

    package var kind: Region.Kind { text.utf8.count == 5 ? .regency : text.utf8.count == 8 ? .subdistrict : .village }

    package var villageKind: Region.VillageKind? {
        guard kind == .village else { return nil }
        return switch text.dropFirst(9).first {
        case "1": .urban
        case "3": .customary
        default: .rural
        }
    }

    /// The code of the region it lies in; `nil` for a regency.
    package var parent: RegionCode? {
        switch kind {
        case .regency: nil
        case .subdistrict: RegionCode(String(text.prefix(5)))
        case .village: RegionCode(String(text.prefix(8)))
        }
    }

    /// The code of the regency it lies in; of itself for a regency.
    package var regency: RegionCode { RegionCode(String(text.prefix(5)))! }

    /// Whether this is `other` or lies in it.
    package func lies(in other: RegionCode) -> Bool { text == other.text || text.hasPrefix(other.text + ".") }
}

extension RegionCode: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let code = RegionCode(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "expected a region code such as 35.09.19.1001"))
        }
        self = code
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
