import Catalogue
import Columns
import Ingest
import Kernel

extension DemoTable {
    static let health: [DemoTable] = [
        DemoTable(
            name: "fasilitas-kesehatan", title: "Fasilitas Kesehatan", english: "Health facilities",
            about: "Puskesmas, puskesmas pembantu, klinik, dan rumah sakit dengan letak, tempat tidur, dokter, dan layanan rawat inapnya.",
            agency: "DINKES", themes: ["HEAL"], dimension: .living, tags: ["kesehatan", "puskesmas", "rumah sakit"], kind: .geospatial,
            fields: [
                .key("kode", "Kode fasilitas"), .label("nama", "Nama"), .kind("jenis", "Jenis"), .area(), .areaName(),
                .figure("tempat_tidur", "Tempat tidur", "unit"), .figure("dokter", "Dokter", "orang"),
                .init("rawat_inap", .boolean, title: "Rawat inap"), .latitude, .longitude,
            ], keys: ["kode"], published: [410, 60],
            rows: { facts, _, chance, row in
                var number = 350_901
                for place in facts.subdistricts {
                    let kinds =
                        ["Puskesmas", "Puskesmas pembantu", "Puskesmas pembantu"]
                        + (place.town > 0.4 ? ["Klinik", "Rumah sakit"] : ["Klinik"])
                    for (index, kind) in kinds.enumerated() {
                        let isInpatient = kind == "Rumah sakit" || (kind == "Puskesmas" && chance.happens(0.6))
                        let beds = kind == "Rumah sakit" ? chance.number(in: 60...280) : isInpatient ? chance.number(in: 8...24) : 0
                        let (latitude, longitude) = facts.position(in: place, &chance)
                        try row([
                            .text("F\(number)"), .text("\(kind) \(place.name)\(kind == "Puskesmas pembantu" ? " \(index)" : "")"),
                            .text(kind),
                            .text(place.code), .text(place.name), .integer(Int64(beds)),
                            .integer(Int64(kind == "Rumah sakit" ? chance.number(in: 12...60) : chance.number(in: 0...4))),
                            .boolean(isInpatient), latitude, longitude,
                        ])
                        number += 1
                    }
                }
            }),
        DemoTable(
            name: "kunjungan-puskesmas-harian", title: "Kunjungan Puskesmas Harian", english: "Daily visits to health centres",
            about:
                "Jumlah kunjungan setiap hari di setiap puskesmas menurut poli dan cara bayar. Tabel besar; saring menurut kecamatan atau tanggal.",
            agency: "DINKES", themes: ["HEAL"], dimension: .living, frequency: .monthly, tags: ["kesehatan", "puskesmas", "kunjungan"],
            fields: [
                .day(), .area(), .areaName(), .kind("poli", "Poli"), .kind("cara_bayar", "Cara bayar"),
                .figure("kunjungan", "Kunjungan", "kunjungan"), .figure("rujukan", "Dirujuk", "kunjungan"),
            ], keys: ["tanggal", "kode_kecamatan", "poli", "cara_bayar"], published: [4],
            rows: { facts, _, chance, row in
                let clinics: [(Datum, Double)] = [("Umum", 30.0), ("Gigi", 6), ("KIA", 11), ("Lansia", 8), ("Gizi", 3)].map {
                    (.text($0.0), $0.1)
                }
                let payers: [(Datum, Double)] = [("BPJS PBI", 0.55), ("BPJS mandiri", 0.27), ("Umum", 0.18)].map { (.text($0.0), $0.1) }
                let places = facts.subdistricts.map { (Datum.text($0.code), Datum.text($0.name), 0.6 + 0.6 * $0.town) }
                let perDay = places.count * clinics.count * payers.count
                let days = max(1, facts.mostRows / max(1, perDay))
                var left = facts.mostRows
                for before in stride(from: days, through: 0, by: -1) where left > 0 {
                    let day = facts.today.adding(-before - 3)
                    let week = day.weekday == 7 ? 0.0 : day.weekday == 1 ? 1.4 : 1
                    for (code, name, size) in places {
                        for (clinic, base) in clinics {
                            for (payer, share) in payers where left > 0 {
                                let visits = (base * share * size * week * (0.5 + chance.unit())).rounded()
                                try row([
                                    .day(day), code, name, clinic, payer, .integer(Int64(visits)),
                                    .integer(Int64(visits * 0.12 * chance.unit())),
                                ])
                                left -= 1
                            }
                        }
                    }
                }
            }),
        DemoTable(
            name: "stunting-balita", title: "Prevalensi Stunting Balita", english: "Stunting among children under five",
            about: "Balita yang diukur dan yang pendek atau sangat pendek menurut kecamatan, dari bulan timbang Februari dan Agustus.",
            agency: "DINKES", themes: ["HEAL", "SOCI"], dimension: .living, frequency: .halfYearly, tags: ["stunting", "balita", "gizi"],
            isPriority: true, standard: "SD00312.00.00",
            fields: [
                .area(), .areaName(), .year(), .figure("diukur", "Balita diukur", "orang"), .figure("stunting", "Balita stunting", "orang"),
                .figure("prevalensi", "Prevalensi", "persen", .number, code: "SD00312.00.00"),
            ], keys: ["kode_kecamatan", "tahun"], published: [420, 240, 70],
            rows: { facts, version, chance, row in
                for place in facts.subdistricts {
                    for year in facts.years(4, before: version > 1 ? 1 : 0) {
                        let measured = Double(place.population) * 0.058
                        let share =
                            (0.19 - 0.05 * place.town) * (1 - 0.06 * Double(year - facts.lastYear + 4)) * (0.85 + 0.3 * chance.unit())
                        try row([
                            .text(place.code), .text(place.name), .year(year), DemoFacts.count(measured), DemoFacts.count(measured * share),
                            DemoFacts.number(share * 100, 2),
                        ])
                    }
                }
            }),
    ]
}
