import Catalogue
import Columns
import Ingest
import Kernel

extension DemoTable {
    static let environment: [DemoTable] = [
        DemoTable(
            name: "timbulan-sampah", title: "Timbulan dan Penanganan Sampah", english: "Waste and what is done with it",
            about: "Sampah yang timbul, dikurangi di sumber, dan ditangani setiap bulan menurut kecamatan.",
            agency: "DLH", themes: ["ENVI"], dimension: .environment, frequency: .monthly, tags: ["sampah", "lingkungan", "tpa"],
            fields: [
                .month(), .area(), .areaName(), .figure("timbulan", "Timbulan", "ton", .number),
                .figure("pengurangan", "Dikurangi", "ton", .number),
                .figure("penanganan", "Ditangani", "ton", .number),
            ], keys: ["bulan", "kode_kecamatan"], published: [66, 36, 5],
            rows: { facts, version, chance, row in
                for before in stride(from: 24 + version, through: 1 + version, by: -1) {
                    chance = DemoFacts.chance("sampah", facts.month(before))
                    for place in facts.subdistricts {
                        let tonnes = Double(place.population) * (0.0105 + 0.004 * place.town) * (0.95 + 0.1 * chance.unit())
                        try row([
                            .text(facts.month(before)), .text(place.code), .text(place.name), DemoFacts.number(tonnes, 1),
                            DemoFacts.number(tonnes * (0.1 + 0.08 * chance.unit()), 1),
                            DemoFacts.number(tonnes * (0.25 + 0.45 * place.town), 1),
                        ])
                    }
                }
            }),
        DemoTable(
            name: "kejadian-bencana", title: "Kejadian Bencana", english: "Disasters",
            about: "Kejadian banjir, longsor, angin kencang, dan kebakaran dengan tempat, korban, dan kerusakannya.",
            agency: "BPBD", themes: ["ENVI", "JUST"], dimension: .environment, frequency: .monthly, tags: ["bencana", "banjir", "longsor"],
            kind: .geospatial,
            fields: [
                .key("nomor", "Nomor kejadian"), .day(), .kind("jenis", "Jenis bencana"), .area(), .areaName(),
                .figure("rumah_rusak", "Rumah rusak", "rumah"),
                .figure("mengungsi", "Mengungsi", "orang"), .latitude, .longitude,
            ], keys: ["nomor"], published: [58, 28],
            rows: { facts, version, chance, row in
                var number = 1
                for before in stride(from: 700, through: 30 + version * 30, by: -1) {
                    let day = facts.today.adding(-before)
                    chance = DemoFacts.chance("bencana", day.description)
                    let isWet = [11, 12, 1, 2, 3].contains(day.civil.month)
                    guard chance.happens(isWet ? 0.55 : 0.14) else { continue }
                    let place = chance.pick(facts.subdistricts)
                    let kind =
                        isWet
                        ? chance.pick(["Banjir", "Banjir", "Longsor", "Angin kencang"])
                        : chance.pick(["Kebakaran", "Kebakaran lahan", "Angin kencang"])
                    let (latitude, longitude) = facts.position(in: place, &chance)
                    try row([
                        .text("B\(day.civil.year)-\(1000 + number)"), .day(day), .text(kind), .text(place.code), .text(place.name),
                        .integer(Int64(chance.around(3))), .integer(Int64(kind == "Banjir" ? chance.around(12, spread: 1) : 0)), latitude,
                        longitude,
                    ])
                    number += 1
                }
            }),
        DemoTable(
            name: "kualitas-air-sungai", title: "Kualitas Air Sungai", english: "River water quality",
            about: "Hasil uji air sungai Bedadung dan anak sungainya: pH, BOD, COD, dan indeks pencemaran di titik pantau.",
            agency: "DLH", themes: ["ENVI"], dimension: .environment, frequency: .halfYearly, tags: ["air", "sungai", "bedadung"],
            kind: .geospatial,
            fields: [
                .label("titik", "Titik pantau"), .day(), .area(), .figure("ph", "pH", "tanpa satuan", .number),
                .figure("bod", "BOD", "mg/L", .number),
                .figure("cod", "COD", "mg/L", .number), .figure("indeks", "Indeks pencemaran", "tanpa satuan", .number), .latitude,
                .longitude,
            ], keys: ["titik", "tanggal"], published: [390, 225],
            rows: { facts, version, chance, row in
                for (index, place) in facts.subdistricts.enumerated() where index % 3 == 0 {
                    for half in stride(from: 6 + version, through: 1 + version, by: -1) {
                        let day = facts.today.adding(-half * 182)
                        chance = DemoFacts.chance(place.code, day.description)
                        let load = 1 + place.town + chance.unit()
                        try row([
                            .text("Sungai \(place.name)"), .day(day), .text(place.code), DemoFacts.number(6.6 + 1.2 * chance.unit(), 2),
                            DemoFacts.number(2.2 * load, 2), DemoFacts.number(11 * load, 1), DemoFacts.number(0.9 * load, 2),
                            DemoFacts.number(place.latitude, 5), DemoFacts.number(place.longitude, 5),
                        ])
                    }
                }
            }),
    ]
}
