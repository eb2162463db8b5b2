import Assessments
import Catalogue
import Columns
import Directory
import Ingest
import Kernel

/// Results of selections and evaluations that were opened to everybody, in all and by component. Of others nothing is told.
struct AssessmentTables: Publisher {
    /// As their pages show them, the youngest first.
    let results: @Sendable () async throws -> [AssessmentResult]
    let directory: DirectoryIndex

    var tables: [OwnTable] { [totals, components] }

    private var totals: OwnTable {
        let draft = OwnColumns.draft(
            "hasil-penilaian", "Hasil Penilaian", "Results of assessments",
            "Hasil seleksi dan evaluasi kota cerdas yang dibuka untuk umum: nilai mandiri, nilai tim pusat, dan selisihnya.",
            tags: ["penilaian", "kota cerdas"], in: directory)
        let schema = OwnColumns.schema([Self.code] + Self.about + Self.values, key: ["kode"])
        return OwnTable(draft, schema: schema) { [results] in
            try await results().sorted { $0.assessment.code < $1.assessment.code }.map { result in
                [.text(result.assessment.code)] + Self.described(result.assessment) + Self.figures(result.total)
            }
        }
    }

    private var components: OwnTable {
        let draft = OwnColumns.draft(
            "hasil-penilaian-komponen", "Hasil Penilaian per Komponen", "Results of assessments by component",
            "Nilai mandiri dan nilai tim pusat tiap komponen dari seleksi dan evaluasi kota cerdas yang dibuka untuk umum.",
            tags: ["penilaian", "kota cerdas"], in: directory)
        let component = [
            OwnColumns.column("komponen", .string, "Kode komponen", .dimension),
            OwnColumns.column("nama_komponen", .string, "Nama komponen"),
            OwnColumns.column("bobot", .number, "Bobot", .measure, unit: "persen"),
        ]
        let schema = OwnColumns.schema([Self.code] + component + Self.about + Self.values, key: ["kode", "komponen"])
        return OwnTable(draft, schema: schema) { [results] in
            try await results().sorted { $0.assessment.code < $1.assessment.code }.flatMap { result in
                result.lines.compactMap { line -> [Datum]? in
                    guard let component = line.component else { return nil }
                    let named: [Datum] = [.text(component.code), .words(component.title), .decimal(component.weight.plain)]
                    return [.text(result.assessment.code)] + named + Self.described(result.assessment) + Self.figures(line)
                }
            }
        }
    }

    private static let code = OwnColumns.column("kode", .string, "Kode penilaian", .identifier)

    private static let about = [
        OwnColumns.column("penilaian", .string, "Penilaian"), OwnColumns.column("tujuan", .string, "Tujuan", .dimension),
        OwnColumns.column("tahun", .year, "Tahun", .period),
    ]

    private static func described(_ assessment: Assessment) -> [Datum] {
        [.words(assessment.name), .text(assessment.purpose.rawValue), .year(assessment.year)]
    }

    private static let values = [
        OwnColumns.column("nilai_mandiri", .number, "Nilai mandiri", .measure),
        OwnColumns.column("nilai_pusat", .number, "Nilai tim pusat", .measure),
        OwnColumns.column("selisih", .number, "Selisih", .measure), OwnColumns.figure("kelengkapan", "Kelengkapan jawaban", "persen"),
    ]

    private static func figures(_ line: AssessmentResult.Line) -> [Datum] {
        [
            .decimal(line.ownValue?.plain), .decimal(line.centralValue?.plain), .decimal(line.difference?.plain),
            .whole(line.own.completeness),
        ]
    }
}
