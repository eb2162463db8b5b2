import Catalogue
import Columns
import Ingest
import Kernel

extension DemoTable {
    static let transport: [DemoTable] = [
        DemoTable(
            name: "jalan-kabupaten", title: "Ruas Jalan Kabupaten dan Kondisinya", english: "Regency roads and their condition",
            about: "Ruas jalan kabupaten dengan panjang, lebar, jenis permukaan, dan kondisi dari survei tahunan.",
            agency: "DPUBM-SDA", themes: ["TRAN"], dimension: .living, tags: ["jalan", "infrastruktur", "kondisi jalan"], kind: .geospatial,
            fields: [
                .key("nomor_ruas", "Nomor ruas"), .label("nama_ruas", "Nama ruas"), .area(), .areaName(),
                .figure("panjang", "Panjang", "km", .number),
                .figure("lebar", "Lebar", "m", .number), .kind("permukaan", "Permukaan"), .kind("kondisi", "Kondisi"),
                .year("tahun_survei", "Tahun survei"),
                .latitude, .longitude,
            ], keys: ["nomor_ruas"], published: [430, 62],
            rows: { facts, version, chance, row in
                var number = 1
                for place in facts.subdistricts {
                    for _ in 0..<(14 + Int(10 * (1 - place.town))) {
                        let other = chance.pick(facts.subdistricts)
                        let (latitude, longitude) = facts.position(in: place, &chance)
                        let surface = chance.happens(0.72) ? "Aspal" : chance.happens(0.5) ? "Beton" : "Kerikil"
                        let condition = ["Baik", "Baik", "Baik", "Sedang", "Sedang", "Rusak ringan", "Rusak berat"][
                            min(6, chance.number(below: 7) + (version > 0 && chance.happens(0.2) ? 1 : 0))]
                        let digits = "\(number)"
                        try row([
                            .text(String(repeating: "0", count: 4 - digits.count) + digits),
                            .text(other.code == place.code ? "Lingkar \(place.name) \(number)" : "\(place.name) – \(other.name)"),
                            .text(place.code),
                            .text(place.name), DemoFacts.number(chance.around(2.6, spread: 0.5), 2),
                            DemoFacts.number(3 + 3 * chance.unit(), 1),
                            .text(surface), .text(condition), .year(facts.lastYear - version), latitude, longitude,
                        ])
                        number += 1
                    }
                }
            }),
        DemoTable(
            name: "trayek-angkutan", title: "Trayek Angkutan Umum", english: "Public transport routes",
            about: "Trayek angkutan kota dan desa (lyn) dengan asal, tujuan, panjang, armada, dan tarifnya.",
            agency: "DISHUB", themes: ["TRAN"], dimension: .living, tags: ["angkutan umum", "trayek", "lyn"], kind: .other,
            fields: [
                .key("kode_trayek", "Kode trayek"), .label("asal", "Asal"), .label("tujuan", "Tujuan"), .kind("jenis", "Jenis"),
                .figure("panjang", "Panjang", "km", .number), .figure("armada", "Armada terdaftar", "kendaraan"),
                .figure("tarif", "Tarif", "rupiah"),
            ], keys: ["kode_trayek"], published: [350],
            rows: { facts, _, chance, row in
                for (index, letter) in "ABCDEGHKLNOPRSTV".enumerated() {
                    let isTown = index < 9
                    let from = isTown ? ["Tawang Alun", "Arjasa", "Pakusari", "Ajung"][index % 4] : "Tawang Alun"
                    let to =
                        isTown
                        ? ["Arjasa", "Pakusari", "Ajung", "Kampus Tegalboto"][(index + 1) % 4]
                        : facts.subdistricts[(index * 3) % facts.subdistricts.count].name
                    try row([
                        .text("Lyn \(letter)"), .text(from), .text(to), .text(isTown ? "Angkutan kota" : "Angkutan perdesaan"),
                        DemoFacts.number(isTown ? 9 + 8 * chance.unit() : 22 + 25 * chance.unit(), 1),
                        .integer(Int64(chance.number(in: 6...58))),
                        .integer(isTown ? 5000 : Int64(chance.number(in: 8...16)) * 1000),
                    ])
                }
            }),
        DemoTable(
            name: "halte-angkutan", title: "Halte dan Perhentian Angkutan Umum", english: "Public transport stops",
            about: "Letak halte dan perhentian dengan trayek yang melaluinya dan kelengkapannya.",
            agency: "DISHUB", themes: ["TRAN"], dimension: .living, tags: ["halte", "angkutan umum"], kind: .geospatial,
            fields: [
                .key("kode_halte", "Kode halte"), .label("nama", "Nama halte"), .area(), .areaName(), .label("trayek", "Trayek"),
                .init("beratap", .boolean, title: "Beratap"), .init("ramah_difabel", .boolean, title: "Ramah difabel"), .latitude,
                .longitude,
            ], keys: ["kode_halte"], published: [345],
            rows: { facts, _, chance, row in
                var number = 101
                for place in facts.subdistricts {
                    for index in 1...(2 + Int(14 * place.town)) {
                        let (latitude, longitude) = facts.position(in: place, &chance)
                        let letters = ["A", "B", "C", "D", "E", "G", "H", "K", "L"]
                        let routes = Set((0..<chance.number(in: 1...3)).map { _ in chance.pick(letters) }).sorted()
                        try row([
                            .text("H\(number)"), .text("Halte \(place.name) \(index)"), .text(place.code), .text(place.name),
                            .text(routes.map { "Lyn \($0)" }.joined(separator: ", ")), .boolean(chance.happens(0.5)),
                            .boolean(chance.happens(0.2)), latitude,
                            longitude,
                        ])
                        number += 1
                    }
                }
            }),
    ]
}
