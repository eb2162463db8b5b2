import Reports

extension Theme {
    static let water = Theme(
        name: "water", categories: ["gangguan layanan penyaluran air", "air minum", "air bersih", "pdam"],
        agencies: ["air minum", "perumda", "pekerjaan umum"],
        weight: 6, season: .dry, days: 3, scene: .water,
        problems: [
            "Air ledeng {where} mati.", "Air PDAM {where} keruh kecokelatan.", "Pipa {where} bocor, air terbuang ke selokan.",
            "Air {where} hanya mengalir tengah malam.", "Meteran air {where} rusak tapi tagihan tetap naik.", "Sumur umum {where} kering.",
        ],
        effects: [
            "Warga harus beli air galon.", "Bayi di rumah sampai gatal-gatal.", "Musala tidak bisa dipakai wudu.",
            "Sudah lapor loket tapi belum ada petugas.",
        ],
        wishes: ["Mohon segera dialirkan.", "Minta dikirim tangki air.", "Tolong pipanya diperbaiki.", "Mohon dicek kualitas airnya."],
        steps: ["Tangki air sudah dikirim untuk sementara.", "Titik bocor sudah ditemukan.", "Pompa cadangan sedang dipasang."],
        done: [
            "Pipa sudah disambung dan air mengalir normal.", "Filter sudah dibersihkan, air jernih kembali.",
            "Meter sudah diganti dan tagihan dihitung ulang.",
        ],
        checks: ["Air sudah mengalir di rumah warga.", "Sudah jernih, saya cek di tiga rumah."])

    static let irrigation = Theme(
        name: "irrigation", categories: ["irigasi"], agencies: ["sumber daya air", "pekerjaan umum", "pertanian"], weight: 4, season: .dry,
        days: 9, scene: .water,
        problems: [
            "Saluran irigasi {where} jebol.", "Pintu air {where} macet tidak bisa dibuka.",
            "Irigasi {where} tertutup lumpur dan eceng gondok.",
            "Air irigasi {where} tidak sampai ke sawah ujung.", "Plengsengan saluran {where} longsor.",
        ],
        effects: [
            "Sawah dua puluh hektare terancam kering.", "Padi umur sebulan mulai menguning.", "Petani berebut air sampai malam.",
            "Musim tanam jadi mundur.",
        ],
        wishes: [
            "Mohon diperbaiki sebelum musim tanam.", "Minta alat untuk mengeruk.", "Tolong atur giliran air.",
            "Mohon pintu airnya diganti.",
        ],
        steps: ["Juru pengairan sudah mengecek.", "Giliran air diatur bersama HIPPA.", "Batu dan semen sudah di lokasi."],
        done: [
            "Saluran sudah ditambal dan air sampai ke hilir.", "Pintu air sudah diganti baru.",
            "Pengerukan 300 meter selesai bersama petani.",
        ],
        checks: ["Air sudah sampai ke sawah ujung.", "Petani membenarkan saluran lancar."])

    static let fertiliser = Theme(
        name: "fertiliser", categories: ["pupuk", "bantuan pertanian", "bibit"],
        agencies: ["pertanian", "tanaman pangan", "ketahanan pangan"], weight: 3, days: 5,
        problems: [
            "Pupuk bersubsidi di kios {where} selalu habis.", "Harga pupuk {where} di atas HET.",
            "Nama saya tidak masuk daftar pupuk {where}.",
            "Bantuan bibit jagung {where} belum sampai.", "Traktor bantuan kelompok tani {where} hanya dipakai satu orang.",
        ],
        effects: [
            "Tanaman sudah waktunya dipupuk.", "Petani terpaksa beli nonsubsidi.", "Anggota kelompok jadi tidak rukun.",
            "Padahal syarat sudah dilengkapi.",
        ],
        wishes: ["Mohon dicek ke kios.", "Minta data diperbaiki.", "Tolong diawasi penyalurannya.", "Mohon penjelasan."],
        steps: ["Penyuluh sudah menemui pemilik kios.", "Data sedang dicocokkan dengan e-RDKK."],
        done: [
            "Kios sudah ditegur dan harga kembali sesuai HET.", "Nama sudah masuk daftar, pupuk bisa ditebus.",
            "Bibit sudah diserahkan ke kelompok tani.",
        ],
        checks: ["Petani sudah bisa menebus pupuk.", "Kios sudah menempel harga resmi."])

