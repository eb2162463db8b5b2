import Kernel
import Storage
import Work

/// Instruments Pendopo comes with. The two weightings of the yearly evaluation are those of the reference table
/// `smartcity_evaluasi_bobot.csv`; what the ministry's sheets ask below the components could not be read, so that each component is
/// scored as a whole until a regency writes its own questions.
package enum UsualInstruments {
    /// The five levels in words; general knowledge of how such instruments describe maturity, not read in the ministry's own.
    static let levels = [
        InstrumentLevel(Hundredths(whole: 1), "Rintisan", about: "Baru dimulai, belum ada aturan atau belum berjalan tetap."),
        InstrumentLevel(Hundredths(whole: 2), "Terkelola", about: "Sudah berjalan dan ada yang bertanggung jawab, belum di semua tempat."),
        InstrumentLevel(Hundredths(whole: 3), "Terdefinisi", about: "Berjalan tetap dengan aturan tertulis di semua yang terkait."),
        InstrumentLevel(Hundredths(whole: 4), "Terpadu dan terukur", about: "Menyatu lintas perangkat daerah dan hasilnya diukur."),
        InstrumentLevel(Hundredths(whole: 5), "Optimum", about: "Terus diperbaiki dari hasil pengukuran dan ditiru pihak lain."),
    ]

    private static func components(_ weights: [Int]) -> [InstrumentItem] {
        let all = [
            ("baseline", "Baseline", "Baseline", "Perbaikan atas evaluasi tahap sebelumnya: masterplan dan quick win."),
            ("output", "Output (keluaran)", "Output", "Fondasi: kebijakan, kelembagaan, anggaran."),
            ("outcome", "Outcome (hasil)", "Outcome", "Pelaksanaan rencana dalam masterplan."),
            ("impact", "Impact (dampak)", "Impact", "Manfaat yang dirasakan masyarakat."),
            ("quick_win", "Quick win", "Quick wins", "Tingkat inovasi program percepatan."),
        ]
        return zip(all, weights).map { item, weight in
            InstrumentItem(item.0, item.1, english: item.2, about: item.3, weight: Hundredths(whole: weight))
        }
    }

    static let first = InstrumentDraft(
        .evaluation, "Evaluasi Smart City, bobot lama", english: "Smart city evaluation, earlier weights",
        legalBasis: "Pedoman evaluasi Gerakan Menuju Smart City (Kominfo)",
        source: "Monev smart city Kabupaten Sleman, kominfo.slemankab.go.id (S-SCEVAL): 10/20/30/30/10", validFrom: Day("2018-01-01")!,
        validTo: Day("2021-12-31"), rounding: .down, levels: levels, items: components([10, 20, 30, 30, 10]))

    static let second = InstrumentDraft(
        .evaluation, "Evaluasi Smart City 2022", english: "Smart city evaluation 2022",
        legalBasis: "Pedoman evaluasi Gerakan Menuju Smart City (Kominfo)",
        source:
            "Jambi Ekspres 654588 (S-SCEVAL22): outcome 30, impact 20, quick win 20. Baseline 10 dan output 20 dihitung dari hasil Kota Kediri 2022 (bangsaonline.com 113379)",
        validFrom: Day("2022-01-01")!, rounding: .down, levels: levels, items: components([10, 20, 30, 20, 20]))

    /// The criteria that were named when the hundred were chosen (2018): potential, own revenue, universities, leading products and
    /// infrastructure. Their weights are Pendopo's proposal, not the ministry's; a regency writes its own edition.
    static let selection = InstrumentDraft(
        .selection, "Seleksi kesiapan Gerakan Menuju 100 Smart City", english: "Readiness for the movement 100 Smart Cities",
        source: "Kriteria seleksi yang diberitakan 2018; bobot usulan Pendopo, bukan bobot resmi", validFrom: Day("2017-01-01")!,
        rounding: .halfUp, levels: levels,
        items: [
            InstrumentItem(
                "structure", "Struktur", english: "Structure", about: "Sumber daya manusia, anggaran, tata kelola.",
                weight: Hundredths(whole: 40)),
            InstrumentItem(
                "structure.people", in: "structure", "Sumber daya manusia dan perguruan tinggi", english: "People and universities",
                about: "Tenaga TIK, kampus dan komunitas yang ikut serta.", weight: Hundredths(whole: 40)),
            InstrumentItem(
                "structure.revenue", in: "structure", "Anggaran dan pendapatan asli daerah", english: "Budget and own revenue",
                about: "PAD dan anggaran yang dialokasikan untuk kota cerdas.", weight: Hundredths(whole: 60)),
            InstrumentItem(
                "infra", "Infrastruktur", english: "Infrastructure", about: "Infrastruktur fisik, digital dan sosial.",
                weight: Hundredths(whole: 30)),
            InstrumentItem(
                "supra", "Suprastruktur", english: "Superstructure", about: "Kebijakan, kelembagaan, tata laksana.",
                weight: Hundredths(whole: 15)),
            InstrumentItem(
                "potential", "Potensi dan produk unggulan", english: "Potential and leading products",
                about: "Potensi alam, budaya, dan produk unggulan daerah.", weight: Hundredths(whole: 15)),
        ])
}

extension AssessmentDesk {
    /// Publishes the instruments Pendopo comes with where there are none yet. Run at every start.
    package func ensureInstruments() async throws {
        let isEmpty = try await database.read { try $0.count("SELECT count(*) FROM assessment_instrument") == 0 }
        guard isEmpty else { return }
        try await database.write { tx in
            // Another process may have been quicker.
            guard try tx.count("SELECT count(*) FROM assessment_instrument") == 0 else { return }
            let old = try create(UsualInstruments.first, code: "smart-city", by: .system, tx)
            _ = try publish(old.key, by: .system, tx)
            let next = Instrument(
                id: world.newID(), code: "smart-city", edition: 2, UsualInstruments.second, by: Actor.system.id, at: world.now())
            try begin(next, "created", by: .system, details: ["follows": old.key], tx)
            _ = try publish(next.key, by: .system, tx)
            let selection = try create(UsualInstruments.selection, code: "seleksi-100", by: .system, tx)
            _ = try publish(selection.key, by: .system, tx)
        }
    }
}
