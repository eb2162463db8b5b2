import Kernel
import Reports

/// Puts a citizen's report into words: what, where, since when, what comes of it, what is wished; each of them as people do,
/// not all of them always.
struct Wording: Sendable {
    static let streets = [
        "Gajah Mada", "Hayam Wuruk", "Sultan Agung", "Trunojoyo", "Slamet Riyadi", "Mastrip", "Kalimantan", "Sumatra", "Karimata", "Mawar",
        "Melati", "Kenanga", "Cendrawasih", "Merak", "Moh. Yamin", "dr. Soebandi", "PB Sudirman", "Letjen Suprapto", "Imam Bonjol",
        "Pattimura", "Diponegoro", "Rengganis", "Argopuro", "Semeru", "Brantas", "Bengawan Solo", "Nusantara", "Manggar", "Teuku Umar",
    ]
    static let hamlets = [
        "Krajan", "Sumberjo", "Curahbamban", "Karanganyar", "Gumukrejo", "Tegalrejo", "Sukosari", "Kebonsari", "Durenan", "Sumberwadung",
    ]

    /// Words for a place in a village, fitting what the report is about.
    static func place(in village: String, for theme: Theme, _ chance: inout Chance) -> String {
        guard theme.places.isEmpty else {
            return chance.pick(theme.places).replacing("{village}", with: village).replacing("{n}", with: "\(chance.number(in: 1...6))")
        }
        return place(in: village, &chance)
    }

    private static func place(in village: String, _ chance: inout Chance) -> String {
        switch chance.number(below: 12) {
        case 0: "di depan Pasar \(village)"
        case 1: "di dekat SDN \(village) \(chance.number(in: 1...5))"
        case 2: "di Dusun \(chance.pick(hamlets)), \(village)"
        case 3: "di RT \(two(chance.number(in: 1...9))) RW \(two(chance.number(in: 1...12))) \(village)"
        case 4: "di pertigaan balai desa \(village)"
        case 5: "di sebelah masjid Dusun \(chance.pick(hamlets))"
        case 6: "di jalan poros \(village)"
        case 7: "di belakang puskesmas \(village)"
        case 8: "di dekat jembatan \(village)"
        case 9: "sebelum rel kereta \(village)"
        default: "di Jalan \(chance.pick(streets)) \(village)"
        }
    }

    private static let since = [
        "Sudah dua minggu seperti ini.", "Sudah sejak bulan lalu.", "Kejadiannya mulai kemarin lusa.", "Sudah tiga hari.",
        "Sejak hujan besar minggu lalu.",
        "Sudah hampir setahun.", "Baru tadi pagi saya lihat.", "Sudah lama sekali.",
    ]
    private static let greetings = [
        "Assalamualaikum.", "Selamat pagi, Bapak/Ibu.", "Permisi, mau melapor.", "Yth. petugas,", "Halo admin,",
    ]
    private static let thanks = ["Terima kasih.", "Matur nuwun.", "Terima kasih sebelumnya.", "Sakalangkong.", "Semoga jadi perhatian."]

    static func report(_ theme: Theme, at place: String, _ chance: inout Chance) -> String {
        var parts = [chance.pick(theme.problems).replacing("{where}", with: place)]
        if chance.happens(0.15) { parts.insert(chance.pick(greetings), at: 0) }
        if theme.kind == .complaint, chance.happens(0.55) { parts.append(chance.pick(since)) }
        if chance.happens(0.7) { parts.append(chance.pick(theme.effects)) }
        if chance.happens(0.2) { parts.append(chance.pick(theme.effects)) }
        if chance.happens(0.75) { parts.append(chance.pick(theme.wishes)) }
        if chance.happens(0.2) { parts.append(chance.pick(thanks)) }
        var seen: Set<String> = []
        return parts.filter { seen.insert($0).inserted }.joined(separator: " ")
    }

