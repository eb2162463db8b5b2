import Directory
import Foundation
import Kernel
import Tables

/// One row of a table of categories, read but not yet matched with what there is. What the table does not say is `nil`.
struct CategoryRow: Sendable {
    var line: Int
    var id: String?
    /// Id or name of the top above it.
    var parent: String?
    var name: String
    var nameEnglish: String?
    var agency: String?
    var kind: Report.Kind?
    var rounding: Int?
    var needsEvidence: Bool?
    var isSensitive: Bool?
    var questions: [CategoryQuestion]?
    var position: Int?
    var validFrom: Day?
    var validTo: Day?

    init(line: Int, name: String) {
        self.line = line
        self.name = name
        guardSensitive()
    }

    /// `kategori` and `subkategori`; a row without the latter names a top.
    init?(plain check: inout RowCheck) {
        guard let top = check.line("kategori", "category", max: 160), let sub = check.optionalLine("subkategori", "subcategory", max: 160)
        else { return nil }
        self.init(line: check.row.line, name: sub.isEmpty ? top : sub)
        parent = sub.isEmpty ? nil : top
    }

    /// A row of our own export.
    init?(full check: inout RowCheck, _ agencies: AgencyTree) {
        guard let name = check.line("nama", "name_id", "name", max: 160) else { return nil }
        line = check.row.line
        self.name = name
        func optional(_ names: String...) -> String? {
            let cell = Plain.line(check.cell(names))
            return cell.isEmpty ? nil : cell
        }
        id = optional("id", "kode", "code")
        if let id, id.wholeMatch(of: /[a-z0-9][a-z0-9._\-]{0,79}/) == nil {
            let _: Never? = check.refuse(["id", "kode", "code"], "table.wrong_form", "reports.import.expect_id")
        }
        parent = optional("induk", "parent")
        nameEnglish = optional("nama_inggris", "nama_en", "name_en")
        agency = CategoryRow.agency(&check, agencies)
        kind = CategoryRow.kind(&check)
        rounding =
            check.cell(["pembulatan_m", "pembulatan", "rounding"]).isEmpty
            ? nil : check.int("pembulatan_m", "pembulatan", "rounding", in: 0...50_000)
        needsEvidence = check.optionalFlag("butuh_bukti", "bukti", "needs_evidence")
        isSensitive = check.optionalFlag("sensitif", "is_sensitive")
        questions = CategoryRow.questions(&check)
        position = check.cell(["urutan", "position"]).isEmpty ? nil : check.int("urutan", "position", in: 0...1_000_000)
        validFrom = check.cell(["berlaku_dari", "valid_from"]).isEmpty ? nil : check.day("berlaku_dari", "valid_from")
        validTo = check.cell(["berlaku_sampai", "valid_to"]).isEmpty ? nil : check.day("berlaku_sampai", "valid_to")
        if isSensitive == nil { guardSensitive() }
    }

    /// A category with what the row says of it.
    func applied(to category: Category) -> Category {
        var category = category
        category.nameEnglish = nameEnglish ?? category.nameEnglish
        category.agency = agency ?? category.agency
        // What is guessed of a new category must not undo what a regency decided about one it has.
        let isNew = category.version == 1 && category.nameEnglish.isEmpty && category.agency == nil
        category.kind = (id != nil || isNew ? kind : nil) ?? category.kind
        category.rounding = (id != nil || isNew ? rounding : nil) ?? category.rounding
        category.needsEvidence = needsEvidence ?? category.needsEvidence
        category.isSensitive = (id != nil || isNew ? isSensitive : nil) ?? category.isSensitive
        category.questions = questions ?? category.questions
        category.position = position ?? category.position
        category.validFrom = validFrom ?? category.validFrom
        category.validTo = validTo ?? category.validTo
        return category
    }

    /// An id that reads like the name: `perhubungan.lampu-penerangan-jalan`.
    static func id(_ name: String, below parent: String?) -> String {
        let words = String(Plain.folded(name).unicodeScalars.filter { $0.isASCII }).split(separator: " ")
        let own = words.joined(separator: "-").prefix(40)
        return (parent.map { "\($0.prefix(36))." } ?? "") + (own.isEmpty ? "kategori" : own)
    }

    /// A plain list does not say what is sensitive. Until a regency decides, what sounds so is treated as such: *confidential*
    /// is offered first and the map shows no more than the neighbourhood.
    private mutating func guardSensitive() {
        let folded = Plain.folded(name)
        let words = [
            "kekerasan", "pelecehan", "eksploitasi", "perundungan", "intoleransi", "radikalisme", "sara", "terlantar", "korupsi",
            "hak asasi",
            "netralitas",
        ]
        guard words.contains(where: folded.contains) else { return }
        isSensitive = true
        rounding = rounding ?? 1000
        if folded.contains("korupsi") || folded.contains("netralitas") { kind = kind ?? .oversight }
    }
}

extension CategoryRow {
    private static func agency(_ check: inout RowCheck, _ agencies: AgencyTree) -> String? {
        let names = ["opd", "instansi", "kode_opd", "agency"]
        let cell = Plain.line(check.cell(names))
        if cell.isEmpty { return nil }
        let found = agencies.find(code: cell.uppercased()) ?? agencies.all.first { Plain.folded($0.name) == Plain.folded(cell) }
        guard let found else { return check.refuse(names, "reports.import.no_such_agency", "reports.import.expect_agency") }
        return found.id.text
    }

    private static func kind(_ check: inout RowCheck) -> Report.Kind? {
        if check.cell(["jenis", "kind"]).isEmpty { return nil }
        return check.choice(
            "jenis", "kind",
            of: [
                "pengaduan": .complaint, "complaint": .complaint, "permintaan informasi": .information, "informasi": .information,
                "information": .information, "aspirasi": .aspiration, "aspiration": .aspiration, "berkadar pengawasan": .oversight,
                "pengawasan": .oversight, "oversight": .oversight,
            ])
    }

    private static func questions(_ check: inout RowCheck) -> [CategoryQuestion]? {
        let names = ["pertanyaan", "questions"]
        let cell = check.cell(names)
        if cell.isEmpty { return nil }
        guard let read = try? JSONDecoder().decode([CategoryQuestion].self, from: Data(cell.utf8)), CategoryDraft.issues(of: read).isEmpty
        else {
            return check.refuse(names, "table.wrong_form", "reports.import.expect_questions")
        }
        return read
    }
}
