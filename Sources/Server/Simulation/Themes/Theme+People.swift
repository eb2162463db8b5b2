import Reports

extension Theme {
    static let disorder = Theme(
        name: "disorder", categories: ["ketertiban umum"], agencies: ["polisi pamong praja"], weight: 4, days: 3, confidential: 0.02,
        anonymous: 0.4,
        problems: [
            "Kafe {where} memutar musik keras sampai dini hari.", "Anak muda balap liar {where} setiap malam Minggu.",
            "Ada pesta minuman keras {where}.",
            "Bangunan liar {where} menutup saluran.", "Pengemis dan manusia silver {where} mengganggu pengendara.",
        ],
        effects: [
            "Warga tidak bisa tidur.", "Hampir menabrak anak kecil.", "Kami takut keluar malam.", "Sudah ditegur pak RT tapi diulang.",
        ],
        wishes: ["Mohon ditertibkan.", "Minta ada patroli.", "Tolong jangan sebut pelapornya.", "Mohon pembinaan yang baik."],
        steps: ["Patroli malam sudah dijadwalkan.", "Pemilik kafe sudah dipanggil."],
        done: [
            "Pemilik kafe menandatangani pernyataan jam tutup.", "Patroli gabungan sudah dilakukan tiga malam.",
            "Bangunan liar sudah dibongkar sendiri oleh pemiliknya.",
        ],
        checks: ["Sudah tenang seminggu ini.", "Malam Minggu kemarin tidak ada balap liar."])

    static let online = Theme(
        name: "online", categories: ["konten penipuan", "phishing", "perjudian online"], agencies: ["komunikasi dan informatika"],
        weight: 2, kind: .information, days: 2,
        anonymous: 0.2,
        problems: [
            "Ada pesan mengatasnamakan Pemkab meminta data KTP, saya warga {where}.",
            "Beredar tautan undian berhadiah palsu di grup warga {where}.",
            "Wi-Fi gratis {where} tidak bisa dipakai.", "Akun palsu menawarkan bantuan UMKM kepada pedagang {where}.",
        ],
        effects: ["Dua tetangga sudah tertipu.", "Banyak orang tua yang percaya.", "Kami bingung mana yang benar."],
        wishes: ["Mohon dicek kebenarannya.", "Minta diumumkan ke warga.", "Tolong diblokir.", "Mohon penjelasan."],
        steps: ["Tautan sudah kami laporkan ke Kementerian."],
        done: [
            "Tautan sudah diblokir dan klarifikasi sudah diumumkan.", "Perangkat Wi-Fi sudah diganti.",
            "Pengumuman sudah disebar lewat kecamatan dan desa.",
        ],
        checks: ["Pengumuman sudah kami tempel di balai desa.", "Wi-Fi sudah bisa dipakai."])

    static let levy = Theme(
        name: "levy", categories: ["korupsi", "kolusi"], agencies: ["inspektorat"], weight: 1.6, kind: .oversight, days: 25,
        confidential: 0.75, anonymous: 0.2,
        problems: [
            "Pengurusan surat tanah {where} diminta uang dua juta.", "Ada pungutan untuk tanda tangan surat keterangan {where}.",
            "Proyek paving {where} tidak sesuai volume.", "Honor kader {where} dipotong tanpa alasan.",
        ],
        effects: [
            "Kalau tidak bayar, surat tidak diproses.", "Papan proyeknya juga tidak ada.", "Kami takut bicara langsung.",
            "Saya punya buktinya.",
        ],
        wishes: [
            "Mohon diselidiki dan identitas saya dilindungi.", "Minta diperiksa diam-diam.",
            "Tolong jangan sampai bocor siapa yang melapor.",
        ],
        steps: ["Tim pemeriksa sudah dibentuk."],
        done: [
            "Pemeriksaan selesai, uang sudah dikembalikan dan sanksi dijatuhkan.",
            "Hasil pemeriksaan menunjukkan kekurangan volume; rekanan wajib memperbaiki.",
        ],
        checks: ["Uang sudah dikembalikan.", "Pekerjaan sudah diperbaiki."])

