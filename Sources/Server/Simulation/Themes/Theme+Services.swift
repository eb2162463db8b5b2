import Reports

extension Theme {
    static let school = Theme(
        name: "school", categories: ["pendidikan dasar", "pendidikan dan kebudayaan", "sekolah"], agencies: ["pendidikan"], weight: 5,
        season: .school, days: 8,
        anonymous: 0.35, scene: .school, places: ["di SDN {village} {n}", "di SMPN {n} {village}", "di PAUD {village}", "di MI {village}"],
        problems: [
            "Atap kelas {where} bocor.", "Meja dan kursi {where} banyak yang rusak.", "Toilet murid {where} tidak bisa dipakai.",
            "Ada iuran wajib {where} tanpa rapat komite.", "Guru kelas empat {where} sering tidak datang.",
            "Seragam {where} wajib dibeli di sekolah dengan harga mahal.",
        ],
        effects: [
            "Anak-anak belajar sambil kena tetesan air.", "Murid harus menumpang ke rumah warga.", "Orang tua keberatan.",
            "Pelajaran jadi tertinggal.",
        ],
        wishes: [
            "Mohon ditinjau.", "Minta diperbaiki sebelum ujian.", "Tolong dijelaskan aturannya.",
            "Mohon ditindaklanjuti tanpa menyebut nama kami.",
        ],
        steps: ["Pengawas sekolah sudah berkunjung.", "Perbaikan masuk anggaran pemeliharaan sekolah."],
        done: [
            "Atap sudah diganti.", "Iuran sudah dikembalikan dan kepala sekolah dibina.", "Toilet sudah diperbaiki dan bisa dipakai.",
            "Guru pengganti sudah ditugaskan.",
        ],
        checks: ["Saya cek ke sekolah, sudah diperbaiki.", "Wali murid membenarkan."])

    static let health = Theme(
        name: "health", categories: ["pelayanan kesehatan", "kesehatan"], agencies: ["kesehatan"], weight: 5, days: 4, anonymous: 0.25,
        places: ["di Puskesmas {village}", "di pustu {village}", "di RW {n} {village}", "di Desa {village}"],
        problems: [
            "Antrean puskesmas {where} dari subuh sampai siang.", "Obat {where} sering kosong.",
            "Petugas loket {where} kurang ramah kepada pasien BPJS.",
            "Ambulans desa {where} tidak bisa dihubungi.", "Posyandu {where} sudah tiga bulan tidak buka.",
            "Banyak kasus demam berdarah {where}, belum ada pengasapan.",
        ],
        effects: [
            "Ibu saya yang sudah tua sampai lemas menunggu.", "Terpaksa beli obat di luar.", "Warga jadi malas berobat.",
            "Sudah enam anak masuk rumah sakit.",
        ],
        wishes: [
            "Mohon diperbaiki pelayanannya.", "Minta ditambah petugas.", "Tolong segera dilakukan pengasapan.", "Mohon kepastian jadwal.",
        ],
        steps: ["Kepala puskesmas sudah kami minta penjelasan.", "Obat sudah dipesan dari gudang kabupaten."],
        done: [
            "Antrean kini memakai nomor dari aplikasi dan ditambah satu loket.", "Obat sudah tersedia kembali.",
            "Pengasapan sudah dilakukan di dua RW.", "Posyandu dibuka lagi setiap Selasa.",
        ],
        checks: ["Sudah lebih tertib, tadi saya antar keluarga.", "Pengasapan sudah dilakukan."])

    static let civilRegistry = Theme(
        name: "civil registry", categories: ["administrasi kependudukan", "kependudukan"], agencies: ["kependudukan"], weight: 6, days: 2,
        anonymous: 0.05, places: ["di {village}", "di RT {n} {village}", "di kantor kecamatan untuk warga {village}"],
        problems: [
            "KTP saya {where} belum jadi padahal sudah rekam.", "Kartu keluarga {where} salah ketik tanggal lahir.",
            "Akta kelahiran anak {where} sudah dua bulan belum terbit.",
            "NIK saya tidak terbaca waktu daftar BPJS, saya tinggal {where}.", "Pindah datang {where} diminta bolak-balik karena berkas.",
        ],
        effects: [
            "Padahal perlu untuk daftar sekolah.", "Saya jadi tidak bisa ambil bantuan.", "Jarak ke kantor jauh, sudah tiga kali datang.",
            "Mau daftar kerja tertunda.",
        ],
        wishes: ["Mohon dibantu.", "Minta kejelasan kapan jadi.", "Tolong diperbaiki datanya.", "Apa bisa diambil di kecamatan?"],
        steps: ["Data sudah dikonsolidasi ke pusat.", "Berkas lengkap, tinggal cetak."],
        done: [
            "KTP sudah dicetak, silakan diambil di kantor kecamatan.", "Data sudah diperbaiki, KK baru bisa diunduh.",
            "Akta sudah terbit dan dikirim lewat surel.",
        ],
        checks: ["Warga sudah menerima.", "Sudah saya tanyakan, dokumen sudah jadi."])

