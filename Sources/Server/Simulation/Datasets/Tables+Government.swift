import Catalogue
import Columns
import Ingest
import Kernel

extension DemoTable {
    static let government: [DemoTable] = [
        DemoTable(
            name: "realisasi-apbd", title: "Anggaran dan Realisasi APBD menurut Perangkat Daerah", english: "Budget and spending by agency",
            about: "Pagu dan realisasi belanja setiap perangkat daerah menurut jenis belanja, kumulatif per triwulan.",
            agency: "BPKAD", themes: ["GOVE", "ECON"], dimension: .governance, frequency: .quarterly,
            tags: ["apbd", "anggaran", "belanja"],
            kind: .financial,
            fields: [
                .year(), .kind("triwulan", "Triwulan"), .kind("perangkat_daerah", "Perangkat daerah"),
                .kind("jenis_belanja", "Jenis belanja"),
                .figure("pagu", "Pagu", "rupiah"), .figure("realisasi", "Realisasi", "rupiah"),
            ], keys: ["tahun", "triwulan", "perangkat_daerah", "jenis_belanja"], published: [260, 165, 70],
            rows: { facts, version, chance, row in
                let agencies: [(String, Double)] = [
                    ("Dinas Pendidikan", 1480), ("Dinas Kesehatan", 690), ("Dinas PU Bina Marga dan SDA", 410), ("Dinas Sosial", 62),
                    ("Dinas Perhubungan", 48),
                    ("Dinas Kominfo", 37), ("Bappeda", 29), ("Dinas Lingkungan Hidup", 71), ("DTPHP", 66), ("BPBD", 24), ("RSUD", 380),
                    ("Sekretariat Daerah", 150),
                ]
                for year in facts.years(3) {
                    for quarter in 1...4 where year < facts.lastYear || quarter <= 4 - min(version, 2) {
                        for (agency, billions) in agencies {
                            for (kind, share) in [("Pegawai", 0.5), ("Barang dan jasa", 0.32), ("Modal", 0.18)] {
                                let budget = (billions * share * 1_000_000_000 / 1_000).rounded() * 1_000
                                let pace =
                                    [0.14, 0.38, 0.63, 0.94][quarter - 1] * (kind == "Modal" ? 0.85 : 1) * (0.93 + 0.1 * chance.unit())
                                try row([
                                    .year(year), .text("T\(quarter)"), .text(agency), .text(kind), .integer(Int64(budget)),
                                    .integer(Int64(budget * min(1, pace))),
                                ])
                            }
                        }
                    }
                }
            }),
        DemoTable(
            name: "pegawai-negeri", title: "Jumlah ASN menurut Perangkat Daerah dan Golongan",
            english: "Civil servants by agency and grade",
            about: "Jumlah PNS dan PPPK menurut perangkat daerah dan golongan pada akhir tahun.",
            agency: "BKPSDM", themes: ["GOVE"], dimension: .governance, tags: ["asn", "pegawai"],
            fields: [
                .year(), .kind("perangkat_daerah", "Perangkat daerah"), .kind("golongan", "Golongan"),
                .kind("jenis_kelamin", "Jenis kelamin"),
                .figure("jumlah", "Jumlah ASN", "orang"),
            ], keys: ["tahun", "perangkat_daerah", "golongan", "jenis_kelamin"], published: [310],
            rows: { facts, _, chance, row in
                for (agency, size) in [
                    ("Dinas Pendidikan", 5200.0), ("Dinas Kesehatan", 1900), ("Sekretariat Daerah", 240), ("Dinas Kominfo", 70),
                    ("Bappeda", 80), ("Kecamatan", 900),
                ] {
                    for (grade, share) in [("II", 0.18), ("III", 0.52), ("IV", 0.14), ("PPPK", 0.16)] {
                        for (sex, part) in [("Laki-laki", 0.47), ("Perempuan", 0.53)] {
                            try row([
                                .year(facts.lastYear), .text(agency), .text(grade), .text(sex),
                                DemoFacts.count(size * share * part * (0.9 + 0.2 * chance.unit())),
                            ])
                        }
                    }
                }
            }),
        DemoTable(
            name: "menara-telekomunikasi", title: "Menara Telekomunikasi", english: "Telecommunication towers",
            about: "Menara telekomunikasi dengan tinggi, pengelola, jumlah penyewa, dan letaknya.",
            agency: "DISKOMINFO", themes: ["TECH"], dimension: .governance, tags: ["menara", "internet", "telekomunikasi"],
            kind: .geospatial,
            fields: [
                .key("kode_menara", "Kode menara"), .kind("pengelola", "Pengelola"), .area(), .areaName(), .figure("tinggi", "Tinggi", "m"),
                .figure("penyewa", "Penyewa", "operator"), .latitude, .longitude,
            ], keys: ["kode_menara"], published: [210],
            rows: { facts, _, chance, row in
                var number = 1
                for place in facts.subdistricts {
                    for _ in 0..<(5 + Int(12 * place.town)) {
                        let (latitude, longitude) = facts.position(in: place, &chance)
                        try row([
                            .text("M-\(1000 + number)"), .text(chance.pick(["Dayamitra", "Tower Bersama", "Protelindo", "Solusi Tunas"])),
                            .text(place.code),
                            .text(place.name), .integer(Int64(chance.number(in: 6...14) * 6)), .integer(Int64(chance.number(in: 1...4))),
                            latitude, longitude,
                        ])
                        number += 1
                    }
                }
            }),
    ]
}
