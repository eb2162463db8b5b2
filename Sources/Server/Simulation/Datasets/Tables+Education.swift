import Catalogue
import Columns
import Ingest
import Kernel

extension DemoTable {
    static let education: [DemoTable] = [
        DemoTable(
            name: "sekolah", title: "Daftar Sekolah", english: "Schools",
            about:
                "Sekolah dasar dan menengah pertama, negeri dan swasta, dengan jumlah murid, guru, ruang kelas, akreditasi, dan letaknya.",
            agency: "DISPENDIK", themes: ["EDUC"], dimension: .society, tags: ["sekolah", "pendidikan", "guru", "murid"], kind: .geospatial,
            fields: [
                .key("npsn", "NPSN"), .label("nama", "Nama sekolah"), .kind("jenjang", "Jenjang"), .kind("status", "Status"), .area(),
                .areaName(), .figure("murid", "Jumlah murid", "orang"), .figure("guru", "Jumlah guru", "orang"),
                .figure("ruang_kelas", "Ruang kelas", "ruang"), .kind("akreditasi", "Akreditasi"), .latitude, .longitude,
            ], keys: ["npsn"], published: [500, 130],
            rows: { facts, _, chance, row in
                var number = 20_523_001
                for place in facts.subdistricts {
                    for (level, perHead, size) in [("SD", 2100.0, 170.0), ("SMP", 7600, 340)] {
                        for index in 1...max(2, Int(Double(place.population) / perHead)) {
                            let isState = chance.happens(level == "SD" ? 0.82 : 0.45)
                            let pupils = Int(chance.around(size, spread: 0.35))
                            let (latitude, longitude) = facts.position(in: place, &chance)
                            let name =
                                isState
                                ? "\(level)N \(place.name) \(index < 10 ? "0" : "")\(index)"
                                : "\(level) \(chance.pick(["Nurul Huda", "Al-Falah", "Muhammadiyah", "Ma'arif", "Bustanul Ulum", "Kartika"])) \(place.name) \(index)"
                            try row([
                                .text("\(number)"), .text(name), .text(level), .text(isState ? "Negeri" : "Swasta"), .text(place.code),
                                .text(place.name), .integer(Int64(pupils)), .integer(Int64(max(6, pupils / chance.number(in: 14...22)))),
                                .integer(Int64(max(6, pupils / 27))), .text(["A", "A", "B", "B", "B", "C"][chance.number(below: 6)]),
                                latitude,
                                longitude,
                            ])
                            number += chance.number(in: 1...4)
                        }
                    }
                }
            }),
        DemoTable(
            name: "angka-putus-sekolah", title: "Angka Putus Sekolah", english: "School dropouts",
            about: "Murid yang berhenti bersekolah sebelum lulus menurut kecamatan, jenjang, dan tahun ajaran.",
            agency: "DISPENDIK", themes: ["EDUC", "SOCI"], dimension: .society, tags: ["pendidikan", "putus sekolah"],
            fields: [
                .area(), .areaName(), .year(), .kind("jenjang", "Jenjang"), .figure("murid", "Jumlah murid", "orang"),
                .figure("putus", "Putus sekolah", "orang"),
            ], keys: ["kode_kecamatan", "tahun", "jenjang"], published: [330],
            rows: { facts, _, chance, row in
                for place in facts.subdistricts {
                    for year in facts.years(4) {
                        for (level, share, rate) in [("SD", 0.092, 0.0012), ("SMP", 0.041, 0.0061)] {
                            let pupils = Double(place.population) * share
                            let out = pupils * rate * (1.6 - place.town) * (0.7 + 0.6 * chance.unit())
                            try row([
                                .text(place.code), .text(place.name), .year(year), .text(level), DemoFacts.count(pupils),
                                DemoFacts.count(out),
                            ])
                        }
                    }
                }
            }),
        DemoTable(
            name: "perpustakaan-kunjungan", title: "Kunjungan Perpustakaan Daerah", english: "Visits to the regional library",
            about: "Jumlah pengunjung dan peminjaman buku di perpustakaan daerah dan mobil perpustakaan keliling setiap bulan.",
            agency: "DISPERPUSIP", themes: ["EDUC"], dimension: .society, frequency: .monthly, tags: ["perpustakaan", "literasi"],
            fields: [
                .month(), .kind("layanan", "Layanan"), .figure("pengunjung", "Pengunjung", "orang"),
                .figure("pinjaman", "Buku dipinjam", "buku"),
            ], keys: ["bulan", "layanan"], published: [68, 35, 6],
            rows: { facts, version, chance, row in
                for before in stride(from: 36 + version, through: 1 + version, by: -1) {
                    chance = DemoFacts.chance("perpustakaan", facts.month(before))
                    for (service, base) in [("Gedung", 3100.0), ("Keliling", 1400), ("Pojok baca", 620)] {
                        let visitors = chance.around(base, spread: 0.18)
                        try row([
                            .text(facts.month(before)), .text(service), DemoFacts.count(visitors),
                            DemoFacts.count(visitors * (0.4 + 0.3 * chance.unit())),
                        ])
                    }
                }
            }),
    ]
}
