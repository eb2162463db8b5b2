import Kernel

/// Units as they stand in brackets behind headings: "Luas (km2)".
enum Units {
    private static let known: Set<String> = [
        "km2", "km²", "km", "m", "m2", "m²", "m3", "m³", "cm", "mm", "ha", "hektar", "hektare", "are", "kg", "gram", "g", "gr", "ton",
        "kuintal", "kw", "ku",
        "kuintal/ha", "ton/ha", "kw/ha", "ku/ha", "liter", "l", "ml", "jiwa", "orang", "org", "kk", "rumah tangga", "ruta", "keluarga",
        "unit", "buah", "bh",
        "ekor", "pohon", "batang", "butir", "paket", "rp", "rupiah", "rp.", "ribu rp", "ribu rupiah", "juta rp", "juta rupiah", "miliar rp",
        "miliar rupiah", "milyar rupiah", "rp juta", "rp ribu", "%", "persen", "jiwa/km2", "jiwa/km²", "orang/km2", "hari", "jam", "menit",
        "bulan", "tahun",
        "kali", "desa", "kelurahan", "kecamatan", "sekolah", "kelas", "siswa", "guru", "dokter", "kasus", "kejadian", "lembar", "dokumen",
        "kwh", "mw", "watt",
        "°c", "mm/tahun", "poin", "indeks", "skor", "per 1000", "per 100.000", "permil", "‰", "usd", "us$", "ribu ton", "ribu jiwa", "mdpl",
        "kamar", "tempat tidur",
    ]

    /// The heading without its unit, and the unit; `nil` when there is none.
    static func split(_ heading: String) -> (title: String, unit: String)? {
        for (open, close) in [("(", ")"), ("[", "]")] as [(Character, Character)] {
            guard heading.last == close, let start = heading.lastIndex(of: open) else { continue }
            let unit = String(heading[heading.index(after: start)...].dropLast()).trimmed
            let title = String(heading[..<start]).trimmed
            if !title.isEmpty, known.contains(unit.lowercased()) { return (title, unit) }
        }
        return nil
    }

    static func isKnown(_ text: String) -> Bool { known.contains(text.lowercased()) }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(self[first...last])
    }
}

extension CellShape {
    /// Whether a heading's cell is nothing but a unit in brackets.
    static func isUnit(_ text: String) -> Bool { Units.isKnown(String(text.dropFirst().dropLast()).trimmed) }
}
