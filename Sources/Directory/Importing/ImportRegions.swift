import Kernel
import Storage
import Tables
import Work

/// Imports regencies, subdistricts and villages from a table, in any mixture. Importing the same file again changes nothing.
package struct ImportRegions: Sendable {
    package let directory: DirectoryIndex
    package init(_ directory: DirectoryIndex) { self.directory = directory }

    private struct Line {
        var number: Int
        var region: Region
    }

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        try actor.need(DirectoryPermission.regions)
        let known = try await directory.database.read { tx in Set(try RegionStore(tx).all().map(\.code)) }
        let (regions, report) = try await Background.run { try ImportRegions.read(source, known: known, options) }
        guard !report.isRefused, !regions.isEmpty else { return report }
        let stored = try await directory.database.write { [world = directory.world] tx in
            var stored = report
            for region in regions { stored.count(try RegionStore(tx).save(region, now: world.now())) }
            if stored.added + stored.changed > 0 { try tx.recordImport("regions", stored, by: actor, in: world, touching: .regions) }
            return stored
        }
        try await directory.refresh()
        return stored
    }

    private static func read(_ source: ImportSource, known: Set<RegionCode>, _ options: ImportOptions) throws -> ([Region], ImportReport) {
        let table = try source.table()
        _ = try table.column("kode", or: "code")
        _ = try table.column("nama", or: "name")
        var (lines, report) = try Import.read(table, strict: options.isStrict, progress: options.progress) { check in
            line(&check)
        }
        // Parents first, wherever they stand in the file.
        lines.sort { ($0.region.code, $0.number) < ($1.region.code, $1.number) }
        var there = known
        var kept: [Region] = []
        for line in lines {
            let code = line.region.code
            if kept.last?.code == code {
                report.add(problem(line, "directory.import.twice", "directory.import.expect_once"))
            } else if let parent = code.parent, !there.contains(parent) {
                let expected = Message("directory.import.expect_parent", ["code": parent.text])
                report.add(problem(line, "directory.import.no_parent", expected))
            } else {
                there.insert(code)
                kept.append(line.region)
            }
        }
        return report.refuses(options) ? ([], report) : (kept, report)
    }

    private static func line(_ check: inout RowCheck) -> Line? {
        let typed = check.code("kode", "code", expected: "directory.import.expect_region_code") { RegionCode($0) != nil }
        let name = check.line("nama", "name", max: 120)
        guard let code = typed.flatMap(RegionCode.init), let name else { return nil }
        let parents = ["kode_kecamatan", "kode_kabupaten", "kode_induk", "parent"]
        let parent = check.cell(parents)
        if !parent.isEmpty, RegionCode(parent) != code.parent {
            let expected = Message("directory.import.expect_parent_code", ["code": code.parent?.text ?? "–"])
            let _: Never? = check.refuse(parents, "directory.import.wrong_parent", expected)
            return nil
        }
        if code.kind == .village, !isKind(check.cell(["jenis", "kind"]), code) {
            let _: Never? = check.refuse(["jenis", "kind"], "directory.import.wrong_kind", "directory.import.expect_village_kind")
            return nil
        }
        var region = Region(code: code, name: name)
        region.population = count(&check, ["penduduk_total", "penduduk", "population"])
        region.area = number(&check, ["luas_km2", "luas", "area_km2"], 0...1_000_000)
        region.latitude = number(&check, ["lintang", "latitude", "lat"], -90...90)
        region.longitude = number(&check, ["bujur", "longitude", "lon", "lng"], -180...180)
        return Line(number: check.row.line, region: region)
    }

    /// Whether the kind in words fits the code's: the code is what everything else goes by.
    private static func isKind(_ word: String, _ code: RegionCode) -> Bool {
        switch Plain.folded(word) {
        case "": true
        case "kelurahan", "urban": code.villageKind == .urban
        case "desa", "rural", "nagari", "gampong": code.villageKind == .rural
        case "desa adat", "customary": code.villageKind == .customary
        default: false
        }
    }

    private static func count(_ check: inout RowCheck, _ names: [String]) -> Int? {
        let cell = check.cell(names)
        if cell.isEmpty { return nil }
        guard let number = Int(cell), number >= 0 else { return check.refuse(names, "table.not_a_number", "table.expect_whole_number") }
        return number
    }

    private static func number(_ check: inout RowCheck, _ names: [String], _ range: ClosedRange<Double>) -> Double? {
        let cell = check.cell(names)
        if cell.isEmpty { return nil }
        guard let number = Double(cell.replacing(",", with: ".")), range.contains(number) else {
            return check.refuse(
                names, "table.not_a_number",
                Message("table.expect_between", ["low": "\(range.lowerBound)", "high": "\(range.upperBound)"]))
        }
        return number
    }

    private static func problem(_ line: Line, _ what: Message, _ expected: Message) -> RowProblem {
        RowProblem(line: line.number, column: "kode", found: line.region.code.text, problem: what, expected: expected)
    }
}

extension Transaction {
    /// The event of an import, with its counts.
    func recordImport(_ what: String, _ report: ImportReport, by actor: Actor, in world: World, touching part: DirectoryPart) throws {
        let subject = Reference("import", what)
        try record(
            Event(
                "\(what).imported", of: subject, sequence: try nextSequence(of: subject), by: actor, in: world,
                details: ["added": "\(report.added)", "changed": "\(report.changed)", "problems": "\(report.problemCount)"]))
        try touch(part)
    }
}