    static let socialAid = Theme(
        name: "social aid", categories: ["kepesertaan", "bantuan sosial", "penyaluran"], agencies: ["sosial"], weight: 6, days: 5,
        confidential: 0.02, anonymous: 0.35,
        problems: [
            "Tetangga saya {where} janda lansia tapi tidak dapat bantuan.", "Penerima bansos {where} ada yang punya mobil.",
            "Bantuan beras {where} dipotong.",
            "Kartu bansos {where} saldonya kosong.", "Data penerima {where} masih nama orang yang sudah meninggal.",
        ],
        effects: [
            "Beliau makan dari pemberian tetangga.", "Warga jadi iri dan ribut.", "Sudah tanya pendamping, katanya tunggu.",
            "Anaknya tiga masih kecil.",
        ],
        wishes: ["Mohon didata ulang.", "Minta ditinjau langsung.", "Tolong diperiksa penyalurannya.", "Mohon dibantu secepatnya."],
        steps: ["Pendamping sudah berkunjung ke rumah.", "Usulan sudah dibahas di musyawarah desa."],
        done: [
            "Nama sudah diusulkan ke DTSEN dan menerima paket sementara.", "Potongan sudah dikembalikan kepada penerima.",
            "Data penerima yang meninggal sudah diganti.",
        ],
        checks: ["Saya lihat bantuannya sudah diterima.", "Sudah dicek ke rumahnya."])

    static let market = Theme(
        name: "market", categories: ["pasar"], agencies: ["perindustrian", "perdagangan"], weight: 3.5, days: 6, scene: .rubbish,
        places: ["di Pasar {village}", "di pasar pagi {village}", "di Pasar {village} blok {n}"],
        problems: [
            "Lantai pasar {where} becek dan licin.", "Atap los pasar {where} bocor.", "Timbangan pedagang {where} tidak pas.",
            "Retribusi pasar {where} ditarik dua kali.",
            "Pedagang {where} meluber sampai ke jalan.",
        ],
        effects: ["Kemarin pembeli terpeleset.", "Dagangan kami basah.", "Pembeli merasa ditipu.", "Jalan macet setiap pagi."],
        wishes: ["Mohon diperbaiki.", "Minta ditera ulang.", "Tolong ditertibkan dengan baik-baik.", "Mohon ada karcis resmi."],
        steps: ["Pengelola pasar sudah mencatat los yang bocor.", "Tera ulang dijadwalkan Kamis."],
        done: [
            "Atap los sudah diperbaiki.", "Tera ulang selesai untuk 46 timbangan.", "Petugas retribusi sudah diganti dan memakai karcis.",
        ],
        checks: ["Los sudah tidak bocor.", "Sudah ada karcis resmi, saya lihat sendiri."])

    static let parking = Theme(
        name: "parking", categories: ["parkir"], agencies: ["perhubungan"], weight: 3, days: 3, anonymous: 0.3,
        problems: [
            "Juru parkir {where} menarik lima ribu tanpa karcis.", "Mobil parkir dua lapis {where}.",
            "Trotoar {where} dipakai parkir motor.", "Truk parkir {where} sampai menutup tikungan.",
        ],
        effects: ["Jalan jadi macet.", "Orang tidak bisa lewat.", "Kalau tidak bayar dimarahi.", "Bus sekolah tidak bisa belok."],
        wishes: ["Mohon ditertibkan.", "Minta dipasang rambu larangan.", "Tolong diberi karcis.", "Mohon ada petugas di jam ramai."],
        steps: ["Petugas sudah memantau dua hari berturut-turut."],
        done: [
            "Juru parkir sudah dibina dan diberi seragam serta karcis.", "Rambu dilarang parkir sudah dipasang.",
            "Operasi penertiban sudah dilakukan bersama polisi.",
        ],
        checks: ["Sudah lebih tertib.", "Rambu sudah terpasang."])
}
