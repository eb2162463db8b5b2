import Directory
import Kernel
import Storage
import Tables
import Work

/// Imports an edition of the nomenclature from a table as `refdata/nomenklatur_kabkota_2027.csv` has it: level, code, title,
/// performance, indicator, unit, SPM, and the code it takes the place of. A line is found again by its code, so importing the same
/// file again changes nothing; lines that are not in the file stay.
package struct ImportNomenclature: Sendable {
    package let directory: DirectoryIndex
    /// What the edition is called; a new one is begun where none is.
    package let name: String
    package let from: Day

    /// - Parameters:
    ///   - name: the current year where nothing is said.
    ///   - from: the first day on which it holds; the first of January of the year in its name where nothing is said.
    package init(_ directory: DirectoryIndex, edition name: String? = nil, from: Day? = nil) {
        self.directory = directory
        let year = name.flatMap { Int($0) }.flatMap { (2000...2099).contains($0) ? $0 : nil } ?? directory.today.civil.year
        self.name = name ?? "\(year)"
        self.from = from ?? Day(year: year, month: 1, day: 1)!
    }

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        guard actor.kind == .system || actor.mayAnywhere(.importNomenclature) else { throw AppError.forbidden }
        guard (1...40).contains(Plain.line(name).count) else { throw AppError.invalid("edition", "nomenclature.error.name") }
        let (lines, read) = try await Background.run { try ImportNomenclature.read(source, options) }
        guard !read.isRefused, !lines.isEmpty else { return read }
        return try await directory.database.write { [world = directory.world, name, from] tx in
            var report = read
            let known = try tx.nomenclatureEditions().first { $0.name == name }
            var edition = known ?? NomenclatureEdition(id: world.newID(), name: name, validFrom: from)
            let before = Dictionary(
                uniqueKeysWithValues: try tx.rows("SELECT * FROM nomenclature_entry WHERE edition_id = \(edition.id)").map {
                    let entry = NomenclatureEntry(row: $0)
                    return (entry.code, entry)
                })
            if known == nil {
                try close(before: from, tx, world, actor)
                try tx.run(
                    """
                    INSERT INTO nomenclature_edition (id, name, valid_from, valid_to, content, entries, version)
                    VALUES (\(edition.id), \(edition.name), \(edition.validFrom), \(edition.validTo), \(edition.content.text), 0, 0)
                    """)
            }
            var gone: [SQL] = []
            var new: [KeptEntry] = []
            for entry in lines {
                guard let old = before[entry.code] else {
                    new.append(KeptEntry(entry: entry, edition: edition.id))
                    report.count(.added)
                    continue
                }
                if old == entry {
                    report.count(.unchanged)
                    continue
                }
                gone.append("DELETE FROM nomenclature_entry WHERE edition_id = \(edition.id) AND code = \(entry.code)")
                edition.content.remove(old.digest)
                new.append(KeptEntry(entry: entry, edition: edition.id))
                report.count(.changed)
            }
            guard !new.isEmpty || known == nil else { return report }
            try tx.run(all: gone)
            try tx.insert(new, adding: &edition.content)
            edition.entries = before.count + report.added
            try keep(&edition, tx, world, actor)
            return report
        }
    }

    /// The edition before this one ends the day before.
    private func close(before day: Day, _ tx: Transaction, _ world: World, _ actor: Actor) throws {
        guard var last = try tx.nomenclatureEditions().first(where: { $0.validFrom < day && $0.validTo == nil }) else { return }
        last.validTo = day.adding(-1)
        try keep(&last, tx, world, actor)
    }

    private func keep(_ edition: inout NomenclatureEdition, _ tx: Transaction, _ world: World, _ actor: Actor) throws {
        edition.version += 1
        try tx.run(
            """
            UPDATE nomenclature_edition SET valid_to = \(edition.validTo), content = \(edition.content.text), entries = \(edition.entries),
                version = \(edition.version) WHERE id = \(edition.id)
            """)
        try tx.record(
            Event(
                "nomenclature.imported", of: edition.reference, sequence: edition.version, by: actor, in: world,
                details: ["entries": "\(edition.entries)"], digest: edition.digest))
    }

    private static func read(_ source: ImportSource, _ options: ImportOptions) throws -> ([NomenclatureEntry], ImportReport) {
        let table = try source.table()
        _ = try table.column("kode", or: "code")
        _ = try table.column("nama", or: "name", "uraian")
        var (lines, report) = try Import.read(table, strict: options.isStrict, progress: options.progress) { check in
            line(&check).map { ($0, check.row.line) }
        }
        // A code that comes twice with other words is nobody's to choose between.
        var seen: [String: Int] = [:]
        var kept: [NomenclatureEntry] = []
        for (entry, line) in lines {
            if let first = seen[entry.code] {
                report.add(
                    RowProblem(
                        line: line, column: "kode", found: entry.code,
                        problem: Message("nomenclature.error.twice", ["line": "\(first)"]), expected: "nomenclature.expect.once"))
                continue
            }
            seen[entry.code] = line
            kept.append(entry)
        }
        lines = []
        if options.isStrict, report.problemCount > 0 {
            report.isRefused = true
            return ([], report)
        }
        return (kept, report)
    }

    private static let codes = ["kode", "code"]
    /// What tables call them.
    private static let levels: [String: NomenclatureEntry.Kind] = [
        "urusan": .affair, "bidang": .field, "program": .programme, "kegiatan": .activity, "sub_kegiatan": .subActivity,
        "sub kegiatan": .subActivity, "subkegiatan": .subActivity,
    ]

    private static func line(_ check: inout RowCheck) -> NomenclatureEntry? {
        let typed = Plain.line(check.cell(codes))
        let code: NomenclatureCode
        do {
            code = try NomenclatureCode(checking: typed)
        } catch .zerosLost(let probable) {
            return check.refuse(codes, "nomenclature.error.zeros", Message("nomenclature.expect.code", ["code": probable]))
        } catch {
            return check.refuse(codes, typed.isEmpty ? "table.empty" : "table.wrong_form", "nomenclature.expect.form")
        }
        let kind = code.kind
        let level = check.cell(["level", "jenis_kode"]).lowercased()
        if !level.isEmpty, levels[level] != kind {
            return check.refuse(["level", "jenis_kode"], "nomenclature.error.level", Message("nomenclature.expect.level", ["code": typed]))
        }
        guard let title = check.line("nama", "name", "uraian", max: 600) else { return nil }
        let performance = check.optionalLine("kinerja", "performance", max: 1000) ?? ""
        let indicator = check.optionalLine("indikator", "indicator", max: 1000) ?? ""
        let unit = check.optionalLine("satuan", "unit", max: 120) ?? ""
        let previous = Plain.line(check.cell(["kode_sebelumnya", "previous"]))
        if !previous.isEmpty, NomenclatureCode(previous) == nil {
            return check.refuse(["kode_sebelumnya", "previous"], "table.wrong_form", "nomenclature.expect.form")
        }
        return NomenclatureEntry(
            code: code.description, kind: kind, parent: code.parent?.description, title: title, performance: performance,
            indicator: indicator, unit: unit, isMinimumStandard: check.cell(["spm"]).uppercased() == "SPM",
            previous: previous.isEmpty ? nil : previous)
    }
}
