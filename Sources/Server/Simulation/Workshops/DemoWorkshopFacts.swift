import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Workshops

/// What is written on the cards, and by whom.
extension DemoWorkshops {
    static let agencies = ["DLH", "BPBD", "DISKOMINFO", "DISPARBUD", "DINKES", "DPMD", "DISPENDIK"]

    struct FirstCard: Sendable {
        var kind: CardKind
        var group: String
        var fields: [String: String]
        var guest: Int?

        init(_ kind: CardKind, _ group: String, _ fields: [String: String], guest: Int? = nil) {
            self.kind = kind
            self.group = group
            self.fields = fields
            self.guest = guest
        }
    }

    static let first: [FirstCard] = [
        FirstCard(.swot, "nature", ["text": "Tanah subur untuk kopi dan tembakau", "quadrant": "strength"]),
        FirstCard(.swot, "nature", ["text": "Dua belas kecamatan rawan banjir dan longsor", "quadrant": "threat"]),
        FirstCard(.swot, "nature", ["text": "Pantai dan kebun yang belum dikenal", "quadrant": "opportunity"], guest: 1),
        FirstCard(.swot, "structure", ["text": "Petugas data ada di semua OPD", "quadrant": "strength"]),
        FirstCard(.swot, "structure", ["text": "Pejabat sering berganti di tengah tahun", "quadrant": "weakness"], guest: 0),
        FirstCard(.swot, "infrastructure", ["text": "Kampus besar dengan laboratorium terbuka", "quadrant": "opportunity"], guest: 0),
        FirstCard(.swot, "superstructure", ["text": "Perbup Satu Data sudah berlaku", "quadrant": "strength"]),
        FirstCard(.swot, "culture", ["text": "Warga terbiasa bergotong royong", "quadrant": "strength"], guest: 2),
        FirstCard(.swot, "culture", ["text": "Kabar bohong cepat beredar di grup desa", "quadrant": "threat"], guest: 3),
        FirstCard(.readiness, "structure", ["text": "Tim pelaksana dengan SK", "condition": "good", "evidence": "SK Bupati"]),
        FirstCard(.readiness, "structure", ["text": "Anggaran kota cerdas", "condition": "fair", "gap": "Baru di tiga OPD"]),
        FirstCard(
            .readiness, "infrastructure", ["text": "Jaringan ke balai desa", "condition": "poor", "gap": "61 desa belum tersambung"]),
        FirstCard(.readiness, "infrastructure", ["text": "Pusat data", "condition": "fair", "evidence": "Sewa di pusat data nasional"]),
        FirstCard(.readiness, "superstructure", ["text": "Standar pelayanan terbit", "condition": "good", "evidence": "214 standar"]),
        FirstCard(
            .readiness, "superstructure", ["text": "Aturan berbagi data", "condition": "poor", "gap": "Belum ada perjanjian antar-OPD"]),
        FirstCard(.readiness, "nature", ["text": "Peta rawan bencana", "condition": "fair", "gap": "Lima kecamatan"]),
        FirstCard(.readiness, "culture", ["text": "Literasi digital", "condition": "fair"], guest: 2),
        FirstCard(.keyword, "culture", ["text": "Guyub"], guest: 2), FirstCard(.keyword, "culture", ["text": "Terbuka"], guest: 0),
        FirstCard(.keyword, "culture", ["text": "Tangguh"]), FirstCard(.keyword, "nature", ["text": "Lestari"]),
        FirstCard(.keyword, "structure", ["text": "Terbuka"], guest: 3), FirstCard(.keyword, "superstructure", ["text": "Melayani"]),
    ]

    /// Sub-pillar, what it is called, and the idea.
    static let candidates: [(String, String, String)] = [
        ("pelayanan", "Satu pintu aduan untuk 31 kecamatan", "Semua aduan masuk satu daftar kerja dengan tenggat."),
        ("birokrasi", "Data sekali isi untuk semua laporan OPD", "Angka dari dataset mengisi laporan sendiri."),
        ("wisata", "Kalender peristiwa satu Jember", "Satu kalender yang diisi desa wisata, hotel, dan panitia."),
        ("bisnis", "Kopi Jember bercerita", "Kode pada kemasan membuka kebun dan petaninya."),
        ("kesejahteraan", "Usaha mikro naik kelas", "Pendamping desa mengurus izin sekali jalan."),
        ("industri", "Pasar tembakau terbuka", "Harga gudang diumumkan tiap hari."),
        ("kesehatan", "Antre puskesmas dari rumah", "Nomor antrean lewat telepon dan kader."),
        ("harmoni", "Izin bangunan yang tahu banjir", "Peta rawan dibuka bersama saat memohon izin."),
        ("komunitas", "Balai desa yang buka malam", "Dua malam sepekan surat dilayani di balai desa."),
        ("belajar", "Anak kembali ke sekolah", "Desa dan sekolah melihat daftar yang sama."),
        ("sampah", "Bank sampah yang terhitung", "Timbangan desa masuk dataset."),
        ("proteksi", "Sungai yang diawasi warganya", "Sekolah mengukur air tiap pekan."),
    ]

    static let programmes: [(String, String, String, String)] = [
        ("governance", "Program Pengelolaan Aplikasi Informatika", "Dinas Kominfo", "medium"),
        ("governance", "Program Penyelenggaraan Statistik Sektoral", "Dinas Kominfo", "medium"),
        ("branding", "Program Pemasaran Pariwisata", "Dinas Pariwisata", "medium"),
        ("economy", "Program Pemberdayaan Usaha Mikro", "Dinas Koperasi", "short"),
        ("living", "Program Pemenuhan Upaya Kesehatan", "Dinas Kesehatan", "short"),
        ("society", "Program Pengelolaan Pendidikan", "Dinas Pendidikan", "long"),
        ("environment", "Program Pengelolaan Persampahan", "Dinas Lingkungan Hidup", "medium"),
    ]
}
