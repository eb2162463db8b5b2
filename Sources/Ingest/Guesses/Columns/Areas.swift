import Kernel

/// Finds columns that name areas.
struct Areas {
    struct Found {
        var column: Int
        var level: PlaceLevel
        /// Of a hundred different names, how many are known.
        var known: Int
        /// The column holds codes already.
        var isCode = false
        var example: (name: String, code: String)?
    }

    let places: (any PlaceNames)?

    func find(_ evidence: ColumnEvidence, _ guess: TypeGuess, _ words: HeadingWords) -> Found? {
        guard guess.type == .string, !evidence.values.isEmpty else { return nil }
        let texts = evidence.values.map(\.text)
        let levels = texts.compactMap { PlaceLevel(code: $0) }
        if levels.count * 10 >= texts.count * 9, let level = levels.max(), level >= .regency {
            return Found(column: evidence.column, level: level, known: 100, isCode: true)
        }
        guard let places, guess.code == nil else { return nil }
        if let level = words.area { return named(evidence.column, texts, level, places) }
        guard texts.count >= 3, texts.count <= 500, !words.has("nama", "alamat") || words.has("wilayah", "daerah") else { return nil }
        let found = named(evidence.column, texts, .subdistrict, places)
        return found.known >= 80 ? found : nil
    }

    private func named(_ column: Int, _ texts: [String], _ level: PlaceLevel, _ places: any PlaceNames) -> Found {
        var known = 0
        var example: (name: String, code: String)?
        for text in texts {
            switch PlaceResolver.resolve(text, .init(level: level, parents: []), parents: [], places) {
            case .code(let code):
                known += 1
                if example == nil { example = (text, String(decoding: code, as: UTF8.self)) }
            // Which of several it is, another column says.
            case .fault(.ambiguousPlace): known += 1
            case .fault: break
            }
        }
        return Found(column: column, level: level, known: known * 100 / max(texts.count, 1), example: example)
    }

    /// The name of the column of codes that is added.
    static func codeName(_ level: PlaceLevel) -> String {
        switch level {
        case .province: "kode_provinsi"
        case .regency: "kode_kabupaten"
        case .subdistrict: "kode_kecamatan"
        case .village: "kode_desa"
        }
    }
}
