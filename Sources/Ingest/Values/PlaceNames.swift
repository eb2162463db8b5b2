import Kernel

/// A level of the areas that Kemendagri's codes name.
package enum PlaceLevel: Int, Hashable, Sendable, Codable, CaseIterable, Comparable {
    /// `35`
    case province = 1
    /// `35.09`
    case regency = 2
    /// `35.09.01`
    case subdistrict = 3
    /// `35.09.01.2001`
    case village = 4

    package static func < (a: PlaceLevel, b: PlaceLevel) -> Bool { a.rawValue < b.rawValue }

    /// The level of a code by its dots; `nil` when it is none.
    package init?(code: some StringProtocol) {
        let parts = code.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...4).contains(parts.count) else { return nil }
        guard zip(parts, [2, 2, 2, 4]).allSatisfy({ $0.count == $1 && $0.allSatisfy(isDigit) }) else { return nil }
        self.init(rawValue: parts.count)
    }
}

/// Names of areas and their codes, given by whoever keeps them.
package protocol PlaceNames: Sendable {
    /// The code of the regency whose files are read, such as `35.09`: where a name is known here and elsewhere, the one here is meant.
    var home: String { get }
    /// Codes of all areas of a level that have the name; names are compared as `Plain.folded` gives them, without "Kec." and the like.
    func codes(named folded: String, level: PlaceLevel) -> [String]
    /// The name of an area; `nil` when there is none with this code.
    func name(of code: String) -> String?
    /// Names of a level's areas at home, for suggesting one instead of a name that is misspelt.
    func names(level: PlaceLevel) -> [String]
}

extension PlaceNames {
    package func names(level: PlaceLevel) -> [String] { [] }
}

/// Areas in memory.
package struct PlaceList: PlaceNames {
    package let home: String
    private var byName: [PlaceLevel: [String: [String]]] = [:]
    private var byCode: [String: String] = [:]

    /// - Parameter areas: code and name, in any order; codes that are none are passed over.
    package init(home: String, _ areas: some Sequence<(code: String, name: String)>) {
        self.home = home
        for area in areas {
            guard let level = PlaceLevel(code: area.code), byCode.updateValue(area.name, forKey: area.code) == nil else { continue }
            let folded = PlaceName.folded(area.name)
            byName[level, default: [:]][folded, default: []].append(area.code)
            // "Sumber Baru" is Sumberbaru.
            let joined = folded.filter { $0 != " " }
            if joined != folded { byName[level, default: [:]][joined, default: []].append(area.code) }
        }
    }

    package func codes(named folded: String, level: PlaceLevel) -> [String] { byName[level]?[folded] ?? [] }
    package func name(of code: String) -> String? { byCode[code] }
    package func names(level: PlaceLevel) -> [String] {
        byCode.filter { PlaceLevel(code: $0.key) == level && ($0.key == home || $0.key.hasPrefix(home + ".")) }.map(\.value).sorted()
    }
}
