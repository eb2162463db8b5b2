import Reports

extension Theme {
    static let road = Theme(
        name: "road", categories: ["infrastruktur jalan", "jalan"], agencies: ["bina marga", "pekerjaan umum"], weight: 22, season: .rain,
        days: 6,
        scene: .road,
        problems: [
            "Jalan {where} berlubang cukup dalam.", "Aspal {where} mengelupas hampir selebar jalan.",
            "Ada lubang besar {where}, kalau hujan tidak kelihatan.",
            "Jalan {where} amblas di sisi kiri.", "Tambalan jalan {where} sudah rusak lagi.",
            "Bahu jalan {where} longsor sedikit demi sedikit.",
            "Jalan {where} bergelombang dan banyak kerikil lepas.", "Lubang {where} makin lebar sejak truk tebu lewat.",
            "Galian pipa {where} belum ditutup aspal kembali.", "Jalan cor {where} pecah dan besinya kelihatan.",
        ],
        effects: [
            "Kemarin ada ibu-ibu jatuh dari motor.", "Anak sekolah harus turun dan menuntun sepeda.", "Mobil sering selip kalau hujan.",
            "Sudah tiga pengendara jatuh minggu ini.", "Ambulans pernah terlambat karena harus pelan sekali.",
            "Pedagang sayur mengeluh barangnya rusak di jalan.",
            "Kalau malam sangat berbahaya karena gelap.", "Warga menandai sendiri pakai dahan pisang.",
        ],
        wishes: [
            "Mohon segera ditambal.", "Minta tolong diperbaiki sebelum ada korban lagi.", "Semoga bisa segera diaspal.",
            "Kalau belum bisa diaspal, mohon diurug dulu.", "Mohon dicek oleh petugas jalan.",
        ],
        steps: [
            "Petugas sudah mengukur kerusakan, kira-kira 12 meter persegi.", "Aspal dingin sudah dipesan, dikerjakan begitu cuaca kering.",
            "Lubang sudah kami beri tanda supaya pengendara hati-hati.", "Masuk daftar pemeliharaan rutin minggu ini.",
            "Alat sedang dipakai di ruas lain, kami jadwalkan setelah itu.",
        ],
        done: [
            "Lubang sudah ditambal dengan aspal dan dipadatkan.", "Ruas sepanjang 40 meter sudah dilapis ulang.",
            "Bahu jalan sudah diurug dan dipasangi batu.",
            "Sudah ditambal hari ini oleh regu pemeliharaan jalan.", "Bekas galian sudah ditutup dan diaspal kembali.",
        ],
        checks: [
            "Saya lihat sendiri, jalan sudah rata.", "Benar sudah ditambal, motor lewat dengan aman.",
            "Sudah dicek bersama ketua RT, hasilnya baik.",
        ])

    static let bridge = Theme(
        name: "bridge", categories: ["jembatan"], agencies: ["bina marga", "pekerjaan umum"], weight: 2.5, season: .rain, days: 14,
        scene: .road,
        problems: [
            "Pagar jembatan {where} patah.", "Papan jembatan gantung {where} banyak yang lapuk.", "Pondasi jembatan {where} tergerus air.",
            "Sambungan jembatan {where} turun sehingga roda sering terantuk.", "Jembatan kecil {where} retak di tengah.",
        ],
        effects: [
            "Anak-anak lewat sini setiap hari.", "Kalau air naik, jembatan bergoyang.", "Truk kecil sudah tidak berani lewat.",
            "Warga harus memutar lima kilometer.",
        ],
        wishes: ["Mohon diperiksa keamanannya.", "Minta dipasang pagar sementara.", "Mohon segera diperkuat."],
        steps: [
            "Tim teknis sudah memeriksa struktur jembatan.", "Untuk sementara kendaraan di atas 3 ton kami alihkan.",
            "Bahan sudah siap, menunggu debit air turun.",
        ],
        done: [
            "Pagar jembatan sudah diganti baja baru.", "Papan yang lapuk sudah diganti seluruhnya.",
            "Pondasi sudah diperkuat dengan bronjong.",
        ],
        checks: ["Jembatan sudah kokoh, kami coba lewati.", "Pagar baru sudah terpasang dengan baik."])

    static let streetLight = Theme(
        name: "street light", categories: ["lampu penerangan", "penerangan jalan", "lampu"], agencies: ["perhubungan"], weight: 12, days: 3,
        scene: .lamp,
        problems: [
            "Lampu jalan {where} mati.", "Lima lampu penerangan {where} padam berurutan.",
            "Lampu {where} menyala siang hari, malamnya malah mati.",
            "Tiang lampu {where} miring hampir roboh.", "Lampu jalan {where} berkedip-kedip terus.",
            "Kabel lampu {where} menjuntai ke jalan.",
        ],
        effects: [
            "Jalan jadi gelap dan rawan begal.", "Ibu-ibu takut pulang pengajian.", "Pernah ada yang menabrak trotoar.",
            "Anak-anak takut berangkat mengaji.",
            "Toko tutup lebih awal karena sepi dan gelap.",
        ],
        wishes: [
            "Mohon diganti lampunya.", "Minta segera dinyalakan kembali.", "Tolong dicek kabelnya.",
            "Mohon petugas datang, nomor tiangnya sudah saya foto.",
        ],
        steps: [
            "Petugas sudah mengecek, bola lampu dan fitting rusak.", "Menunggu mobil tangga, dijadwalkan besok malam.",
            "Panel sudah diperbaiki, tinggal mengganti lampu.",
        ],
        done: [
            "Lampu sudah diganti LED baru dan menyala.", "Kabel sudah dirapikan dan lampu menyala kembali.",
            "Tiang sudah ditegakkan dan dicor ulang.",
        ],
        checks: ["Semalam saya lewat, lampu sudah terang.", "Sudah menyala semua.", "Benar sudah diperbaiki, terima kasih."])

