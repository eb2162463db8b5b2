import Commitments
import Kernel

/// One pledge of the demo's joint commitment, with what has become of it until today.
struct DemoPromise: Sendable {
    /// A step: weight, days from today until it is due, and when it was claimed and proven, in days from today.
    struct Step: Sendable {
        var name: String
        var weight: Int
        var due: Int
        var done: Int?
        var isProven = true
    }

    /// What of the plans a clause is bound to.
    enum Binding: Sendable {
        /// A node of a plan, by its title.
        case point(String)
        /// An indicator, by its name.
        case indicator(String)
        case sheet(String)
    }

    /// Something that was changed after signing.
    enum Change: Sendable {
        case lowered(to: String, reason: String)
        case postponed(by: Int, reason: String)
        case dropped(reason: String)
    }

    var promise: String
    var promiseEnglish: String
    var text: String
    /// Codes of agencies, the lead first.
    var agencies: [String]
    var dimension: PledgeDimension
    var binding: Binding
    var area: String?
    var value: String?
    var unit: String?
    var words: String?
    var isLowerBetter = false
    /// Days from today.
    var due: Int
    var steps: [Step]
    var change: (daysAgo: Int, what: Change)?

    /// In every state there is.
    static let all: [DemoPromise] = [
        DemoPromise(
            promise: "Jalan kabupaten yang berlubang ditambal paling lama 30 hari setelah dilaporkan",
            promiseEnglish: "Potholes in regency roads are mended within 30 days of being reported",
            text: "Menambal lubang pada ruas jalan kabupaten paling lama 30 hari sejak laporan warga diverifikasi.",
            agencies: ["DPUBM-SDA", "DISKOMINFO", "BPKAD"], dimension: .living, binding: .point("Lubang jalan ditutup dalam tujuh hari"),
            value: "90", unit: "% laporan", due: 180,
            steps: [
                Step(name: "Peta ruas rawan dari laporan warga selesai", weight: 20, due: -200, done: -210),
                Step(name: "Tim tambal cepat bekerja di sepuluh kecamatan", weight: 40, due: -60, done: -64),
                Step(name: "Semua kecamatan terlayani", weight: 40, due: 150),
            ]),
        DemoPromise(
            promise: "Semua puskesmas menerima antrean dari ponsel",
            promiseEnglish: "Every health centre takes appointments by phone",
            text: "Menyediakan antrean daring di seluruh puskesmas dan rumah sakit daerah.", agencies: ["DINKES", "DISKOMINFO", "RSUD"],
            dimension: .living, binding: .indicator("Puskesmas dengan antrean daring"), value: "50", unit: "puskesmas", due: -40,
            steps: [
                Step(name: "Aplikasi antrean diuji di tiga puskesmas", weight: 30, due: -250, done: -255),
                Step(name: "Petugas loket dilatih", weight: 30, due: -150, done: -151),
                Step(name: "Antrean daring dipakai di semua puskesmas", weight: 40, due: -45, done: -50),
            ]),
        DemoPromise(
            promise: "Sampah di pasar diangkut setiap hari", promiseEnglish: "Waste at markets is collected every day",
            text: "Mengangkut sampah dari semua pasar daerah setiap hari, juga hari libur.", agencies: ["DLH", "DISPERINDAG"],
            dimension: .environment, binding: .point("Tertanganinya sampah dan risiko bencana"), area: "35.09.19", value: "100",
            unit: "% pasar", due: 90,
            steps: [
                Step(name: "Jadwal angkut disepakati dengan pengelola pasar", weight: 30, due: -180, done: -170),
                Step(name: "Empat truk tambahan beroperasi", weight: 40, due: -30),
                Step(name: "Laporan warga tentang sampah pasar turun separuh", weight: 30, due: 80),
            ]),
        DemoPromise(
            promise: "Izin usaha mikro selesai dalam satu hari", promiseEnglish: "Permits for micro businesses take one day",
            text: "Menerbitkan izin usaha mikro dalam satu hari kerja sejak berkas lengkap.", agencies: ["DPMPTSP", "DISKOPUM"],
            dimension: .economy, binding: .point("Izin usaha selesai di kantor kecamatan"), value: "1", unit: "hari kerja",
            isLowerBetter: true, due: 120,
            steps: [
                Step(name: "Syarat dipangkas menjadi tiga", weight: 50, due: -120, done: -125),
                Step(name: "Rata-rata waktu terbit di bawah satu hari", weight: 50, due: 110),
            ],
            change: (
                45, .lowered(to: "3", reason: "Tanda tangan elektronik belum tersedia untuk semua pejabat; baru bisa tiga hari kerja.")
            )),
        DemoPromise(
            promise: "Semua sekolah dasar punya internet yang bisa dipakai belajar",
            promiseEnglish: "Every primary school has internet good enough to learn with",
            text: "Menyambungkan semua sekolah dasar negeri dengan internet paling sedikit 20 Mbps.",
            agencies: ["DISPENDIK", "DISKOMINFO"],
            dimension: .society, binding: .point("Meningkatnya minat baca dan mutu belajar"), value: "800", unit: "sekolah", due: -15,
            steps: [
                Step(name: "Survei sinyal di semua sekolah", weight: 30, due: -220, done: -200),
                Step(name: "Separuh sekolah tersambung", weight: 40, due: -100, done: -70),
                Step(name: "Semua sekolah tersambung", weight: 30, due: -20),
            ]),
        DemoPromise(
            promise: "Desa wisata punya kalender acara bersama", promiseEnglish: "Tourist villages share one calendar of events",
            text: "Menerbitkan kalender acara desa wisata yang diisi sendiri oleh desa.", agencies: ["DISPARBUD", "DPMD"],
            dimension: .branding, binding: .point("Kalender agenda wisata satu kabupaten"), words: "semua desa wisata ikut", due: 60,
            steps: [
                Step(name: "Dua belas desa mengisi kalender", weight: 60, due: -90, done: -80),
                Step(name: "Semua desa wisata mengisi kalender", weight: 40, due: 50, done: -3, isProven: false),
            ]),
        DemoPromise(
            promise: "Bantuan sosial tepat sasaran: data penerima diperiksa dua kali setahun",
            promiseEnglish: "Social aid reaches the right people: lists are checked twice a year",
            text: "Memutakhirkan data penerima bantuan bersama desa dan kelurahan dua kali setahun.",
            agencies: ["DINSOS", "DPMD", "DISPENDUKCAPIL"], dimension: .society, binding: .point("Meningkatnya mutu pelayanan publik"),
            value: "2", unit: "kali setahun", due: 150,
            steps: [
                Step(name: "Pemutakhiran pertama selesai", weight: 50, due: -110, done: -112),
                Step(name: "Pemutakhiran kedua selesai", weight: 50, due: 140),
            ]),
        DemoPromise(
            promise: "Harga pangan di pasar tampil setiap pagi", promiseEnglish: "Food prices at markets are shown every morning",
            text: "Menerbitkan harga dua puluh bahan pokok di pasar pantauan setiap pagi.", agencies: ["DISPERINDAG", "DKPP"],
            dimension: .economy, binding: .point("Meningkatnya daya saing usaha mikro"), value: "20", unit: "bahan pokok", due: -100,
            steps: [
                Step(name: "Petugas pasar mengirim harga dari ponsel", weight: 50, due: -260, done: -250),
                Step(name: "Harga tampil di halaman data", weight: 50, due: -110, done: -82),
            ]),
        DemoPromise(
            promise: "Terminal dan pemberhentian angkutan bisa dicapai kursi roda",
            promiseEnglish: "Stations and stops can be reached by wheelchair",
            text: "Memasang bidang miring di semua terminal dan tiga puluh pemberhentian.", agencies: ["DISHUB", "DPUBM-SDA"],
            dimension: .living, binding: .point("Meningkatnya mutu prasarana dan lingkungan"), area: "35.09.20", value: "30",
            unit: "pemberhentian", due: 240,
            steps: [
                Step(name: "Semua terminal selesai", weight: 50, due: 30),
                Step(name: "Tiga puluh pemberhentian selesai", weight: 50, due: 220),
            ], change: (20, .postponed(by: 90, reason: "Pengadaan gagal dua kali; lelang diulang bulan depan."))),
        DemoPromise(
            promise: "Semua dinas menerbitkan datanya sesuai jadwal", promiseEnglish: "Every agency publishes its data on time",
            text: "Menerbitkan dataset prioritas sesuai frekuensinya di portal data.", agencies: ["DISKOMINFO", "BAPPEDA"],
            dimension: .governance, binding: .point("Data dinas terbuka dan saling terhubung"), value: "95", unit: "% dataset", due: 200,
            steps: [
                Step(name: "Daftar data prioritas ditetapkan", weight: 30, due: -240, done: -245),
                Step(name: "Walidata di setiap dinas ditunjuk", weight: 30, due: -140, done: -141),
                Step(name: "Sembilan puluh lima persen tepat jadwal", weight: 40, due: 190),
            ]),
        DemoPromise(
            promise: "Air sungai diuji setiap bulan dan hasilnya diumumkan", promiseEnglish: "River water is tested monthly and published",
            text: "Menguji mutu air di dua belas titik sungai setiap bulan dan mengumumkan hasilnya.", agencies: ["DLH", "DINKES"],
            dimension: .environment, binding: .indicator("Titik yang dipantau"), value: "12", unit: "titik", due: 160, steps: []),
        DemoPromise(
            promise: "Peringatan banjir sampai ke warga dalam sepuluh menit",
            promiseEnglish: "Flood warnings reach people within ten minutes",
            text: "Memasang pengukur muka air dan menyampaikan peringatan dalam sepuluh menit.", agencies: ["BPBD", "DISKOMINFO"],
            dimension: .environment, binding: .point("Siaga bencana sampai tingkat RT"), area: "35.09.08", value: "10", unit: "menit",
            isLowerBetter: true, due: 100,
            steps: [
                Step(name: "Pengukur muka air terpasang", weight: 60, due: -70, done: -90),
                Step(name: "Uji coba dengan warga", weight: 40, due: 90),
            ]),
    ]
}
