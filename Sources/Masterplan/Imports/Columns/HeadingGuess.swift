import Kernel

/// What a heading of an export most likely means, by its words. Written after the exports of SIPD and the tables of Permendagri 86/2017 and
/// 14/2026; whoever imports sees the guess and can correct it, and the correction is remembered.
enum HeadingGuess {
    /// - Parameters:
    ///   - heading: any case, any blanks, with its year or without.
    ///   - spending: whether the money looked for is what was spent.
    static func column(_ heading: String, spending: Bool = false) -> PlanColumn? {
        let words = Plain.folded(heading).split(separator: " ").map(String.init)
        guard !words.isEmpty else { return nil }
        func has(_ some: String...) -> Bool { some.contains(where: words.contains) }
        let text = words.joined(separator: " ")
        if spending {
            if has("realisasi", "sp2d", "serapan"), !has("kinerja", "fisik", "target", "persen", "persentase") { return .money }
            if has("pagu", "anggaran", "sisa", "target") { return .skipped }
        }
        let isCode = has("kode", "code", "kd", "id")
        if has(
            "rekening", "akun", "keterangan", "catatan", "lokasi", "alamat", "realisasi", "no", "nomor", "jenis", "standar", "prakiraan")
            && !isNext(text)
        {
            return .skipped
        }
        if has("skpd", "opd", "unit", "dinas", "badan") || text.contains("perangkat daerah") {
            // The unit below an agency is a part of it.
            if text.contains("sub unit") || text.contains("sub skpd") || text.contains("unit kerja") { return .skipped }
            return isCode ? .agencyCode : .agencyTitle
        }
        if has("pagu", "anggaran", "biaya", "rp", "rupiah", "dana", "kebutuhan") {
            if has("sumber") { return isCode ? .skipped : .fund }
            return isNext(text) ? .moneyNext : .money
        }
        if has("target", "kinerja"), !has("indikator", "tolok") { return isNext(text) ? .targetNext : .target }
        if has("satuan") { return .unit }
        if has("indikator", "outcome", "output", "keluaran") || text.contains("tolok ukur") { return .indicator }
        return level(text, words, isCode)
    }

    private static func level(_ text: String, _ words: [String], _ isCode: Bool) -> PlanColumn? {
        func has(_ some: String...) -> Bool { some.contains(where: words.contains) }
        let isSub = ["sub kegiatan", "subkegiatan", "sub giat", "subgiat"].contains(where: text.contains)
        // One column for all of them: "Program/Kegiatan/Sub Kegiatan".
        if has("program"), has("kegiatan", "giat") || isSub { return isCode ? .code : .title }
        if isSub { return isCode ? .subActivityCode : .subActivityTitle }
        if has("kegiatan", "giat") { return isCode ? .activityCode : .activityTitle }
        if has("program") { return isCode ? .programmeCode : .programmeTitle }
        if has("bidang", "urusan") { return .skipped }
        if isCode { return .code }
        return has("uraian", "nomenklatur", "nama") ? .title : nil
    }

    private static func isNext(_ text: String) -> Bool { text.contains("n 1") || text.contains("maju") || text.contains("depan") }

    /// The year that a heading names: `Pagu 2027`, or `Tahun ke-2` of a plan from a year on.
    static func year(_ heading: String, from first: Int) -> Int? {
        let words = Plain.folded(heading).split(separator: " ")
        if let year = words.lazy.compactMap({ $0.utf8.count == 4 ? Int($0) : nil }).first(where: MoneyLine.years.contains) { return year }
        guard let at = words.firstIndex(where: { ["tahun", "thn", "th", "year"].contains($0) }) else { return nil }
        var rest = words[(at + 1)...]
        if rest.first == "ke" { rest = rest.dropFirst() }
        if let word = rest.first {
            let number = Int(word) ?? (word.hasPrefix("ke") ? Int(word.dropFirst(2)) : nil)
            if let number, (1...20).contains(number) { return first + number - 1 }
        }
        return nil
    }
}
