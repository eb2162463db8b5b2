import Kernel

/// Sources of money as plans name them.
enum FundWords {
    /// - Returns: `.other` for what is not known.
    static func source(_ cell: String) -> FundSource {
        let words = Plain.folded(cell).split(separator: " ").map(String.init)
        let text = words.joined(separator: " ")
        let has = { (some: String...) in some.contains(where: words.contains) }
        if words.isEmpty { return .regency }
        if has("csr", "tjsl") || text.contains("tanggung jawab sosial") { return .company }
        if has("kpbu") || text.contains("badan usaha") { return .partnership }
        if has("hibah", "grant") { return .grant }
        if has("dd", "apbdes", "apbdesa") || text.contains("dana desa") || has("add") { return .village }
        if text.contains("dak") && has("dak") || text.contains("alokasi khusus") || has("apbn", "dekonsentrasi") { return .national }
        if text.contains("tugas pembantuan") || text.contains("insentif fiskal") { return .national }
        if has("provinsi", "prov") || text.contains("bantuan keuangan provinsi") || has("bk") { return .province }
        if has("apbd", "pad", "dau", "dbh", "dbhcht", "blud", "silpa", "cukai") || text.contains("pendapatan asli")
            || text.contains("alokasi umum") || text.contains("bagi hasil") || text.contains("pajak rokok")
        {
            return .regency
        }
        return .other
    }
}