    static let rubbish = Theme(
        name: "rubbish", categories: ["pencemaran lingkungan", "sampah", "lainnya terkait lingkungan"], agencies: ["lingkungan hidup"],
        weight: 10, season: .dry,
        days: 3, scene: .rubbish,
        problems: [
            "Sampah menumpuk {where}.", "Ada yang membuang sampah sembarangan {where} setiap malam.",
            "Bak sampah {where} penuh dan belum diangkut.",
            "Sampah dibakar {where}, asapnya ke mana-mana.", "Kontainer sampah {where} rusak dan berserakan.",
            "Sungai {where} penuh popok dan plastik.",
        ],
        effects: [
            "Baunya sampai ke ruang kelas.", "Banyak lalat di warung.", "Anak saya batuk-batuk.", "Air sungai jadi hitam.",
            "Pembeli enggan datang.",
        ],
        wishes: ["Mohon diangkut.", "Minta dipasang papan larangan.", "Tolong tambah jadwal truk.", "Mohon ditindak pelakunya."],
        steps: ["Truk pengangkut dijadwalkan pagi ini.", "Kami bahas jadwal bersama pengurus RW.", "Papan larangan sedang dibuat."],
        done: [
            "Sampah sudah diangkut tiga rit dan lokasi dibersihkan.", "Kontainer sudah diganti.",
            "Lokasi sudah bersih dan dipasang papan larangan.",
        ],
        checks: ["Sudah bersih waktu saya lewat.", "Benar sudah diangkut.", "Tinggal sedikit sisa, sudah disapu warga."])

    static let pollution = Theme(
        name: "pollution", categories: ["dampak lingkungan area pertambangan", "pencemaran"], agencies: ["lingkungan hidup"], weight: 2.5,
        days: 10, confidential: 0.04,
        anonymous: 0.4, scene: .rubbish,
        problems: [
            "Limbah pabrik tahu {where} dibuang ke sungai.", "Asap pembakaran batu gamping {where} pekat sekali.",
            "Kandang ayam besar {where} bau menyengat.",
            "Truk pasir {where} tidak ditutup terpal, debunya tebal.",
        ],
        effects: ["Ikan di kali mati.", "Warga sesak napas.", "Jemuran selalu kotor.", "Sudah ditegur ketua RT tapi tetap saja."],
        wishes: ["Mohon diperiksa izinnya.", "Minta diuji airnya.", "Tolong ditertibkan.", "Mohon nama saya jangan disebut."],
        steps: ["Contoh air sudah diambil untuk diuji.", "Pemilik usaha sudah dipanggil."],
        done: [
            "Pemilik sudah membuat bak pengolah limbah dan diberi teguran tertulis.", "Truk wajib terpal, sudah diberi surat peringatan.",
        ],
        checks: ["Air kali sudah lebih jernih.", "Bau sudah jauh berkurang."])

    static let trees = Theme(
        name: "trees", categories: ["perlindungan flora", "penebangan", "kehutanan", "pohon"], agencies: ["lingkungan hidup"], weight: 2.5,
        season: .rain, days: 3,
        problems: [
            "Pohon {where} sudah lapuk dan condong ke jalan.", "Dahan pohon {where} menyentuh kabel listrik.",
            "Ada yang menebang pohon peneduh {where} tanpa izin.",
        ],
        effects: ["Takut roboh kalau angin kencang.", "Percikan api kelihatan kalau hujan.", "Jalan jadi panas dan gersang."],
        wishes: ["Mohon dipangkas.", "Minta ditebang sebelum jatuh korban.", "Tolong ditanami lagi."],
        steps: ["Regu pemangkasan dijadwalkan hari Jumat.", "Kami koordinasi dengan PLN untuk memadamkan listrik."],
        done: ["Pohon sudah dipangkas dan dahannya diangkut.", "Pohon lapuk sudah ditebang dan diganti bibit baru."],
        checks: ["Sudah dipangkas, kabel aman.", "Pohon yang condong sudah tidak ada."])
}
