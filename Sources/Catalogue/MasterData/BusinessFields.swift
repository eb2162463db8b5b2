/// The categories of KBLI 2025, Indonesia's classification of fields of business, as Pasal 3 of Peraturan BPS 7/2025 lists them; each
/// with its first and last division (golongan pokok, two digits). KBLI follows ISIC Rev. 5 to there.
enum BusinessFields {
    static let edition = "KBLI 2025"

    static let categories: [(code: String, name: String, from: String, to: String)] = [
        ("A", "Pertanian, Kehutanan, dan Perikanan", "01", "03"), ("B", "Pertambangan dan Penggalian", "05", "09"),
        ("C", "Industri", "10", "33"), ("D", "Penyediaan Listrik, Gas, Uap/Air Panas, dan Udara Dingin", "35", "35"),
        ("E", "Penyediaan Air; Pengelolaan Air Limbah, Penanganan Limbah, dan Remediasi", "36", "39"), ("F", "Konstruksi", "41", "43"),
        ("G", "Perdagangan Besar dan Eceran", "46", "47"), ("H", "Transportasi dan Penyimpanan", "49", "53"),
        ("I", "Aktivitas Penyediaan Akomodasi dan Makan Minum", "55", "56"),
        ("J", "Aktivitas Penerbitan, Penyiaran, serta Produksi dan Distribusi Konten", "58", "60"),
        (
            "K", "Aktivitas Telekomunikasi, Pemrograman Komputer, Konsultansi, Infrastruktur Komputasi, dan Jasa Informasi Lainnya", "61",
            "63"
        ), ("L", "Aktivitas Keuangan dan Asuransi", "64", "66"), ("M", "Aktivitas Real Estat", "68", "68"),
        ("N", "Aktivitas Profesional, Ilmiah, dan Teknis", "69", "75"), ("O", "Aktivitas Administratif dan Penunjang Usaha", "77", "82"),
        ("P", "Administrasi Pemerintahan dan Pertahanan, serta Jaminan Sosial Wajib", "84", "84"), ("Q", "Pendidikan", "85", "85"),
        ("R", "Aktivitas Kesehatan Manusia dan Aktivitas Sosial", "86", "88"), ("S", "Kesenian, Olahraga, dan Rekreasi", "90", "93"),
        ("T", "Aktivitas Jasa Lainnya", "94", "96"),
        (
            "U",
            "Aktivitas Rumah Tangga sebagai Pemberi Kerja dan Aktivitas Produksi Barang dan Jasa oleh Rumah Tangga untuk Keperluan "
                + "Sendiri yang Tidak Terdiferensiasi", "97", "98"
        ), ("V", "Aktivitas Badan Internasional dan Badan Ekstra Internasional Lainnya", "99", "99"),
    ]
}
