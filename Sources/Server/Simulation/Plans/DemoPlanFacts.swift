import Masterplan

/// What the demo's plans say: made up, but as such plans are. Codes are the nomenclature's of 2027.
enum DemoPlanFacts {
    struct Mission: Sendable {
        var title: String
        var goal: String
        /// Objectives with their indicator, unit, baseline and targets of five years.
        var objectives: [(title: String, indicator: String, unit: String, baseline: String, targets: [String])]
    }

    static let vision = "Jember Baru yang Maju, Sejahtera, dan Melayani"

    static let missions = [
        Mission(
            title: "Mewujudkan pemerintahan yang terbuka, cepat, dan dekat dengan warga",
            goal: "Meningkatnya mutu tata kelola pemerintahan",
            objectives: [
                (
                    "Meningkatnya mutu pelayanan publik", "Indeks kepuasan masyarakat", "nilai", "82.4",
                    ["83.5", "84.5", "85.5", "86.5", "88.0"]
                ),
                (
                    "Terpadunya layanan pemerintahan digital", "Indeks pemerintah digital", "indeks", "2.9",
                    ["3.1", "3.3", "3.5", "3.7", "4.0"]
                ),
            ]),
        Mission(
            title: "Membangun manusia Jember yang sehat, cerdas, dan berdaya", goal: "Meningkatnya mutu manusia",
            objectives: [
                ("Menurunnya tengkes pada balita", "Prevalensi tengkes", "persen", "29.7", ["26.0", "23.0", "20.0", "17.0", "14.0"]),
                (
                    "Meningkatnya minat baca dan mutu belajar", "Rata-rata lama sekolah", "tahun", "6.6",
                    ["6.8", "7.0", "7.2", "7.4", "7.6"]
                ),
            ]),
        Mission(
            title: "Menumbuhkan ekonomi rakyat dari desa", goal: "Meningkatnya kesejahteraan warga",
            objectives: [
                (
                    "Meningkatnya daya saing usaha mikro", "Usaha mikro yang naik kelas", "usaha", "310",
                    ["350", "400", "460", "530", "600"]
                ),
                (
                    "Meningkatnya kunjungan wisata", "Kunjungan wisatawan", "ribu orang", "1450", ["1550", "1700", "1850", "2000", "2200"]
                ),
            ]),
        Mission(
            title: "Membangun prasarana yang mantap dan lingkungan yang lestari", goal: "Meningkatnya mutu prasarana dan lingkungan",
            objectives: [
                (
                    "Meningkatnya kemantapan jalan kabupaten", "Jalan dalam kondisi mantap", "persen", "71.2",
                    ["74", "77", "80", "83", "86"]
                ),
                ("Tertanganinya sampah dan risiko bencana", "Sampah yang tertangani", "persen", "48.5", ["53", "58", "64", "70", "75"]),
            ]),
    ]

    /// Programmes of the RPJMD: code, and the place of the objective they serve.
    static let programmes: [(code: String, objective: Int)] = [
        ("2.16.03", 1), ("2.12.03", 0), ("2.18.04", 0), ("1.02.02", 2), ("2.23.02", 3), ("2.17.07", 4), ("3.26.03", 5), ("1.03.10", 6),
        ("2.11.11", 7), ("1.05.03", 7),
    ]

    /// What each agency's Renja holds: its sub-activities.
    static let work: [(agency: String, subActivities: [String])] = [
        ("DISKOMINFO", ["2.16.03.2.02.0038", "2.16.03.2.02.0042"]), ("DISPENDUKCAPIL", ["2.12.03.2.01.0002"]),
        ("DPMPTSP", ["2.18.04.2.01.0006", "2.18.04.2.01.0007"]), ("DINKES", ["1.02.02.2.02.0015", "1.02.02.2.03.0002"]),
        ("DISPERPUSIP", ["2.23.02.2.02.0007"]), ("DISKOPUM", ["2.17.07.2.01.0018"]), ("DISPARBUD", ["3.26.03.2.01.0007"]),
        ("DPUBM-SDA", ["1.03.10.2.01.0051", "1.03.10.2.01.0055"]), ("DLH", ["2.11.11.2.01.0004", "2.11.11.2.01.0009"]),
        ("BPBD", ["1.05.03.2.02.0018"]),
    ]

