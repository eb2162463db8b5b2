import Catalogue
import Columns
import Ingest
import Kernel

extension DemoTable {
    static let farming: [DemoTable] = [
        DemoTable(
            name: "panen-padi", title: "Luas Panen dan Produksi Padi", english: "Rice: harvested area and production",
            about: "Luas panen, produktivitas, dan produksi gabah kering giling menurut kecamatan dan tahun.",
            agency: "DTPHP", themes: ["AGRI"], dimension: .economy, tags: ["padi", "panen", "pertanian"], standard: "SP00201.00.00",
            fields: [
                .area(), .areaName(), .year(), .figure("luas_panen", "Luas panen", "hektare", .number),
                .figure("produktivitas", "Produktivitas", "kuintal per hektare", .number),
                .figure("produksi", "Produksi", "ton", .number, code: "SP00201.00.00"),
            ], keys: ["kode_kecamatan", "tahun"], published: [450, 88],
            rows: { facts, version, chance, row in
                for place in facts.subdistricts {
                    let fields = (1 - place.town) * 5200 + 400
                    for year in facts.years(6, before: version) {
                        let area = fields * (0.9 + 0.2 * chance.unit())
                        let perHectare = 52 + 9 * chance.unit()
                        try row([
                            .text(place.code), .text(place.name), .year(year), DemoFacts.number(area, 1), DemoFacts.number(perHectare, 2),
                            DemoFacts.number(area * perHectare / 10, 1),
                        ])
                    }
                }
            }),
        DemoTable(
            name: "panen-tembakau-kopi", title: "Produksi Tembakau, Kopi, dan Kakao", english: "Tobacco, coffee and cocoa",
            about: "Produksi perkebunan rakyat menurut kecamatan, komoditas, dan tahun.",
            agency: "DTPHP", themes: ["AGRI", "ECON"], dimension: .economy, tags: ["tembakau", "kopi", "kakao", "perkebunan"],
            fields: [
                .area(), .areaName(), .year(), .kind("komoditas", "Komoditas"), .figure("luas", "Luas tanam", "hektare", .number),
                .figure("produksi", "Produksi", "ton", .number),
            ], keys: ["kode_kecamatan", "tahun", "komoditas"], published: [395],
            rows: { facts, _, chance, row in
                for place in facts.subdistricts {
                    for (crop, base, yield) in [("Tembakau kasturi", 420.0, 0.95), ("Kopi robusta", 260, 0.78), ("Kakao", 70, 0.6)] {
                        // Coffee grows towards Argopuro and Raung, tobacco in the plain.
                        let fits = crop.hasPrefix("Kopi") ? (place.latitude > -8.12 ? 2.0 : 0.3) : 1
                        for year in facts.years(4) {
                            let area = base * fits * (1 - 0.8 * place.town) * (0.6 + 0.8 * chance.unit())
                            try row([
                                .text(place.code), .text(place.name), .year(year), .text(crop), DemoFacts.number(area, 1),
                                DemoFacts.number(area * yield * (0.8 + 0.4 * chance.unit()), 1),
                            ])
                        }
                    }
                }
            }),
        DemoTable(
            name: "populasi-ternak", title: "Populasi Ternak", english: "Livestock",
            about: "Jumlah ternak besar dan kecil serta unggas menurut kecamatan.",
            agency: "DKPP", themes: ["AGRI"], dimension: .economy, tags: ["ternak", "sapi", "kambing", "unggas"],
            fields: [.area(), .areaName(), .year(), .kind("jenis_ternak", "Jenis ternak"), .figure("populasi", "Populasi", "ekor")],
            keys: ["kode_kecamatan", "tahun", "jenis_ternak"], published: [300],
            rows: { facts, _, chance, row in
                for place in facts.subdistricts {
                    for (animal, base) in [
                        ("Sapi potong", 7200.0), ("Kambing", 3100), ("Domba", 2400), ("Ayam kampung", 41_000), ("Itik", 5200),
                    ] {
                        for year in facts.years(3) {
                            try row([
                                .text(place.code), .text(place.name), .year(year), .text(animal),
                                DemoFacts.count(base * (1.1 - place.town) * (0.7 + 0.6 * chance.unit())),
                            ])
                        }
                    }
                }
            }),
        DemoTable(
            name: "produksi-perikanan", title: "Produksi Perikanan Tangkap dan Budidaya", english: "Fishery production",
            about: "Produksi ikan dari laut (Puger, Ambulu, Gumukmas, Kencong) dan kolam menurut kecamatan dan triwulan.",
            agency: "DISKAN", themes: ["AGRI", "ECON"], dimension: .economy, frequency: .quarterly, tags: ["ikan", "perikanan", "nelayan"],
            fields: [
                .area(), .areaName(), .year(), .kind("triwulan", "Triwulan"), .kind("usaha", "Usaha"),
                .figure("produksi", "Produksi", "ton", .number), .figure("nilai", "Nilai", "juta rupiah", .number),
            ], keys: ["kode_kecamatan", "tahun", "triwulan", "usaha"], published: [290, 190],
            rows: { facts, version, chance, row in
                let coast: Set = ["Puger", "Ambulu", "Gumukmas", "Kencong", "Tempurejo"]
                for place in facts.subdistricts {
                    for year in facts.years(3, before: version) {
                        for quarter in 1...4 {
                            for business in coast.contains(place.name) ? ["Tangkap", "Budidaya"] : ["Budidaya"] {
                                let tonnes = chance.around(business == "Tangkap" ? 620 : 34, spread: 0.4)
                                try row([
                                    .text(place.code), .text(place.name), .year(year), .text("T\(quarter)"), .text(business),
                                    DemoFacts.number(tonnes, 1), DemoFacts.number(tonnes * (22 + 6 * chance.unit()), 1),
                                ])
                            }
                        }
                    }
                }
            }),
    ]
}
