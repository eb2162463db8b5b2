import Catalogue
import Columns
import Ingest
import Kernel

extension DemoTable {
    static let economy: [DemoTable] = [
        DemoTable(
            name: "harga-bahan-pokok", title: "Harga Bahan Pokok di Pasar", english: "Prices of staple foods at markets",
            about: "Harga eceran harian bahan pokok di pasar pantauan, dicatat petugas pasar setiap pagi.",
            agency: "DISPERINDAG", themes: ["ECON"], dimension: .economy, frequency: .weekly, tags: ["harga", "pasar", "beras", "cabai"],
            fields: [
                .day(), .kind("pasar", "Pasar"), .kind("komoditas", "Komoditas"), .label("satuan", "Satuan"),
                .figure("harga", "Harga", "rupiah"),
            ], keys: ["tanggal", "pasar", "komoditas"], published: [22, 15, 8, 1], note: "Tambahan harga minggu ini.",
            rows: { facts, version, chance, row in
                let goods: [(String, String, Double)] = [
                    ("Beras medium", "kg", 12_800), ("Beras premium", "kg", 14_900), ("Gula pasir", "kg", 17_500),
                    ("Minyak goreng curah", "liter", 16_400),
                    ("Telur ayam ras", "kg", 27_500), ("Daging ayam ras", "kg", 34_000), ("Daging sapi", "kg", 118_000),
                    ("Cabai rawit merah", "kg", 48_000),
                    ("Cabai merah besar", "kg", 39_000), ("Bawang merah", "kg", 32_000), ("Bawang putih", "kg", 37_000),
                    ("Tepung terigu", "kg", 12_000),
                ]
                for before in stride(from: 180 + version * 7, through: 1 + version * 7, by: -1) {
                    let day = facts.today.adding(-before)
                    chance = DemoFacts.chance("harga", day.description)
                    let season = 1 + 0.12 * Double(day.civil.month % 6) / 6
                    for market in ["Tanjung", "Kreongan", "Mangli", "Ambulu", "Kalisat"] {
                        for (good, unit, base) in goods {
                            let swing = good.hasPrefix("Cabai") ? 0.35 : 0.04
                            // What one market had written down wrongly is corrected in the latest version.
                            let correction = version == 0 && before == 12 && market == "Kalisat" ? 1.03 : 1
                            let price = base * season * correction * (1 + swing * (chance.unit() - 0.5))
                            try row([.day(day), .text(market), .text(good), .text(unit), .integer(Int64((price / 100).rounded()) * 100)])
                        }
                    }
                }
            }),
        DemoTable(
            name: "usaha-mikro", title: "Usaha Mikro Terdaftar", english: "Registered micro-enterprises",
            about: "Jumlah usaha mikro yang terdaftar dan memiliki NIB menurut kecamatan dan lapangan usaha.",
            agency: "DISKOPUM", themes: ["ECON"], dimension: .economy, tags: ["umkm", "usaha mikro", "nib"],
            fields: [
                .area(), .areaName(), .year(), .kind("lapangan_usaha", "Lapangan usaha"), .figure("usaha", "Jumlah usaha", "unit"),
                .figure("ber_nib", "Memiliki NIB", "unit"),
            ], keys: ["kode_kecamatan", "tahun", "lapangan_usaha"], published: [280],
            rows: { facts, _, chance, row in
                for place in facts.subdistricts {
                    for (branch, base) in [
                        ("Makanan dan minuman", 420.0), ("Perdagangan", 610), ("Kerajinan", 90), ("Jasa", 180), ("Busana", 75),
                    ] {
                        for year in facts.years(2) {
                            let shops = base * (0.5 + place.town) * (0.8 + 0.4 * chance.unit())
                            try row([
                                .text(place.code), .text(place.name), .year(year), .text(branch), DemoFacts.count(shops),
                                DemoFacts.count(shops * (0.35 + 0.3 * chance.unit())),
                            ])
                        }
                    }
                }
            }),
        DemoTable(
            name: "investasi-izin-terbit", title: "Izin Berusaha yang Terbit", english: "Business licences issued",
            about: "Jumlah NIB dan izin yang terbit serta rencana investasinya setiap bulan menurut risiko usaha.",
            agency: "DPMPTSP", themes: ["ECON", "GOVE"], dimension: .governance, frequency: .monthly, tags: ["izin", "investasi", "nib"],
            fields: [
                .month(), .kind("risiko", "Tingkat risiko"), .figure("izin", "Izin terbit", "izin"),
                .figure("investasi", "Rencana investasi", "juta rupiah", .number),
            ], keys: ["bulan", "risiko"], published: [64, 33, 2],
            rows: { facts, version, chance, row in
                for before in stride(from: 30 + version, through: 1 + version, by: -1) {
                    chance = DemoFacts.chance("izin", facts.month(before))
                    for (risk, base, worth) in [
                        ("Rendah", 640.0, 18.0), ("Menengah rendah", 110, 90), ("Menengah tinggi", 42, 640), ("Tinggi", 6, 5200),
                    ] {
                        let count = chance.around(base, spread: 0.2).rounded()
                        try row([
                            .text(facts.month(before)), .text(risk), DemoFacts.count(count),
                            DemoFacts.number(count * worth * (0.7 + 0.6 * chance.unit()), 1),
                        ])
                    }
                }
            }),
        DemoTable(
            name: "kunjungan-wisata", title: "Kunjungan Wisatawan menurut Destinasi", english: "Visitors by destination",
            about: "Jumlah wisatawan nusantara dan mancanegara setiap bulan di destinasi utama, dengan letaknya.",
            agency: "DISPARBUD", themes: ["ECON"], dimension: .branding, frequency: .monthly, tags: ["wisata", "pantai", "destinasi"],
            fields: [
                .month(), .label("destinasi", "Destinasi"), .area(), .kind("asal", "Asal wisatawan"),
                .figure("kunjungan", "Kunjungan", "orang"), .latitude,
                .longitude,
            ], keys: ["bulan", "destinasi", "asal"], published: [75, 44],
            rows: { facts, version, chance, row in
                let sites: [(String, String, Double, Double, Double)] = [
                    ("Pantai Papuma", "35.09.11", 21_000, -8.4330, 113.5540), ("Pantai Watu Ulo", "35.09.12", 12_500, -8.4290, 113.5700),
                    ("Teluk Love", "35.09.12", 9_000, -8.4200, 113.5900), ("Rembangan", "35.09.22", 8_200, -8.0720, 113.6930),
                    ("Air Terjun Tancak", "35.09.14", 2_100, -8.0710, 113.6290),
                    ("Kampung Batik Sumberjambe", "35.09.31", 1_300, -8.0700, 113.9400),
                    ("Museum Tembakau", "35.09.21", 900, -8.1750, 113.7200),
                ]
                for before in stride(from: 36 + version, through: 1 + version, by: -1) {
                    let month = facts.month(before)
                    chance = DemoFacts.chance("wisata", month)
                    let season = ["06", "07", "12"].contains(String(month.suffix(2))) ? 1.7 : 1
                    for (site, area, base, latitude, longitude) in sites {
                        for (origin, share) in [("Nusantara", 0.985), ("Mancanegara", 0.015)] {
                            try row([
                                .text(month), .text(site), .text(area), .text(origin),
                                DemoFacts.count(base * season * share * (0.75 + 0.5 * chance.unit())),
                                DemoFacts.number(latitude, 5), DemoFacts.number(longitude, 5),
                            ])
                        }
                    }
                }
            }),
    ]
}
