import Columns
import Kernel

/// What a field's headings say of what it may hold, before any value is looked at.
struct FieldSuspicion {
    let isPersonName: Bool
    let isAddress: Bool
    let isNationalID: Bool
    let isFamilyCard: Bool
    let isPhone: Bool
    /// Telephones that are kept as numbers.
    let isPhoneNumber: Bool
    let isBirthDate: Bool
    /// Counts of people, or of what happened to them.
    let isPersonCount: Bool
    let isArea: Bool
    /// Whether texts are looked through for numbers and addresses of people.
    let isText: Bool
    let isDecimal: Bool

    private static let people: Set<String> = [
        "orang", "jiwa", "kk", "kasus", "penderita", "pasien", "korban", "kematian", "meninggal", "miskin", "disabilitas", "difabel",
        "janda", "lansia", "anak",
        "penduduk", "balita", "stunting", "odgj", "hiv", "aids", "tbc", "tb", "bayi", "ibu", "remaja", "pekerja", "pengangguran",
        "perceraian", "kekerasan",
        "tersangka", "napi", "siswa", "santri", "guru", "pegawai", "keluarga", "rumah_tangga", "lahir", "kelahiran", "hamil", "pengungsi",
        "tkw", "pmi", "pmks",
    ]
    private static let institutions: Set<String> = [
        "sekolah", "desa", "kelurahan", "kecamatan", "kabupaten", "provinsi", "puskesmas", "rumah", "jalan", "ruas", "pasar", "barang",
        "komoditas", "produk",
        "usaha", "perusahaan", "toko", "instansi", "opd", "dinas", "kegiatan", "program", "dataset", "indikator", "wisata", "objek",
        "obyek", "lembaga",
        "bangunan", "jembatan", "sungai", "daerah", "wilayah", "posyandu", "koperasi", "masjid", "terminal", "halte", "trayek", "layanan",
        "penyakit",
    ]

    init(_ field: TableSchema.Field) {
        let words = HeadingWords(field.heading + " " + field.name.replacing("_", with: " "))
        let isTextual = field.type.columnType.isText
        isText = isTextual || field.type == .integer
        isDecimal = field.type == .number
        isPersonName =
            isTextual && words.has("nama", "name", "pemilik", "penerima", "pemohon", "pasien", "pelapor")
            && !words.words.contains(where: FieldSuspicion.institutions.contains)
        isAddress =
            isTextual && words.has("alamat", "address", "domisili", "dusun", "jalan") && !words.has("kantor", "email", "web", "situs", "ip")
        isNationalID = words.has("nik", "ktp", "kependudukan")
        isFamilyCard = words.has("kk", "nkk") && !words.isCount
        isPhone = words.has("hp", "telepon", "telp", "wa", "whatsapp", "phone", "kontak", "handphone", "ponsel", "seluler")
        isPhoneNumber = isPhone && field.type.isNumeric
        isBirthDate = field.type == .date && words.has("lahir", "birth", "kelahiran", "ttl")
        let unit = field.standard.unit.map { Plain.folded($0) } ?? ""
        isPersonCount =
            field.type.isNumeric && unit != "rp" && unit != "persen" && field.standard.unit != "%"
            && (FieldSuspicion.people.contains(unit) || words.words.contains(where: FieldSuspicion.people.contains))
            && !words.has("no", "nomor", "id", "kode", "umur", "usia", "rata", "persentase", "persen", "rasio", "indeks")
        isArea = field.standard.role == .areaCode || field.standard.role == .areaName || words.area != nil
    }
}