    struct Initiative: Sendable {
        var dimension: String
        var subPillar: String
        var strategy: String
        var title: String
        /// `nil` where nobody answers for it yet.
        var agency: String?
        /// Place of the objective it serves; `nil` is a hole.
        var objective: Int?
        /// The sub-activity that pays for it; `nil` is a hole.
        var subActivity: String?
        var indicator: (name: String, unit: String, baseline: String, last: String)?
        /// Supporting agencies and how far each has come.
        var partners: [(agency: String, state: Step)]

        enum Step: Sendable { case proposed, accepted, declined, questioned }

        init(
            _ dimension: String, _ subPillar: String, _ strategy: String, _ title: String, _ agency: String?, _ objective: Int?,
            _ subActivity: String?, _ indicator: (String, String, String, String)?, _ partners: [(String, Step)] = []
        ) {
            self.dimension = dimension
            self.subPillar = subPillar
            self.strategy = strategy
            self.title = title
            self.agency = agency
            self.objective = objective
            self.subActivity = subActivity
            self.indicator = indicator.map { (name: $0.0, unit: $0.1, baseline: $0.2, last: $0.3) }
            self.partners = partners.map { (agency: $0.0, state: $0.1) }
        }
    }

    private static let service = "Melayani warga dari satu pintu"
    private static let image = "Mengenalkan Jember lewat cerita warganya"
    private static let trade = "Membuka pasar bagi usaha rakyat"
    private static let life = "Menjaga warga sehat dan mudah bergerak"
    private static let people = "Belajar dan saling menjaga bersama"
    private static let nature = "Mengelola lingkungan dari rumah"

