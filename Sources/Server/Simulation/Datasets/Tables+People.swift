import Catalogue
import Columns
import Ingest
import Kernel

extension DemoTable {
    /// Facts about who lives where.
    static let population: [DemoTable] = [
        DemoTable(
            name: "penduduk-kecamatan", title: "Jumlah Penduduk menurut Kecamatan dan Jenis Kelamin",
            english: "Population by subdistrict and sex",
            about:
                "Jumlah penduduk terdaftar pada akhir tahun menurut kecamatan dan jenis kelamin, dari data administrasi kependudukan bersih.",
            agency: "DISPENDUKCAPIL", themes: ["SOCI"], dimension: .society, tags: ["penduduk", "kependudukan", "kecamatan"],
            isPriority: true, standard: "SD00101.00.00",
            fields: [
                .area(), .areaName(), .year(), .kind("jenis_kelamin", "Jenis kelamin"),
                .figure("jumlah_penduduk", "Jumlah penduduk", "orang", code: "SD00101.00.00"),
            ], keys: ["kode_kecamatan", "tahun", "jenis_kelamin"], published: [460, 95],
            rows: { facts, version, chance, row in
                for place in facts.subdistricts {
                    for year in facts.years(5, before: version) {
                        let people = Double(place.population) * (1 + 0.008 * Double(year - facts.lastYear))
                        let men = 0.494 + 0.006 * chance.unit()
                        for (sex, share) in [("Laki-laki", men), ("Perempuan", 1 - men)] {
                            try row([.text(place.code), .text(place.name), .year(year), .text(sex), DemoFacts.count(people * share)])
                        }
                    }
                }
            }),
        DemoTable(
            name: "desa-kelurahan", title: "Daftar Desa dan Kelurahan", english: "Villages and urban villages",
            about:
                "Desa dan kelurahan contoh dengan jumlah penduduk, luas wilayah, dan letak kantornya. Dipakai sebagai acuan kode wilayah.",
            agency: "DPMD", themes: ["REGI"], dimension: .governance, tags: ["desa", "kelurahan", "wilayah"], kind: .geospatial,
            fields: [
                .area("kode_desa", "Kode desa/kelurahan"), .areaName("desa", "Desa/kelurahan"), .area(), .kind("status", "Status"),
                .figure("jumlah_penduduk", "Jumlah penduduk", "orang"), .figure("luas", "Luas wilayah", "km²", .number), .latitude,
                .longitude,
            ], keys: ["kode_desa"], published: [380, 40],
            rows: { facts, _, chance, row in
                for place in facts.villages {
                    let isUrban = place.code.dropFirst(9).hasPrefix("1")
                    try row([
                        .text(place.code), .text(place.name), .text(String(place.code.prefix(8))), .text(isUrban ? "Kelurahan" : "Desa"),
                        .integer(Int64(place.population)), DemoFacts.number(isUrban ? 2 + 3 * chance.unit() : 6 + 22 * chance.unit(), 2),
                        DemoFacts.number(place.latitude, 5), DemoFacts.number(place.longitude, 5),
                    ])
                }
            }),
        DemoTable(
            name: "kepemilikan-dokumen-kependudukan", title: "Kepemilikan KTP-el, KIA, dan Akta Kelahiran",
            english: "Holders of identity cards and birth certificates",
            about: "Persentase penduduk wajib KTP yang memiliki KTP-el, anak yang memiliki KIA, dan anak yang memiliki akta kelahiran.",
            agency: "DISPENDUKCAPIL", themes: ["SOCI", "GOVE"], dimension: .governance, frequency: .halfYearly,
            tags: ["ktp", "akta", "adminduk"],
            fields: [
                .area(), .areaName(), .year(), .kind("dokumen", "Dokumen"), .figure("cakupan", "Cakupan", "persen", .number),
            ], keys: ["kode_kecamatan", "tahun", "dokumen"], published: [400, 215, 30],
            rows: { facts, version, chance, row in
                for place in facts.subdistricts {
                    for (document, base) in [("KTP-el", 95.0), ("KIA", 48), ("Akta kelahiran 0–18", 88)] {
                        let share = min(99.9, base + 3 * place.town + 3 * chance.unit() - Double(version) * 0.8)
                        try row([
                            .text(place.code), .text(place.name), .year(facts.lastYear), .text(document), DemoFacts.number(share, 1),
                        ])
                    }
                }
            }),
    ]
}
