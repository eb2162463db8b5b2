import Kernel

/// Names of fields made of headings: small letters, digits and `_`, each once.
struct ColumnNames {
    private var used: Set<String> = []
    /// More characters than this are cut off.
    private static let longest = 60

    init() {}

    /// The name for a column; `isAsWritten` is false when the heading was empty or its name was taken.
    mutating func name(_ heading: String, column: Int) -> (name: String, isAsWritten: Bool) {
        let wanted = ColumnNames.slug(heading)
        let base = wanted.isEmpty ? "kolom_\(SheetPlace.letters(column).lowercased())" : wanted
        var name = base
        var count = 1
        while !used.insert(name).inserted {
            count += 1
            name = "\(base)_\(count)"
        }
        return (name, !wanted.isEmpty && count == 1)
    }

    mutating func take(_ name: String) { used.insert(name) }

    static func slug(_ heading: String) -> String {
        var words = Plain.folded(heading.replacing("%", with: " persen ").replacing("²", with: "2")).split(separator: " ").map(String.init)
        if let first = words.first?.utf8.first, isDigit(first) {
            words.insert(words.count == 1 && words[0].utf8.count == 4 ? "tahun" : "kolom", at: 0)
        }
        var slug = ""
        for word in words {
            let ascii = word.utf8.filter { isDigit($0) || isLetter($0) }
            guard !ascii.isEmpty else { continue }
            let next = String(decoding: ascii, as: UTF8.self)
            if slug.isEmpty {
                slug = String(next.prefix(longest))
            } else if slug.count + next.count < longest {
                slug += "_" + next
            } else {
                break
            }
        }
        return slug
    }
}

/// Words in headings that say what a column holds.
struct HeadingWords {
    let words: Set<String>
    let folded: String

    init(_ heading: String) {
        folded = Plain.folded(heading)
        words = Set(folded.split(separator: " ").map(String.init))
    }

    func has(_ any: String...) -> Bool { any.contains { words.contains($0) } }

    var isYear: Bool { has("tahun", "thn", "year", "th") }
    var isDay: Bool { has("tanggal", "tgl", "date", "tglnya", "tmt", "ttl") }
    var isTime: Bool { has("jam", "pukul", "waktu", "time") }
    /// Digits in such a column name something and are no quantity.
    var isCode: Bool {
        !isCount
            && (has(
                "kode", "nik", "nip", "nkk", "kk", "npsn", "nisn", "nuptk", "npwp", "hp", "telepon", "telp", "wa", "whatsapp", "rekening",
                "rt", "rw", "kodepos",
                "code", "nib", "nop", "sertifikat", "kbli", "nomenklatur", "faks", "fax", "ktp", "nrp") || folded.hasPrefix("no kk")
                || folded.hasPrefix("nomor ") && !has("urut"))
    }
    /// The column says how many.
    var isCount: Bool { has("jumlah", "banyak", "banyaknya", "total", "count", "rata") }
    var isIdentifier: Bool {
        !isCount && (folded == "id" || has("kode", "npsn", "nik", "nip", "nib", "nop", "nisn", "code", "uuid") || folded.hasSuffix(" id"))
    }
    var isPoint: Bool { has("koordinat", "lokasi", "latlong", "posisi", "titik", "geopoint", "coordinate", "location") }
    /// The level of the area that the column names.
    var area: PlaceLevel? {
        if has("desa", "kelurahan", "kel", "village") && !has("kode", "jumlah", "perangkat", "dana", "alamat") { return .village }
        if has("kecamatan", "kec", "subdistrict", "distrik") && !has("kode", "jumlah") { return .subdistrict }
        if has("kabupaten", "kab", "kota", "regency") && !has("kode", "jumlah") { return .regency }
        return nil
    }
}
