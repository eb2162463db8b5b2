import Directory
import Kernel
import Web

extension PlainTable {
    /// The register as it stands on its page.
    static func register(_ innovations: [Innovation], _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        let names = [
            "code", "title", "agency", "stage", "initiator", "kind", "form", "function", "theme", "trial_on", "applied_on", "beneficiaries",
        ]
        return PlainTable(
            page.t("innovation.register"), headings: names.map { page.t(TextKey("innovation.column.\($0)")) },
            rows: innovations.map { entry in
                [
                    .text(entry.code), .text(entry.title), .text(agencies.name(entry.agency.text)),
                    .text(page.t(TextKey("innovation.stage.\(entry.state)"))), .text(page.t(entry.initiator.label)),
                    .text(page.t(entry.isDigital ? "innovation.digital" : "innovation.not_digital")), .text(page.t(entry.form.label)),
                    .text(entry.function), .text(entry.theme), .day(entry.trialOn), .day(entry.appliedOn), .count(entry.beneficiaries),
                ]
            })
    }

    /// In the columns and the words of the national innovation index's form (IGA/IID), whose language is Indonesian; only what is
    /// tried or applied counts there.
    static func iid(_ innovations: [Innovation], _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        let stages = ["idea": "Inisiatif", "trial": "Uji Coba", "applied": "Penerapan"]
        func words(_ key: TextKey) -> String { page.words(Message(key), .indonesian) }
        return PlainTable(
            "IID",
            headings: [
                "Nama Inovasi", "Tahapan Inovasi", "Inisiator Inovasi Daerah", "Jenis Inovasi", "Bentuk Inovasi Daerah", "Inovasi Tematik",
                "Urusan Inovasi Daerah", "Waktu Uji Coba Inovasi Daerah", "Waktu Penerapan Inovasi Daerah",
                "Rancang Bangun Inovasi Daerah", "Tujuan Inovasi Daerah", "Manfaat yang Diperoleh", "Hasil Inovasi", "Perangkat Daerah",
            ] + Innovation.Criterion.allCases.map { words($0.label) } + IndexIndicator.all.map { "\($0.id). \($0.name)" },
            rows: innovations.filter { $0.state == "trial" || $0.state == "applied" }.map { entry in
                let shown: [Cell] = [
                    .text(entry.title), .text(stages[entry.state] ?? entry.state), .text(words(entry.initiator.label)),
                    .text(words(entry.isDigital ? "innovation.digital" : "innovation.not_digital")), .text(words(entry.form.label)),
                    .text(entry.theme), .text(entry.function), .day(entry.trialOn), .day(entry.appliedOn), .text(entry.design),
                    .text(entry.purpose), .text(entry.benefit), .text(entry.result), .text(agencies.name(entry.agency.text)),
                ]
                let criteria = Innovation.Criterion.allCases.map { Cell.text(entry.criteria.contains($0) ? "Ya" : "Tidak") }
                return shown + criteria + IndexIndicator.all.map { Cell.text(entry.proofs[$0.id] ?? "") }
            })
    }

    /// The Renja's table of innovations (Permendagri 14/2026, chapter II.5) for one year: what runs in it.
    static func renja(_ innovations: [Innovation], year: Int, _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        func words(_ key: TextKey) -> String { page.words(Message(key), .indonesian) }
        let running = innovations.filter { entry in
            guard let start = entry.trialOn?.civil.year, entry.state != "stopped" else { return false }
            return start <= year
        }
        return PlainTable(
            "Renja \(year)",
            headings: ["Tahun", "OPD", "Nama", "Bentuk", "Deskripsi", "Tahun Mulai", "Manfaat", "Jumlah", "Catatan"],
            rows: running.map { entry in
                [
                    .count(year), .text(agencies.name(entry.agency.text)), .text(entry.title), .text(words(entry.form.label)),
                    .text(entry.purpose.isEmpty ? entry.design : entry.purpose), .count(entry.trialOn?.civil.year), .text(entry.benefit),
                    .count(entry.beneficiaries), .text(words(TextKey("innovation.stage.\(entry.state)"))),
                ]
            })
    }
}
