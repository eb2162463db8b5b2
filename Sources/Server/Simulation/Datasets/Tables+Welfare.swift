import Catalogue
import Columns
import Ingest
import Kernel

extension DemoTable {
    /// The number of the poor by subdistrict, as two agencies count it.
    private static func poor(_ place: DemoFacts.Place, _ year: Int, _ facts: DemoFacts) -> Double {
        let share = (0.125 - 0.06 * place.town) * (1 - 0.03 * Double(year - facts.lastYear + 4))
        return (Double(place.population) * share / 10).rounded() * 10
    }

    static let welfare: [DemoTable] = [
        DemoTable(
            name: "penduduk-miskin-kecamatan", title: "Jumlah Penduduk Miskin menurut Kecamatan", english: "The poor by subdistrict",
            about: "Jumlah penduduk miskin menurut kecamatan dan tahun, dari pendataan Dinas Sosial bersama desa dan kelurahan.",
            agency: "DINSOS", themes: ["SOCI"], dimension: .society, tags: ["kemiskinan", "kecamatan"], standard: "SD00455.00.00",
            fields: [
                .area(), .areaName(), .year(), .figure("penduduk_miskin", "Penduduk miskin", "orang", code: "SD00455.00.00"),
            ], keys: ["kode_kecamatan", "tahun"], published: [440, 100],
            rows: { facts, version, _, row in
                for place in facts.subdistricts {
                    for year in facts.years(4, before: version) {
                        try row([.text(place.code), .text(place.name), .year(year), .integer(Int64(poor(place, year, facts)))])
                    }
                }
            }),
        // Says otherwise than the one above for some subdistricts: the referee's case.
        DemoTable(
            name: "kemiskinan-perencanaan", title: "Penduduk Miskin untuk Perencanaan Daerah", english: "The poor, for planning",
            about: "Jumlah penduduk miskin menurut kecamatan yang dipakai dalam dokumen perencanaan, hasil olahan Bappeda.",
            agency: "BAPPEDA", themes: ["SOCI", "GOVE"], dimension: .governance, tags: ["kemiskinan", "perencanaan"],
            standard: "SD00455.00.00",
            fields: [
                .area(), .areaName(), .year(), .figure("penduduk_miskin", "Penduduk miskin", "orang", code: "SD00455.00.00"),
            ], keys: ["kode_kecamatan", "tahun"], published: [180],
            rows: { facts, _, _, row in
                for (index, place) in facts.subdistricts.enumerated() {
                    for year in facts.years(3) {
                        let differs = year == facts.lastYear && index % 7 == 3
                        let count = poor(place, year, facts) * (differs ? 1.06 : 1)
                        try row([.text(place.code), .text(place.name), .year(year), .integer(Int64(count.rounded()))])
                    }
                }
            }),
        DemoTable(
            name: "keluarga-penerima-bantuan", title: "Keluarga Penerima Bantuan menurut Desa",
            english: "Families that receive aid, by village",
            about:
                "Jumlah keluarga penerima bantuan sosial menurut desa dan program. Terbatas karena di desa kecil sebuah keluarga dapat dikenali.",
            agency: "DINSOS", themes: ["SOCI"], dimension: .society, frequency: .quarterly, tags: ["bantuan sosial", "desa"],
            access: .restricted,
            reason: "UU 27/2022 pasal 16 dan UU 14/2008 pasal 17 huruf h: sel kecil di tingkat desa dapat mengenali keluarga.",
            fields: [
                .area("kode_desa", "Kode desa/kelurahan"), .areaName("desa", "Desa/kelurahan"), .kind("program", "Program"),
                .figure("keluarga", "Keluarga penerima", "keluarga"), .figure("lansia", "Dengan lansia", "keluarga"),
            ], keys: ["kode_desa", "program"], published: [170, 78],
            rows: { facts, _, chance, row in
                for place in facts.villages {
                    for (programme, share) in [("PKH", 0.031), ("BPNT", 0.054), ("BLT desa", 0.012)] {
                        let families = Double(place.population) * share * (0.6 + 0.8 * chance.unit())
                        try row([
                            .text(place.code), .text(place.name), .text(programme), DemoFacts.count(families),
                            DemoFacts.count(families * 0.22 * chance.unit()),
                        ])
                    }
                }
            }),
        DemoTable(
            name: "kekerasan-perempuan-anak", title: "Kasus Kekerasan terhadap Perempuan dan Anak",
            english: "Violence against women and children",
            about: "Kasus yang ditangani menurut kecamatan, bentuk kekerasan, dan umur korban. Tertutup untuk melindungi korban.",
            agency: "DP3AKB", themes: ["SOCI", "JUST"], dimension: .society, frequency: .quarterly,
            tags: ["perlindungan anak", "perempuan"],
            access: .closed, reason: "UU 12/2022 pasal 69 dan UU 14/2008 pasal 17 huruf h: data korban kekerasan dirahasiakan.",
            fields: [
                .area(), .areaName(), .year(), .kind("bentuk", "Bentuk kekerasan"), .kind("umur", "Kelompok umur"),
                .figure("kasus", "Kasus", "kasus"),
            ], keys: ["kode_kecamatan", "tahun", "bentuk", "umur"], published: [85],
            rows: { facts, _, chance, row in
                for place in facts.subdistricts {
                    for form in ["Fisik", "Psikis", "Seksual", "Penelantaran"] {
                        for age in ["0–17", "18+"] {
                            try row([
                                .text(place.code), .text(place.name), .year(facts.lastYear), .text(form), .text(age),
                                .integer(Int64(chance.number(in: 0...7))),
                            ])
                        }
                    }
                }
            }),
        DemoTable(
            name: "pencari-kerja", title: "Pencari Kerja dan Penempatan", english: "Job seekers and placements",
            about: "Pencari kerja yang terdaftar dan yang ditempatkan setiap bulan menurut pendidikan.",
            agency: "DISNAKER", themes: ["ECON", "SOCI"], dimension: .economy, frequency: .monthly, tags: ["kerja", "pengangguran"],
            fields: [
                .month(), .kind("pendidikan", "Pendidikan"), .figure("terdaftar", "Terdaftar", "orang"),
                .figure("ditempatkan", "Ditempatkan", "orang"),
            ], keys: ["bulan", "pendidikan"], published: [120, 92],
            rows: { facts, version, chance, row in
                for before in stride(from: 26 + version, through: 3 + version, by: -1) {
                    chance = DemoFacts.chance("kerja", facts.month(before))
                    for (school, base) in [("SD", 40.0), ("SMP", 90), ("SMA/SMK", 520), ("Diploma", 85), ("Sarjana", 210)] {
                        let seekers = chance.around(base, spread: 0.25)
                        try row([
                            .text(facts.month(before)), .text(school), DemoFacts.count(seekers),
                            DemoFacts.count(seekers * (0.3 + 0.3 * chance.unit())),
                        ])
                    }
                }
            }),
    ]
}