    static let initiatives = [
        Initiative(
            "governance", "pelayanan", service, "Satu laporan warga untuk semua dinas", "DISKOMINFO", 0, "2.16.03.2.02.0042",
            ("Laporan warga yang selesai tepat waktu", "persen", "61", "90"),
            [("DPUBM-SDA", .accepted), ("DLH", .accepted), ("DISPENDUKCAPIL", .proposed)]),
        Initiative(
            "governance", "birokrasi", service, "Data dinas terbuka dan saling terhubung", "DISKOMINFO", 1, "2.16.03.2.02.0038",
            ("Dinas yang membagikan data", "dinas", "12", "45"), [("BAPPEDA", .accepted)]),
        Initiative(
            "governance", "pelayanan", service, "Akta lahir terbit sebelum bayi pulang", "DISPENDUKCAPIL", 0, "2.12.03.2.01.0002",
            ("Bayi yang pulang membawa akta", "persen", "18", "80"), [("RSUD", .accepted), ("DINKES", .questioned)]),
        Initiative("governance", "kebijakan", service, "Ruang usul peraturan bersama warga", "SETDA", nil, nil, nil),
        Initiative(
            "branding", "wisata", image, "Kalender agenda wisata satu kabupaten", "DISPARBUD", 5, "3.26.03.2.01.0007",
            ("Agenda yang tercatat sebelum digelar", "agenda", "25", "120"), [("DISKOMINFO", .accepted)]),
        Initiative(
            "branding", "bisnis", image, "Jember Kota Tembakau dan Kopi", "DISPARBUD", 5, nil,
            ("Liputan media nasional", "liputan", "8", "40"),
            [("DTPHP", .declined)]),
        Initiative("branding", "wajah-kota", image, "Wajah alun-alun yang ramah pejalan kaki", nil, nil, nil, nil),
        Initiative(
            "economy", "industri", trade, "Usaha mikro naik kelas bersama kampus", "DISKOPUM", 4, "2.17.07.2.01.0018",
            ("Usaha yang didampingi mahasiswa", "usaha", "40", "500"), [("DISPERINDAG", .accepted), ("DISKOMINFO", .proposed)]),
        Initiative(
            "economy", "transaksi", trade, "Pasar rakyat menerima bayar nontunai", "DISPERINDAG", 4, nil,
            ("Pedagang yang menerima bayar nontunai", "pedagang", "220", "2500"), [("DISKOPUM", .proposed)]),
        Initiative(
            "economy", "kesejahteraan", trade, "Izin usaha selesai di kantor kecamatan", "DPMPTSP", 0, "2.18.04.2.01.0006",
            ("Izin yang selesai di kecamatan", "persen", "5", "60"), [("KEC-35.09.19", .accepted)]),
        Initiative(
            "living", "kesehatan", life, "Antrean puskesmas dari rumah", "DINKES", 2, "1.02.02.2.03.0002",
            ("Puskesmas dengan antrean daring", "puskesmas", "6", "50"), [("DISKOMINFO", .accepted), ("PKM-PATRANG", .accepted)]),
        Initiative(
            "living", "kesehatan", life, "Posyandu melihat balita yang perlu ditolong", "DINKES", 2, "1.02.02.2.02.0015",
            ("Balita berisiko yang didatangi", "persen", "35", "95"), [("DP3AKB", .proposed)]),
        Initiative(
            "living", "mobilitas", life, "Lubang jalan ditutup dalam tujuh hari", "DPUBM-SDA", 6, "1.03.10.2.01.0051",
            ("Lubang yang ditutup dalam tujuh hari", "persen", "42", "90"), [("DISHUB", .questioned)]),
        Initiative("living", "harmoni", life, "Peta tata ruang yang dimengerti warga", "DPRKP-CK", nil, nil, nil),
        Initiative(
            "society", "belajar", people, "Perpustakaan desa yang hidup", "DISPERPUSIP", 3, "2.23.02.2.02.0007",
            ("Perpustakaan desa yang buka tiap hari", "desa", "14", "120"), [("DISPENDIK", .accepted), ("DPMD", .proposed)]),
        Initiative("society", "komunitas", people, "Relawan digital di setiap desa", "DPMD", 1, nil, nil, [("DISKOMINFO", .accepted)]),
        Initiative(
            "society", "keamanan", people, "Siaga bencana sampai tingkat RT", "BPBD", 7, "1.05.03.2.02.0018",
            ("Warga yang ikut gladi", "orang", "1200", "20000"), [("SATPOLPP", .accepted)]),
        Initiative(
            "environment", "sampah", nature, "Bank sampah di setiap kelurahan", "DLH", 7, "2.11.11.2.01.0004",
            ("Bank sampah yang berjalan", "unit", "38", "248"), [("DPMD", .accepted), ("DISPENDIK", .declined)]),
        Initiative(
            "environment", "proteksi", nature, "Sungai dipantau bersama sekolah", "DLH", nil, nil,
            ("Titik yang dipantau", "titik", "6", "60")),
        Initiative("environment", "energi", nature, "Lampu jalan tenaga surya", nil, nil, nil, nil),
    ]

    /// Of plans above the regency's: their objectives, and the places of the initiatives that serve each.
    static let above:
        [(
            kind: PlanEdition.Kind, title: String, code: String, legalBasis: String,
            objectives: [(title: String, initiatives: [Int])]
        )] = [
            (
                .national, "RPJM Nasional", "N", "Perpres tentang RPJMN, petikan untuk daerah",
                [("Pelayanan publik yang terhubung dan terbuka", [0, 1]), ("Penurunan tengkes", [11])]
            ),
            (
                .province, "RPJMD Provinsi Jawa Timur", "P", "Perda provinsi, petikan untuk daerah",
                [("Usaha mikro berdaya saing", [7, 8]), ("Ketangguhan menghadapi bencana", [16])]
            ),
        ]

    /// The regent's flagship programmes, and the place of the initiative that carries each.
    static let flagships: [(title: String, initiative: Int?)] = [
        ("Wadul Bupati: laporan warga dijawab", 0), ("Jember Terang dan Mulus", 12), ("Ibu Sehat, Anak Hebat", 11), ("Desa Berdaya", 15),
        ("UMKM Naik Kelas", 7), ("Jember Bersih", 17), ("Satu Desa Satu Sarjana Kembali", nil),
    ]
}
