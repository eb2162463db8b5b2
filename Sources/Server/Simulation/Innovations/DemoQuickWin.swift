import Kernel

/// Quick wins of the demo, one in each dimension.
struct DemoQuickWin: Sendable {
    /// Title of the sheet it is a part of.
    var sheet: String
    var title: String
    var service: String
    var contact: String
    var measure: String
    var unit: String
    var before: String
    /// Empty until it was measured again.
    var after: String
    var state: String

    static let all: [DemoQuickWin] = [
        DemoQuickWin(
            sheet: "Antre puskesmas dari rumah", title: "Antrean daring di enam puskesmas",
            service: "Antrean puskesmas yang selama ini diambil subuh di loket.",
            contact: "Pasien melihat nomornya di telepon atau lewat kader.", measure: "Waktu tunggu", unit: "menit", before: "142",
            after: "68", state: "measured"),
        DemoQuickWin(
            sheet: "Satu pintu aduan untuk 31 kecamatan", title: "Jawab aduan dalam tiga hari",
            service: "Pengaduan lewat belasan nomor yang sudah ada.", contact: "Pengadu menerima jawaban pertama di telepon.",
            measure: "Lama sampai jawaban pertama", unit: "hari", before: "9", after: "2.6", state: "measured"),
        DemoQuickWin(
            sheet: "Usaha mikro naik kelas", title: "NIB di balai desa", service: "Pengurusan NIB di kantor dinas.",
            contact: "Pelaku usaha pulang membawa NIB dari balai desa.", measure: "Usaha ber-NIB di 20 desa", unit: "usaha", before: "340",
            after: "1180", state: "measured"),
        DemoQuickWin(
            sheet: "Kalender peristiwa satu Jember", title: "Akhir pekan desa wisata",
            service: "Promosi wisata yang selama ini hanya untuk kota.", contact: "Pengunjung memesan langsung ke desa.",
            measure: "Kunjungan akhir pekan", unit: "orang", before: "2100", after: "", state: "running"),
        DemoQuickWin(
            sheet: "Balai desa yang buka malam", title: "Delapan balai desa buka malam", service: "Layanan surat desa pada jam kerja.",
            contact: "Warga mengurus surat sepulang kerja.", measure: "Surat diurus malam hari", unit: "surat per bulan", before: "110",
            after: "", state: "running"),
        DemoQuickWin(
            sheet: "Bank sampah yang terhitung", title: "Timbangan bersama empat kecamatan",
            service: "Penimbangan bank sampah yang dicatat di buku.", contact: "Nasabah melihat tabungannya di telepon.",
            measure: "Sampah terpilah", unit: "ton per bulan", before: "46", after: "", state: "chosen"),
    ]
}
