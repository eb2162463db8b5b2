import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Work

/// The register of innovations, what villages repeat of it, and what citizens propose.
extension DemoInnovations {
    func register(_ entry: DemoEntry, _ tx: Transaction) throws {
        let (agency, clerk) = try agency(entry.agency)
        var draft = InnovationDraft()
        draft.agency = agency
        draft.title = entry.title
        draft.initiator = entry.initiator
        draft.form = entry.form
        draft.isDigital = entry.isDigital
        draft.function = entry.function
        draft.theme = entry.theme
        draft.purpose = entry.purpose
        draft.benefit = entry.benefit
        draft.criteria = Set(Innovation.Criterion.allCases)
        if entry.stage == "applied" {
            draft.design = entry.design
            draft.result = "\(entry.benefit); terukur sejak bulan ketiga penerapan."
            draft.beneficiaries = 1000 + entry.title.utf8.count * 371
            // Every second one has all its proofs for the index; the others still look for some.
            let shown = IndexIndicator.all.prefix(entry.title.utf8.count.isMultiple(of: 2) ? IndexIndicator.all.count : 13)
            draft.proofs = Dictionary(uniqueKeysWithValues: shown.map { ($0.id, "\($0.name): arsip perangkat daerah, berkas \($0.id)") })
        }
        let made = try desk.register(draft, by: clerk, in: tx)
        guard entry.stage != "idea" else { return }
        pass(20)
        try desk.perform(TryInnovation(on: desk.directory.today), on: made.recordID, by: clerk, in: tx)
        guard entry.stage != "trial" else { return }
        pass(60)
        try desk.perform(ApplyInnovation(on: desk.directory.today), on: made.recordID, by: clerk, in: tx)
        guard entry.stage == "stopped" else { return }
        pass(10)
        try desk.perform(
            StopInnovation("Biaya kendaraan lebih besar daripada pajak yang diterima. Diganti pembayaran di minimarket."),
            on: made.recordID,
            by: clerk, in: tx)
    }

    func repeatInVillages(_ tx: Transaction) throws {
        let entries = try tx.innovations(RegisterQuery(), limit: 100)
        let offices = desk.directory.agencies.active(on: desk.directory.today).filter { [.village, .urbanVillage].contains($0.kind) }
        for (index, (title, _)) in DemoEntry.repeated.enumerated() {
            guard let entry = entries.first(where: { $0.title == title }), index < offices.count,
                let head = people.checkers[offices[index].id.text]
            else { continue }
            try desk.replicate(entry, for: offices[index].id, by: head, in: tx)
        }
    }

    /// What citizens have sent, and what became of it.
    func ideas(_ seed: UInt64) async throws {
        let sent = [
            (
                "Pojok baca di pasar",
                "Anak pedagang menunggu orang tuanya sampai sore. Beri pojok baca kecil di pasar Tanjung supaya mereka belajar."
            ),
            (
                "Jadwal truk sampah diumumkan",
                "Kami sering ketinggalan truk sampah. Umumkan jadwalnya tiap RT, misalnya lewat grup desa atau papan."
            ),
            (
                "Nomor antrean di samsat desa",
                "Kalau samsat keliling datang ke desa, antrenya panjang. Sebaiknya ambil nomor sehari sebelumnya."
            ),
            ("Peta warung halal", "Wisatawan bertanya warung halal yang buka malam. Buat petanya bersama pemilik warung."),
        ]
        var codes: [Idea] = []
        for (index, (title, text)) in sent.enumerated() {
            time.set(now: now.adding(days: -(30 - index * 8)), seed: seed &+ UInt64(index) &+ 1)
            codes.append(try await desk.submit(SubmitIdea(title: title, text: text), by: .visitor))
        }
        let (library, _) = try agency("DISPERPUSIP")
        let (waste, _) = try agency("DLH")
        time.set(now: now.adding(days: -20), seed: seed &+ 9)
        let triage = people.triage[0]
        try await desk.perform(
            AcceptIdea("Terima kasih. Dinas Perpustakaan mencobanya di Pasar Tanjung mulai bulan depan.", agency: library),
            on: codes[0].recordID,
            by: triage)
        try await desk.perform(PassIdeaOn(to: waste), on: codes[1].recordID, by: triage)
        time.set(now: now.adding(days: -5), seed: seed &+ 10)
        try await desk.perform(
            DeclineIdea("Samsat keliling diatur kepolisian dan provinsi, jadi kami teruskan usul ini kepada mereka dengan surat."),
            on: codes[2].recordID, by: triage)
        time.set(now: now)
    }
}
