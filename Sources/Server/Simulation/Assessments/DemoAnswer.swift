/// What an agency of the demo answers, and what the central team says beside it. Scores in hundredths.
struct DemoAnswer: Sendable {
    var item: String
    var agency: String
    var score: Int
    var reason: String
    var evidence: String
    var central: Int?
    var centralReason = ""
    var interview = ""

    static let selection = [
        DemoAnswer(
            item: "structure.people", agency: "BKPSDM", score: 350,
            reason: "Ada 64 pranata komputer dan kerja sama dengan dua kampus untuk magang dan riset terapan.",
            evidence: "Daftar tenaga TIK dan naskah kerja sama kampus", central: 300,
            centralReason: "Tenaga TIK menumpuk di dua dinas; kecamatan belum punya sama sekali.",
            interview: "Kepala BKPSDM: penataan ulang tenaga TIK direncanakan tahun depan."),
        DemoAnswer(
            item: "structure.revenue", agency: "BPKAD", score: 300,
            reason: "Pendapatan asli daerah naik tiga tahun berturut-turut; anggaran kota cerdas sudah ada di APBD.",
            evidence: "Ringkasan APBD tiga tahun", central: 300),
        DemoAnswer(
            item: "infra", agency: "DISKOMINFO", score: 400,
            reason: "Semua kantor kecamatan tersambung serat optik, pusat data sudah berpendingin dan berdaya cadangan.",
            evidence: "Peta jaringan dan berita acara uji daya cadangan", central: 325,
            centralReason: "Sambungan ke 70 desa masih lewat radio dan sering putus menurut catatan gangguan sendiri.",
            interview: "Tim Kominfo memperlihatkan catatan gangguan enam bulan terakhir."),
        DemoAnswer(
            item: "supra", agency: "BAPPEDA", score: 350,
            reason: "Peraturan bupati tentang kota cerdas dan dewan smart city sudah ditetapkan.",
            evidence: "Peraturan bupati dan keputusan dewan", central: 350),
        DemoAnswer(
            item: "potential", agency: "DISPERINDAG", score: 400,
            reason: "Kopi, cerutu, dan suwar-suwir sudah bermerek bersama dan dijual di lokapasar.",
            evidence: "Daftar produk unggulan", central: 425,
            centralReason: "Pasar ekspor cerutu belum dihitung daerah, padahal buktinya ada."),
    ]

    static let evaluation = [
        DemoAnswer(
            item: "baseline", agency: "BAPPEDA", score: 375,
            reason: "Sembilan dari sebelas catatan evaluasi lalu sudah ditindaklanjuti, dua berjalan.",
            evidence: "Matriks tindak lanjut evaluasi lalu", central: 350,
            centralReason: "Dua catatan yang berjalan belum punya anggaran di Renja tahun ini.",
            interview: "Bappeda: keduanya masuk perubahan anggaran."),
        DemoAnswer(
            item: "output", agency: "BPKAD", score: 350,
            reason: "Aturan, dewan, dan anggaran ada; 38 dari 46 inisiatif sudah beranggaran.",
            evidence: "Rekap anggaran inisiatif", central: 350),
        DemoAnswer(
            item: "outcome", agency: "DISKOMINFO", score: 400,
            reason: "Sebagian besar inisiatif tahun ini berjalan sesuai jadwal menurut peta jalan.",
            evidence: "Peta jalan dan kemajuannya", central: 325,
            centralReason: "Lima inisiatif yang disebut selesai belum dipakai warga; buktinya baru foto peluncuran.",
            interview: "Disepakati: yang dihitung selesai hanya yang sudah dipakai."),
        DemoAnswer(
            item: "impact", agency: "DINKES", score: 325,
            reason: "Waktu tunggu puskesmas turun dari 74 menjadi 41 menit sejak antrean dari rumah.",
            evidence: "Catatan waktu tunggu puskesmas"),
        DemoAnswer(
            item: "quick_win", agency: "DPUBM-SDA", score: 400,
            reason: "Laporan jalan rusak tertangani dalam lima hari kerja di empat kecamatan percontohan.",
            evidence: "Berita acara quick win jalan"),
    ]
}
