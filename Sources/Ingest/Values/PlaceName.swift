import Kernel

/// A place's name as somebody wrote it: "Kec. Patrang", "PATRANG", "Kab. Jember", "Desa Keting".
struct PlaceName: Hashable {
    /// Folded, without the word for its level.
    var folded: String
    /// What the word before it says it is; `nil` when there is none.
    var level: PlaceLevel?

    private static let words: [String: PlaceLevel] = [
        "provinsi": .province, "prov": .province, "propinsi": .province,
        "kabupaten": .regency, "kab": .regency, "kota": .regency, "kotamadya": .regency, "kodya": .regency,
        "kecamatan": .subdistrict, "kec": .subdistrict, "distrik": .subdistrict,
        "desa": .village, "kelurahan": .village, "kel": .village, "ds": .village, "kal": .village, "kalurahan": .village,
        "nagari": .village,
    ]

    init(folded: String) { self.folded = folded }

    init(_ text: String) {
        let all = Plain.folded(text)
        folded = all
        guard let blank = all.firstIndex(of: " "), let level = PlaceName.words[String(all[..<blank])] else { return }
        let rest = String(all[all.index(after: blank)...])
        self.level = level
        // "Kota Pasuruan" is not "Kabupaten Pasuruan"; the word stays with cities.
        folded = all.hasPrefix("kota ") || all.hasPrefix("kotamadya ") || all.hasPrefix("kodya ") ? "kota " + rest : rest
    }

    /// How names in a list are compared with names in a sheet.
    static func folded(_ name: String) -> String { PlaceName(name).folded }
}
