import Innovations
import Masterplan

extension DemoSheet {
    /// Governance, branding, economy.
    static let firstHalf: [DemoSheet] = [
        DemoSheet(
            pillar: "pelayanan", title: "Satu pintu aduan untuk 31 kecamatan",
            problem: "Warga mengadu lewat belasan nomor dan kotak; separuh tidak pernah tahu jawabannya.",
            description: "Semua aduan masuk satu daftar kerja, terlihat tenggatnya, dan hasilnya diperiksa desa.",
            goal: "Setiap laporan dijawab tepat waktu", beneficiaries: "2,5 juta warga", lead: "DISKOMINFO",
            others: "+SETDA +DPUBM-SDA ?DLH", dataset: "penduduk-kecamatan", years: 2026...2029, state: "in_plan",
            outputs: [SheetIndicator("Kecamatan yang terhubung", unit: "kecamatan", baseline: "9", targets: [2026: "18", 2027: "31"])],
            outcomes: [SheetIndicator("Laporan selesai tepat waktu", unit: "persen", baseline: "54", targets: [2027: "75", 2029: "90"])],
            work: [
                SheetYear(2026, "Latih petugas 18 kecamatan", amount: 350_000_000, source: .regency),
                SheetYear(2027, "Latih petugas 13 kecamatan", amount: 260_000_000, source: .regency),
                SheetYear(2028, "Perluas ke pesan singkat", amount: 180_000_000, source: .regency),
            ],
            codes: ["2.16.02.2.01.0028"], application: "Pendopo, dikelola Dinas Kominfo"),
        DemoSheet(
            pillar: "birokrasi", title: "Data sekali isi untuk semua laporan OPD",
            problem: "Operator mengetik angka yang sama ke enam aplikasi; akhir tahun angkanya berbeda-beda.",
            description: "Angka dari dataset mengisi laporan sendiri, lengkap dengan asal barisnya.",
            goal: "Tidak ada angka yang diketik dua kali", beneficiaries: "1.200 pegawai penyusun laporan", lead: "BAPPEDA",
            others: "+DISKOMINFO +BPKAD", dataset: "pegawai-negeri", years: 2026...2028, state: "in_plan",
            outputs: [
                SheetIndicator("Laporan yang terisi dari dataset", unit: "laporan", baseline: "2", targets: [2026: "10", 2028: "40"])
            ],
            outcomes: [SheetIndicator("Jam kerja menyusun laporan", unit: "jam per bulan", baseline: "86", targets: [2028: "30"])],
            work: [
                SheetYear(2026, "Sambungkan sepuluh laporan", amount: 210_000_000, source: .regency),
                SheetYear(2027, "Sambungkan tiga puluh laporan", amount: 240_000_000, source: .regency),
            ],
            codes: ["2.20.02.2.01.0018"], application: ""),
        DemoSheet(
            pillar: "kebijakan", title: "Rapat yang menyiapkan dirinya",
            problem: "Bahan rapat disusun semalam, keputusan tidak dicatat pemiliknya.",
            description: "Agenda dari yang terlambat; keputusan langsung menjadi tugas bertanggal.",
            goal: "Setiap keputusan punya pemilik dan tanggal", beneficiaries: "Pimpinan 40 perangkat daerah", lead: "SETDA",
            others: "?BAPPEDA", dataset: "realisasi-apbd", years: 2027...2028, state: "submitted",
            outputs: [
                SheetIndicator("Rapat dengan agenda otomatis", unit: "rapat per tahun", baseline: "0", targets: [2027: "24", 2028: "48"])
            ],
            outcomes: [SheetIndicator("Keputusan selesai tepat waktu", unit: "persen", baseline: nil, targets: [2028: "80"])],
            work: [SheetYear(2027, "Uji coba di Setda", amount: 120_000_000, source: .regency)],
            codes: [], application: ""),
        DemoSheet(
            pillar: "wisata", title: "Kalender peristiwa satu Jember",
            problem: "Festival bertabrakan tanggalnya, hotel penuh satu pekan dan kosong pekan berikutnya.",
            description: "Satu kalender yang diisi desa wisata, hotel, dan panitia.",
            goal: "Kunjungan tersebar sepanjang tahun", beneficiaries: "48 desa wisata dan 70 hotel", lead: "DISPARBUD",
            others: "+DISKOMINFO +DISKOPUM", dataset: "kunjungan-wisata", years: 2026...2030, state: "in_plan",
            outputs: [SheetIndicator("Peristiwa dalam kalender", unit: "peristiwa", baseline: "35", targets: [2026: "60", 2028: "110"])],
            outcomes: [SheetIndicator("Lama tinggal wisatawan", unit: "malam", baseline: "1.2", targets: [2028: "1.6", 2030: "2"])],
            work: [
                SheetYear(2026, "Susun kalender bersama desa wisata", amount: 150_000_000, source: .regency),
                SheetYear(2026, "Lokakarya pemandu", amount: 40_000_000, source: .company),
                SheetYear(2028, "Promosi bersama", amount: 300_000_000, source: .province),
            ],
            codes: ["2.16.03.2.02.0038"], application: "Kalender Jember, dikelola Dinas Parbud"),
        DemoSheet(
            pillar: "bisnis", title: "Kopi Jember bercerita",
            problem: "Kopi rakyat dijual tanpa nama; harga ditentukan tengkulak.",
            description: "Tiap kemasan punya kode yang membuka kebun, petani, dan sertifikatnya.",
            goal: "Harga di tingkat petani naik", beneficiaries: "9.400 petani kopi", lead: "DTPHP", others: "+DISPERINDAG ?DISKOPUM",
            dataset: "panen-tembakau-kopi", years: 2027...2030, state: "accepted",
            outputs: [SheetIndicator("Kelompok tani bersertifikat", unit: "kelompok", baseline: "6", targets: [2027: "15", 2029: "40"])],
            outcomes: [SheetIndicator("Harga biji kering di petani", unit: "rupiah per kg", baseline: "28000", targets: [2030: "36000"])],
            work: [
                SheetYear(2027, "Sertifikasi kelompok", amount: 420_000_000, source: .national),
                SheetYear(2028, "Kode kemasan", amount: 150_000_000, source: .regency),
                SheetYear(2029, "Pasar lelang kopi", amount: 250_000_000, source: .partnership),
            ],
            codes: [], application: "Jejak Kopi, dikelola DTPHP"),
        DemoSheet(
            pillar: "wajah-kota", title: "Papan nama yang rapi di jalan utama",
            problem: "Papan liar menutup rambu; yang berizin tidak bisa dibedakan.",
            description: "Peta reklame dengan izin dan masa berlaku, warga bisa melapor.",
            goal: "Jalan utama bebas papan liar", beneficiaries: "Pengguna 14 ruas jalan", lead: "DPMPTSP", others: "+SATPOLPP",
            dataset: "investasi-izin-terbit", years: 2027...2028, state: "returned",
            outputs: [SheetIndicator("Ruas yang terpetakan", unit: "ruas", baseline: "0", targets: [2027: "14"])],
            outcomes: [SheetIndicator("Papan tanpa izin", unit: "papan", baseline: "610", targets: [2028: "100"])],
            work: [SheetYear(2027, "Petakan 14 ruas", amount: 90_000_000, source: .regency)],
            codes: [], application: ""),
        DemoSheet(
            pillar: "industri", title: "Pasar tembakau terbuka",
            problem: "Petani tidak tahu harga sebelum sampai gudang.",
            description: "Harga harian tiap gudang diumumkan lewat desa dan radio.",
            goal: "Petani memilih gudang dengan tahu harga", beneficiaries: "21.000 petani tembakau", lead: "DISPERINDAG",
            others: "+DTPHP +DISKOMINFO", dataset: "harga-bahan-pokok", years: 2026...2028, state: "in_plan",
            outputs: [SheetIndicator("Gudang yang mengumumkan harga", unit: "gudang", baseline: "3", targets: [2026: "12", 2027: "22"])],
            outcomes: [SheetIndicator("Selisih harga antargudang", unit: "persen", baseline: "18", targets: [2028: "7"])],
            work: [
                SheetYear(2026, "Perjanjian dengan gudang", amount: 60_000_000, source: .regency),
                SheetYear(2027, "Siaran radio desa", amount: 45_000_000, source: .company),
            ],
            codes: ["2.16.03.2.02.0038"], application: ""),
        DemoSheet(
            pillar: "kesejahteraan", title: "Usaha mikro naik kelas",
            problem: "Usaha mikro mengurus izin sendiri-sendiri dan berhenti di tengah jalan.",
            description: "Pendamping desa mengurus NIB, PIRT, dan halal sekali jalan.",
            goal: "Sepuluh ribu usaha berizin lengkap", beneficiaries: "52.000 usaha mikro", lead: "DISKOPUM",
            others: "+DPMPTSP +DINKES +DPMD", dataset: "usaha-mikro", years: 2026...2029, state: "in_plan",
            outputs: [
                SheetIndicator("Usaha didampingi", unit: "usaha", baseline: "1200", targets: [2026: "3000", 2027: "6000", 2029: "10000"])
            ],
            outcomes: [SheetIndicator("Usaha berizin lengkap", unit: "persen", baseline: "8", targets: [2027: "20", 2029: "35"])],
            work: [
                SheetYear(2026, "Latih 62 pendamping desa", amount: 380_000_000, source: .regency),
                SheetYear(2027, "Pendampingan", amount: 500_000_000, source: .regency),
                SheetYear(2027, "Pendampingan desa", amount: 620_000_000, source: .village),
                SheetYear(2028, "Pendampingan", amount: 520_000_000, source: .regency),
            ],
            codes: ["2.17.07.2.01.0022", "2.17.08.2.01.0019"], application: "OSS-RBA milik pusat"),
        DemoSheet(
            pillar: "transaksi", title: "Pasar tanpa uang kembalian",
            problem: "Pedagang kehabisan uang kecil, retribusi tercatat di buku.",
            description: "QRIS di 30 pasar dan retribusi yang langsung masuk kas daerah.",
            goal: "Retribusi tercatat hari itu juga", beneficiaries: "11.000 pedagang pasar", lead: "BPKAD", others: "?DISPERINDAG",
            dataset: "realisasi-apbd", years: 2027...2029, state: "submitted",
            outputs: [SheetIndicator("Pasar dengan QRIS", unit: "pasar", baseline: "4", targets: [2027: "15", 2028: "30"])],
            outcomes: [
                SheetIndicator("Retribusi tercatat di hari yang sama", unit: "persen", baseline: "35", targets: [2028: "80", 2029: "95"])
            ],
            work: [
                SheetYear(2027, "Perangkat lima belas pasar", amount: 275_000_000, source: .regency),
                SheetYear(2028, "Perangkat lima belas pasar"),
            ],
            codes: ["5.05.03.2.02.0012"], application: "QRIS bank daerah"),
    ]
}