    static let questions = [
        "Mohon disebutkan letak tepatnya, misalnya nama gang atau patokan terdekat.", "Apakah ada foto yang memperlihatkan keadaannya?",
        "Sejak kapan hal ini terjadi, dan jam berapa biasanya?", "Mohon nomor tiang atau nomor pelanggan, kalau ada.",
    ]
    static let replies = [
        "Letaknya persis di seberang warung bakso, gang kedua dari jalan besar.", "Mulai sekitar jam tujuh malam, hampir setiap hari.",
        "Patokannya gapura dusun, masuk kira-kira lima puluh meter.", "Nomornya tertulis 0417, sudah saya cek tadi pagi.",
    ]
    static let additions = [
        "Tambahan: tadi malam keadaannya makin parah.", "Saya tambahkan, warga RT sebelah juga mengalami.",
        "Sekadar menanyakan, sudah sampai mana ya?",
        "Tambahan informasi: ada dua titik lagi di dekat situ.",
    ]
    static let reopenings = [
        "Baru dua hari sudah rusak lagi.", "Maaf, yang dikerjakan bukan titik yang saya laporkan.",
        "Belum selesai, baru separuh yang dikerjakan.",
        "Petugas memang datang, tapi keadaannya masih sama.",
    ]
    static let returns = [
        "Bukan kewenangan kami; ruas ini dikelola instansi lain.", "Lokasi di luar tanggung jawab kami menurut daftar aset.",
        "Sudah kami cek, urusan ini tugas instansi lain.",
    ]
    static let sendBacks = [
        "Saya ke lokasi, pekerjaan belum selesai. Masih ada satu titik.", "Hasilnya belum rapi, mohon dikerjakan ulang.",
        "Belum ada perubahan waktu saya datang.",
    ]
    static let compliments = [
        "Terima kasih, cepat sekali.", "Alhamdulillah sudah baik.", "Lumayan, semoga awet.", "Terima kasih petugasnya ramah.",
        "Akhirnya selesai juga.", "",
        "Sudah baik, tapi agak lama.", "",
    ]
    static let rulings = ["Diputuskan dalam rapat koordinasi: instansi ini yang menangani karena asetnya tercatat di sini."]
    static let plans = [
        "Dikerjakan bersama paket pemeliharaan berkala.", "Menunggu bahan datang, sudah dijadwalkan.",
        "Dikerjakan setelah panen supaya jalan tidak ditutup.",
    ]
    static let postponements = [
        "Alat berat sedang dipakai untuk penanganan banjir.", "Curah hujan masih tinggi, aspal tidak akan menempel.",
    ]

    /// A reason for turning a report down, with what is said to the reporter.
    static func rejection(_ chance: inout Chance) -> (reason: String, text: String) {
        chance.pick([
            (
                "outside_regency",
                "Ruas ini jalan nasional. Laporan bisa disampaikan ke BBPJN Jawa Timur–Bali melalui lapor.go.id; kami sudah meneruskan salinannya."
            ),
            ("unclear", "Kami belum bisa mengenali tempat dan masalahnya. Silakan kirim lagi dengan foto atau patokan."),
            ("already_solved", "Sudah selesai dikerjakan sehari sebelum laporan ini masuk. Terima kasih sudah mengingatkan."),
            ("not_a_report", "Pesan ini berisi iklan, jadi tidak kami teruskan."),
            ("in_court", "Perkara ini sedang disidangkan, jadi kami menunggu putusan pengadilan."),
            ("abuse", "Mohon disampaikan dengan kata-kata yang baik. Silakan kirim lagi."),
        ])
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

/// Names for people of the demo; any likeness is chance.
enum Names {
    private static let women = [
        "Sri", "Dewi", "Nur", "Rina", "Endang", "Wahyuni", "Lilis", "Yuni", "Ratna", "Fitri", "Hidayah", "Kartika", "Indah", "Mega", "Anis",
    ]
    private static let men = [
        "Budi", "Agus", "Slamet", "Hadi", "Joko", "Rudi", "Imam", "Bambang", "Eko", "Yusuf", "Hendra", "Fajar", "Teguh", "Rahmat", "Dwi",
    ]
    private static let last = [
        "Santoso", "Wibowo", "Hidayat", "Kurniawan", "Rahmawati", "Lestari", "Setiawan", "Prasetyo", "Utami", "Handayani", "Susanto",
        "Purnomo", "Maulana",
        "Permata", "Firmansyah", "Hartono", "Wulandari", "Nugroho", "Suryadi", "Anggraini",
    ]

    static func one(_ chance: inout Chance) -> String { chance.pick(women + men) + " " + chance.pick(last) }
}