    static let violence = Theme(
        name: "violence", categories: ["perundungan", "kekerasan dalam rumah tangga", "kekerasan"],
        agencies: ["pemberdayaan perempuan", "perlindungan anak"], weight: 1.4,
        kind: .complaint, days: 4, confidential: 0.85, anonymous: 0.13,
        problems: [
            "Anak saya dipukuli teman-temannya di sekolah {where}.", "Tetangga {where} sering memukul istrinya.",
            "Ada anak {where} disuruh mengemis oleh orang dewasa.",
            "Keponakan saya {where} diejek terus sampai tidak mau sekolah.",
        ],
        effects: ["Anaknya sekarang murung.", "Terdengar tangisan setiap malam.", "Kami khawatir keselamatannya.", "Gurunya diam saja."],
        wishes: ["Mohon didampingi.", "Tolong dirahasiakan.", "Mohon segera ada yang menengok.", "Kami perlu psikolog."],
        steps: ["Pendamping sudah menghubungi keluarga."],
        done: ["Anak dan keluarga sudah didampingi psikolog, sekolah membuat kesepakatan.", "Korban sudah di rumah aman dan didampingi."],
        checks: ["Pendampingan berjalan baik."])

    static let idea = Theme(
        name: "idea", categories: ["topik lainnya"], agencies: ["perencanaan pembangunan"],
        weight: 4, kind: .aspiration,
        days: 3, anonymous: 0.05,
        problems: [
            "Usul dibuatkan taman bermain {where}.", "Usul jalur sepeda {where}.", "Usul pelatihan pemasaran daring untuk perajin {where}.",
            "Usul halte bus sekolah {where}.", "Usul perpustakaan keliling singgah {where} tiap pekan.",
            "Usul lapangan {where} diberi lampu untuk olahraga malam.",
        ],
        effects: [
            "Anak-anak sekarang bermain di pinggir jalan.", "Banyak pelajar bersepeda ke sekolah.", "Produknya bagus tapi pembeli sedikit.",
            "Warga siap membantu tenaga.",
        ],
        wishes: [
            "Semoga bisa dipertimbangkan.", "Mohon dimasukkan rencana tahun depan.", "Terima kasih kalau bisa dibahas di musrenbang.",
        ],
        steps: ["Usulan dicatat untuk musrenbang kecamatan."],
        done: [
            "Usulan sudah masuk daftar panjang RKPD tahun depan; hasilnya diumumkan setelah musrenbang.",
            "Usulan sudah disampaikan ke dinas terkait dan dijawab tertulis.",
        ],
        checks: ["Jawaban sudah diterima warga."])

    static let question = Theme(
        name: "question", categories: ["lainnya terkait kependudukan", "jasa keuangan", "lainnya"],
        agencies: ["komunikasi dan informatika", "sekretariat daerah"], weight: 4,
        kind: .information, days: 1, anonymous: 0.05,
        problems: [
            "Bagaimana syarat izin usaha mikro untuk warung {where}?", "Kapan jadwal pelayanan keliling {where}?",
            "Apa benar ada bantuan modal untuk pedagang {where}?",
            "Ke mana mengurus izin keramaian untuk hajatan {where}?", "Berapa biaya uji kir angkutan {where}?",
        ],
        effects: ["Di kantor desa jawabannya berbeda-beda.", "Saya sudah mencari di internet tidak ketemu.", "Supaya tidak bolak-balik."],
        wishes: ["Mohon informasinya.", "Terima kasih atas penjelasannya.", "Mohon dijawab."],
        steps: [],
        done: [
            "Syarat dan biayanya kami tulis di sini: gratis, cukup KTP dan foto tempat usaha.",
            "Jadwal pelayanan keliling: setiap Rabu minggu kedua, pukul 09.00.", "Informasinya sudah kami kirim lengkap lewat tautan ini.",
        ],
        checks: ["Informasinya benar.", "Sudah saya cocokkan dengan jadwal resmi."])

    static let animals = Theme(
        name: "animals", categories: ["peternakan", "satwa"], agencies: ["peternakan", "pertanian"], weight: 1.5, days: 4,
        problems: [
            "Sapi warga {where} mati mendadak.", "Banyak anjing liar {where}.", "Kandang {where} belum divaksin PMK.",
            "Ada buaya kecil terlihat di sungai {where}.",
        ],
        effects: ["Peternak takut menular.", "Anak sekolah dikejar.", "Warga tidak berani mencuci di sungai."],
        wishes: ["Mohon dokter hewan datang.", "Minta divaksin.", "Tolong ditangani."],
        steps: ["Petugas kesehatan hewan sudah mengambil sampel."],
        done: ["Vaksinasi 38 ekor sudah selesai.", "Hewan sudah dievakuasi dan warga diberi penyuluhan."],
        checks: ["Vaksinasi sudah dilakukan.", "Sudah aman."])
}
