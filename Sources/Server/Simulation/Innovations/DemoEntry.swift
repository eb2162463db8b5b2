import Innovations

/// One innovation of the demo's register.
struct DemoEntry: Sendable {
    var title: String
    var agency: String
    var initiator: Innovation.Initiator
    var form: Innovation.Form
    var isDigital: Bool
    var stage: String
    var function: String
    var theme: String
    var purpose: String
    var benefit: String

    init(
        _ title: String, _ agency: String, by initiator: Innovation.Initiator = .agency, form: Innovation.Form = .service,
        digital isDigital: Bool = true, stage: String = "applied", _ function: String, theme: String = "", _ purpose: String,
        _ benefit: String
    ) {
        self.title = title
        self.agency = agency
        self.initiator = initiator
        self.form = form
        self.isDigital = isDigital
        self.stage = stage
        self.function = function
        self.theme = theme
        self.purpose = purpose
        self.benefit = benefit
    }

    /// Twenty-two by agencies; villages repeat three of them.
    static let all: [DemoEntry] = [
        DemoEntry("Antre Sehat", "DINKES", "1.02", theme: "Kesehatan", "Waktu tunggu puskesmas turun", "Pasien datang sesuai gilirannya"),
        DemoEntry(
            "Lapor Jember", "DISKOMINFO", by: .regent, "2.16", theme: "Layanan publik", "Aduan dijawab tepat waktu",
            "Warga tahu kapan laporannya selesai"),
        DemoEntry(
            "Akta Kelahiran di Bidan", "DISPENDUKCAPIL", by: .civilServant, digital: false, "2.12", "Akta terbit sebelum bayi pulang",
            "Orang tua tidak perlu ke kantor dinas"),
        DemoEntry(
            "Kelas Ibu Lewat Radio", "PKM-KALIWATES", by: .civilServant, digital: false, "1.02", theme: "Stunting",
            "Ibu hamil mendapat kelas tanpa bepergian", "Kehadiran kelas ibu naik dua kali"),
        DemoEntry("Timbang dan Catat", "DLH", "2.11", theme: "Lingkungan", "Sampah terpilah terhitung", "Tabungan nasabah terlihat"),
        DemoEntry(
            "Pendamping NIB Desa", "DISKOPUM", digital: false, "2.17", theme: "UMKM", "Usaha mikro punya izin", "Usaha bisa ikut katalog"),
        DemoEntry(
            "Peta Rawan Terbuka", "BPBD", by: .agency, form: .governance, "1.05", theme: "Bencana", "Warga tahu rawan di rumahnya",
            "Jalur mengungsi disepakati desa"),
        DemoEntry("Jadwal Dokter Spesialis", "RSUD", "1.02", "Pasien tidak datang sia-sia", "Kunjungan ulang berkurang"),
        DemoEntry(
            "Siaran Harga Tani", "DISPERINDAG", digital: false, "3.30", theme: "Ekonomi", "Harga terbuka tiap pagi", "Petani memilih gudang"
        ),
        DemoEntry(
            "Perpustakaan Keliling Pesantren", "DISPERPUSIP", digital: false, "2.23", theme: "Literasi", "Buku sampai ke pesantren",
            "Santri meminjam tanpa ke kota"),
        DemoEntry("Cek Bantuan Saya", "DINSOS", by: .council, "1.06", "Warga tahu haknya", "Antrean bertanya berkurang"),
        DemoEntry(
            "Absen Guru Terpencil", "DISPENDIK", by: .agency, form: .governance, "1.01", "Guru hadir di sekolah terpencil",
            "Jam belajar bertambah"),
        DemoEntry("Air Bersih Terukur", "PERUMDAM", "1.03", "Kebocoran cepat diketahui", "Air hilang berkurang"),
        DemoEntry("Izin Satu Jam", "DPMPTSP", by: .regent, "2.18", "Izin sederhana terbit satu jam", "Pelaku usaha tidak bolak-balik"),
        DemoEntry(
            "Regu Tambal Cepat", "DPUBM-SDA", digital: false, stage: "trial", "1.03", "Lubang jalan ditambal tiga hari",
            "Kecelakaan karena lubang turun"),
        DemoEntry(
            "Angkutan Sekolah Bersama Desa", "DISHUB", digital: false, stage: "trial", "2.15", "Pelajar naik angkutan",
            "Orang tua tidak mengantar"
        ),
        DemoEntry(
            "Daftar Anak Kembali Sekolah", "DISPENDIK", by: .civilServant, form: .governance, stage: "trial", "1.01",
            "Tidak ada anak hilang",
            "Desa menjemput anak"),
        DemoEntry(
            "Sungai Diawasi Sekolah", "DLH", by: .citizen, form: .other, digital: false, stage: "trial", "2.11", "Air diukur tiap pekan",
            "Pencemaran cepat diketahui"),
        DemoEntry(
            "Kalender Peristiwa", "DISPARBUD", by: .agency, form: .other, stage: "trial", "3.26", theme: "Pariwisata",
            "Peristiwa tidak bertabrakan",
            "Hotel terisi merata"),
        DemoEntry(
            "Surat RT dari Rumah", "DPMD", by: .citizen, stage: "idea", "2.13", "Surat pengantar tanpa bolak-balik", "Waktu warga hemat"),
        DemoEntry(
            "Bibit Gratis dari Kebun Kantor", "DKPP", by: .civilServant, form: .other, digital: false, stage: "idea", "2.09",
            "Halaman kantor jadi kebun bibit", "Warga mendapat bibit"),
        DemoEntry(
            "Kios Pajak Keliling", "BPKAD", by: .agency, form: .service, digital: false, stage: "stopped", "5.02", "Pajak dibayar di pasar",
            "Wajib pajak tidak antre"),
    ]
    /// Which villages repeat what: the title, and how many of them.
    static let repeated = [("Timbang dan Catat", 1), ("Pendamping NIB Desa", 1), ("Kelas Ibu Lewat Radio", 1)]

