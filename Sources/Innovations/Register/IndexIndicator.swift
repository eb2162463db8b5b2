import Kernel

/// What the national innovation index (IID) wants shown of each innovation: the twenty indicators of its second aspect, 16 to 35 as the
/// index of 2023 counts them. Each is shown by a document or an address; how it is scored is the ministry's, and changes with its guide.
package struct IndexIndicator: Sendable, Identifiable {
    /// Its number in the index.
    package let id: Int
    /// As the index's form calls it; the form is Indonesian in every language.
    package let name: String

    package static let all: [IndexIndicator] = [
        "Regulasi inovasi daerah", "Ketersediaan SDM terhadap inovasi daerah", "Dukungan anggaran", "Alat kerja", "Bimtek inovasi",
        "Integrasi program dan kegiatan inovasi dalam RKPD", "Keterlibatan aktor inovasi", "Pelaksana inovasi daerah", "Jejaring inovasi",
        "Sosialisasi inovasi daerah", "Pedoman teknis", "Kemudahan informasi layanan", "Kemudahan proses inovasi yang dihasilkan",
        "Penyelesaian layanan pengaduan", "Layanan terintegrasi", "Replikasi", "Kecepatan penciptaan inovasi", "Kemanfaatan inovasi",
        "Monitoring dan evaluasi inovasi daerah", "Kualitas inovasi daerah",
    ].enumerated().map { IndexIndicator(id: 16 + $0, name: $1) }

    static let numbers = 16...35
}

extension InnovationDraft {
    /// Takes from a sheet what is said there already, wherever nothing has been typed yet.
    mutating func takeOver(_ sheet: InnovationSheet) {
        func text(_ name: String) -> String { if case .text(let text)? = sheet.answers[name] { text } else { "" } }
        if title.isEmpty { title = sheet.title }
        if design.isEmpty { design = text("description") }
        if purpose.isEmpty { purpose = text("goal") }
        if benefit.isEmpty { benefit = text("beneficiaries") }
        if case .flag(true)? = sheet.answers["is_digital"] { isDigital = true }
        if agency == nil { agency = sheet.lead }
        if function.isEmpty, let code = sheet.subActivities.codes.first, let field = code.split(separator: ".").first.map(String.init),
            field != "X"
        {
            function = code.split(separator: ".").prefix(2).joined(separator: ".")
        }
    }
}
