import Innovations
import Masterplan

extension DemoSheet {
    /// Living, society, environment.
    static let secondHalf: [DemoSheet] = [
        DemoSheet(
            pillar: "harmoni", title: "Izin bangunan yang tahu banjir",
            problem: "Rumah berdiri di bantaran karena peta rawan tidak dilihat saat izin.",
            description: "Peta rawan dan tata ruang dibuka bersama saat memohon izin.",
            goal: "Tidak ada izin baru di bantaran", beneficiaries: "Warga 12 kecamatan rawan banjir", lead: "DPRKP-CK",
            others: "+BPBD +DPMPTSP", dataset: "kejadian-bencana", years: 2026...2028, state: "in_plan",
            outputs: [SheetIndicator("Kecamatan dengan peta rawan", unit: "kecamatan", baseline: "5", targets: [2026: "12", 2027: "31"])],
            outcomes: [SheetIndicator("Rumah baru di bantaran", unit: "rumah", baseline: "74", targets: [2028: "0"])],
            work: [
                SheetYear(2026, "Peta rawan 12 kecamatan", amount: 310_000_000, source: .national),
                SheetYear(2027, "Peta rawan seluruh kabupaten", amount: 440_000_000, source: .regency),
            ],
            codes: ["2.16.03.2.02.0041"], application: ""),
        DemoSheet(
            pillar: "kesehatan", title: "Antre puskesmas dari rumah",
            problem: "Pasien datang subuh dan pulang siang; puskesmas tidak tahu hari ramai.",
            description: "Nomor antrean lewat telepon dan kader; jadwal dokter terlihat.",
            goal: "Waktu tunggu di bawah satu jam", beneficiaries: "50 puskesmas, 3.900 pasien sehari", lead: "DINKES",
            others: "+DISKOMINFO +RSUD +DPMD", dataset: "kunjungan-puskesmas-harian", years: 2026...2028, state: "in_plan",
            outputs: [
                SheetIndicator("Puskesmas dengan antrean daring", unit: "puskesmas", baseline: "6", targets: [2026: "25", 2027: "50"])
            ],
            outcomes: [SheetIndicator("Waktu tunggu rata-rata", unit: "menit", baseline: "142", targets: [2026: "90", 2028: "50"])],
            work: [
                SheetYear(2026, "Pasang di 25 puskesmas", amount: 460_000_000, source: .regency),
                SheetYear(2027, "Pasang di 25 puskesmas", amount: 460_000_000, source: .regency),
                SheetYear(2028, "Kader pendamping lansia", amount: 140_000_000, source: .village),
            ],
            codes: ["2.16.03.2.02.0041"], application: "Antre Sehat, dikelola Dinas Kesehatan"),
        DemoSheet(
            pillar: "mobilitas", title: "Angkutan desa yang pasti datang",
            problem: "Trayek mati satu per satu; pelajar naik motor tanpa SIM.",
            description: "Jadwal tetap pada jam sekolah dan pasar, sewa bersama desa.",
            goal: "Pelajar berangkat dengan angkutan", beneficiaries: "140 desa tanpa trayek", lead: "DISHUB", others: "+DPMD +DISPENDIK",
            dataset: "trayek-angkutan", years: 2027...2031, state: "accepted",
            outputs: [SheetIndicator("Trayek berjadwal", unit: "trayek", baseline: "9", targets: [2027: "16", 2029: "30"])],
            outcomes: [SheetIndicator("Pelajar pengguna angkutan", unit: "persen", baseline: "6", targets: [2029: "18", 2031: "25"])],
            work: [
                SheetYear(2027, "Tujuh trayek pertama", amount: 700_000_000, source: .regency),
                SheetYear(2028, "Tujuh trayek lagi", amount: 700_000_000, source: .regency),
                SheetYear(2028, "Iuran desa", amount: 210_000_000, source: .village),
                SheetYear(2029, "Tujuh trayek lagi", amount: 720_000_000, source: .regency),
            ],
            codes: [], application: ""),
        DemoSheet(
            pillar: "komunitas", title: "Balai desa yang buka malam",
            problem: "Warga bekerja siang; layanan desa tutup saat mereka pulang.",
            description: "Dua malam sepekan, surat dan aduan dilayani di balai desa.",
            goal: "Surat selesai tanpa libur kerja", beneficiaries: "62 desa percontohan", lead: "DPMD", others: "?DISPENDUKCAPIL",
            dataset: "desa-kelurahan", years: 2026...2027, state: "in_plan",
            outputs: [SheetIndicator("Desa buka malam", unit: "desa", baseline: "8", targets: [2026: "30", 2027: "62"])],
            outcomes: [SheetIndicator("Surat diurus malam hari", unit: "surat per bulan", baseline: "110", targets: [2027: "1500"])],
            work: [
                SheetYear(2026, "Honor petugas", amount: 190_000_000, source: .village),
                SheetYear(2027, "Honor petugas", amount: 390_000_000, source: .village),
            ],
            codes: ["2.16.03.2.01.0004"], application: ""),
        DemoSheet(
            pillar: "belajar", title: "Anak kembali ke sekolah",
            problem: "Anak berhenti sekolah baru ketahuan setahun kemudian.",
            description: "Desa, sekolah, dan dinas sosial melihat daftar yang sama tiap bulan.",
            goal: "Tidak ada anak hilang dari daftar", beneficiaries: "4.100 anak putus sekolah", lead: "DISPENDIK",
            others: "+DINSOS +DPMD ?DISPENDUKCAPIL", dataset: "angka-putus-sekolah", years: 2026...2029, state: "in_plan",
            outputs: [
                SheetIndicator("Kecamatan dengan daftar bersama", unit: "kecamatan", baseline: "0", targets: [2026: "10", 2027: "31"])
            ],
            outcomes: [SheetIndicator("Anak yang kembali belajar", unit: "anak", baseline: "210", targets: [2026: "500", 2028: "1500"])],
            work: [
                SheetYear(2026, "Pendataan bersama desa", amount: 230_000_000, source: .regency),
                SheetYear(2027, "Beasiswa kembali sekolah", amount: 900_000_000, source: .regency),
                SheetYear(2027, "Bantuan zakat", amount: 300_000_000, source: .grant),
            ],
            codes: ["2.20.02.2.01.0018"], application: ""),
        DemoSheet(
            pillar: "keamanan", title: "Lapor aman untuk perempuan dan anak",
            problem: "Korban bercerita lima kali ke lima kantor.",
            description: "Satu berita acara yang dipakai polisi, rumah sakit, dan pendamping.",
            goal: "Korban bercerita satu kali", beneficiaries: "640 kasus setahun", lead: "DP3AKB", others: "-RSUD ?DINSOS",
            dataset: "kekerasan-perempuan-anak", years: 2027...2029, state: "returned",
            outputs: [
                SheetIndicator("Kantor yang memakai satu berita acara", unit: "kantor", baseline: "0", targets: [2027: "4", 2028: "9"])
            ],
            outcomes: [SheetIndicator("Kasus dengan pendamping dalam sehari", unit: "persen", baseline: "22", targets: [2029: "90"])],
            work: [SheetYear(2027, "Latih pendamping", amount: 160_000_000, source: .regency)],
            codes: [], application: ""),
        DemoSheet(
            pillar: "proteksi", title: "Sungai yang diawasi warganya",
            problem: "Pencemaran diketahui setelah ikan mati.",
            description: "Sekolah dan pesantren mengukur air tiap pekan, hasilnya terbuka.",
            goal: "Pencemaran diketahui dalam sehari", beneficiaries: "27 sungai", lead: "DLH", others: "+DISPENDIK",
            dataset: "kualitas-air-sungai", years: 2026...2028, state: "accepted",
            outputs: [SheetIndicator("Titik pantau warga", unit: "titik", baseline: "4", targets: [2026: "20", 2028: "60"])],
            outcomes: [SheetIndicator("Laporan pencemaran ditindaklanjuti sehari", unit: "persen", baseline: "15", targets: [2028: "80"])],
            work: [
                SheetYear(2026, "Alat ukur dua puluh titik", amount: 95_000_000, source: .company),
                SheetYear(2027, "Alat ukur empat puluh titik", amount: 180_000_000, source: .company),
            ],
            codes: [], application: ""),
        DemoSheet(
            pillar: "sampah", title: "Bank sampah yang terhitung",
            problem: "Timbangan bank sampah di buku; pengurangan sampah hanya perkiraan.",
            description: "Timbangan desa masuk dataset; harga dan penjemputan terlihat.",
            goal: "Sampah ke TPA berkurang sepertiga", beneficiaries: "310 bank sampah", lead: "DLH", others: "+DPMD +DISKOPUM",
            dataset: "timbulan-sampah", years: 2026...2029, state: "in_plan",
            outputs: [SheetIndicator("Bank sampah melapor", unit: "unit", baseline: "40", targets: [2026: "120", 2028: "310"])],
            outcomes: [SheetIndicator("Sampah ke TPA", unit: "ton per hari", baseline: "310", targets: [2027: "270", 2029: "210"])],
            work: [
                SheetYear(2026, "Timbangan dan pelatihan", amount: 260_000_000, source: .regency),
                SheetYear(2027, "Penjemputan terjadwal", amount: 410_000_000, source: .regency),
                SheetYear(2028, "Pengolahan bersama swasta", amount: 1500_000_000, source: .partnership),
            ],
            codes: ["2.16.03.2.02.0038"], application: ""),
        DemoSheet(
            pillar: "energi", title: "Lampu jalan yang melapor sendiri",
            problem: "Lampu mati berhari-hari sampai ada yang mengadu.",
            description: "Tiang melapor saat mati; tagihan dibanding nyala sebenarnya.",
            goal: "Lampu menyala 98 persen malam", beneficiaries: "19.000 titik lampu", lead: "DISHUB", others: "",
            dataset: "jalan-kabupaten", years: 2028...2031, state: "draft",
            outputs: [SheetIndicator("Titik yang melapor", unit: "titik", baseline: "0", targets: [2028: "2000", 2030: "12000"])],
            outcomes: [SheetIndicator("Lampu menyala", unit: "persen", baseline: "81", targets: [2031: "98"])],
            work: [SheetYear(2028, "Dua ribu titik pertama")],
            codes: [], application: ""),
    ]
}