    /// How it is built and works, in more words than the index asks for.
    var design: String {
        let steps = [
            "\(title) lahir dari keluhan yang sama yang terdengar berulang kali di loket, di balai desa, dan dalam laporan warga.",
            "Cara lama menuntut warga datang lebih dari satu kali, membawa berkas yang sebenarnya sudah dimiliki pemerintah, dan menunggu tanpa tahu kapan selesai.",
            "Tim kecil dari beberapa bagian duduk bersama selama dua pekan, mencatat tiap langkah, dan menandai langkah mana yang tidak memberi manfaat bagi siapa pun.",
            "Langkah itu dihapus lebih dulu sebelum apa pun dibuat baru, karena mempercepat langkah yang tidak perlu hanya membuang biaya.",
            "Sesudah itu barulah cara kerja baru disusun: siapa menerima, siapa memeriksa, siapa memutuskan, dan berapa lama masing-masing.",
            "Tujuannya sederhana, yaitu \(purpose.lowercased()), dan setiap orang dalam tim dapat menyebutkannya tanpa melihat catatan.",
            "Petugas di garis depan ikut menulis petunjuknya, sehingga istilah yang dipakai adalah istilah yang memang diucapkan warga.",
            "Uji coba dimulai di tempat yang sulit, bukan di tempat yang mudah, supaya kelemahannya cepat terlihat.",
            "Setiap pekan hasilnya dibandingkan dengan keadaan sebelum dimulai memakai ukuran yang sama, dan hasil itu dipasang di papan yang dapat dibaca semua orang.",
            "Yang tidak berhasil diubah pada pekan berikutnya; tidak ada yang menunggu akhir tahun untuk mengakui kekeliruan.",
            "Desa dilibatkan sejak awal sebagai pemeriksa hasil, karena merekalah yang paling tahu apakah perubahan benar-benar terasa.",
            "Manfaatnya tampak pada hal sehari-hari: \(benefit.lowercased()), tanpa biaya tambahan bagi warga.",
            "Pengaduan yang masuk selama uji coba dibaca bersama setiap Jumat, dan yang berulang dijadikan bahan perubahan pekan berikutnya oleh petugas yang menerimanya.",
            "Biayanya kecil karena memakai peralatan dan tenaga yang sudah ada; yang baru hanya kesepakatan cara bekerja dan pencatatannya.",
            "Risiko utamanya adalah petugas kembali ke kebiasaan lama, sehingga setiap bulan ada pertemuan pendek untuk saling mengingatkan.",
            "Data yang dikumpulkan tidak memuat nama dan nomor induk, hanya jumlah, waktu, dan tempat, sehingga dapat diumumkan.",
            "Perangkat daerah lain boleh meniru seluruhnya; petunjuk, formulir, dan cara menghitungnya tersedia, dan tim bersedia mendampingi pada bulan pertama.",
        ]
        return steps.joined(separator: " ")
    }
}