    static let drainage = Theme(
        name: "drainage", categories: ["drainase", "gorong", "selokan"], agencies: ["pekerjaan umum", "cipta karya"], weight: 8,
        season: .rain, days: 5, scene: .water,
        problems: [
            "Selokan {where} mampet penuh lumpur.", "Gorong-gorong {where} tersumbat sampah.",
            "Tutup got {where} hilang, lubangnya menganga.",
            "Air selokan {where} meluap ke jalan setiap hujan.", "Dinding parit {where} ambrol.",
        ],
        effects: [
            "Baunya masuk ke rumah warga.", "Air masuk ke teras rumah.", "Banyak jentik nyamuk, takut demam berdarah.",
            "Motor hampir terperosok kemarin.",
        ],
        wishes: [
            "Mohon dikeruk.", "Minta tutupnya diganti.", "Tolong dibersihkan sebelum musim hujan.",
            "Mohon dibantu alat karena warga tidak sanggup.",
        ],
        steps: [
            "Pengerukan dimulai dari hilir.", "Satu truk lumpur sudah diangkut, dilanjutkan besok.", "Tutup got sedang dicetak di bengkel.",
        ],
        done: [
            "Saluran sepanjang 120 meter sudah dikeruk.", "Gorong-gorong sudah bersih dan air lancar.", "Tutup got sudah dipasang baru.",
        ],
        checks: ["Air sudah mengalir lancar.", "Sudah bersih, tadi hujan dan tidak meluap.", "Tutup got sudah terpasang rapat."])

    static let flood = Theme(
        name: "flood", categories: ["penanggulangan bencana", "banjir", "bencana"], agencies: ["penanggulangan bencana", "bencana"],
        weight: 4, season: .rain, days: 4,
        scene: .water,
        problems: [
            "Banjir setinggi lutut {where}.", "Tanggul sungai {where} jebol.", "Tebing {where} longsor dan menutup separuh jalan.",
            "Pohon tumbang {where} menimpa kabel.", "Angin kencang merusak atap rumah {where}.",
        ],
        effects: [
            "Dua keluarga mengungsi ke musala.", "Air belum surut sejak semalam.", "Jalan tidak bisa dilewati mobil.",
            "Warga butuh terpal dan makanan.",
        ],
        wishes: ["Mohon bantuan segera.", "Minta perahu dan terpal.", "Tolong kirim alat berat.", "Mohon tanggulnya ditinggikan."],
        steps: ["Regu reaksi cepat sudah di lokasi.", "Dapur umum dibuka di balai desa.", "Karung pasir sedang dipasang."],
        done: [
            "Material longsor sudah dibersihkan, jalan terbuka.", "Tanggul darurat sudah dipasang, bantuan sudah dibagikan.",
            "Air sudah surut dan rumah dibersihkan bersama warga.",
        ],
        checks: ["Jalan sudah bisa dilewati.", "Bantuan sudah diterima warga.", "Tanggul darurat sudah terpasang."])

    static let pavement = Theme(
        name: "pavement", categories: ["infrastruktur pendukung", "trotoar", "rambu"],
        agencies: ["pekerjaan umum", "cipta karya", "perhubungan"], weight: 3, days: 8,
        scene: .road,
        problems: [
            "Trotoar {where} rusak dan dipakai berjualan.", "Guiding block untuk tunanetra {where} putus.", "Rambu {where} tertutup dahan.",
            "Cermin cembung di tikungan {where} pecah.", "Marka penyeberangan {where} sudah hilang.",
        ],
        effects: [
            "Pejalan kaki terpaksa turun ke jalan.", "Pengguna kursi roda tidak bisa lewat.", "Sering hampir tabrakan.",
            "Anak sekolah menyeberang tanpa tanda.",
        ],
        wishes: ["Mohon diperbaiki.", "Minta dicat ulang.", "Tolong dipasang yang baru.", "Mohon ditertibkan dan diperbaiki."],
        steps: ["Survei sudah dilakukan bersama Dishub.", "Bahan dipesan, dipasang minggu depan."],
        done: ["Trotoar sudah diperbaiki sepanjang 30 meter.", "Rambu sudah dibersihkan dan terlihat jelas.", "Marka sudah dicat ulang."],
        checks: ["Sudah rapi dan bisa dilewati.", "Rambu sudah terlihat jelas dari jauh."])
}
