import Foundation
import Kernel
import Storage
import Tables
import Work

/// Imports agencies from a table. An agency is found again by its code or, where the table has none, by its name, so importing
/// the same file again changes nothing.
///
/// A row of the kind *kecamatan*, *kelurahan* or *desa* without a region code stands for the offices of all of them: one is
/// made for each subdistrict or village of the regency.
package struct ImportAgencies: Sendable {
    package let directory: DirectoryIndex
    package init(_ directory: DirectoryIndex) { self.directory = directory }

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        try actor.need(DirectoryPermission.agencies)
        let (rows, report) = try await Background.run {
            let table = try source.table()
            _ = try table.column("nama", or: "name")
            _ = try table.column("jenis", or: "kind")
            return try Import.read(table, strict: options.isStrict, progress: options.progress) { AgencyRow(&$0) }
        }
        guard !report.isRefused, !rows.isEmpty else { return report }
        let places = directory.places.now
        let today = directory.today
        let stored: ImportReport
        do {
            stored = try await directory.database.write { [world = directory.world] tx in
                var merge = try AgencyMerge(tx, world: world, by: actor, places: places, today: today, report: report)
                for row in rows { try merge.take(row) }
                try merge.mergeAgencies()
                if merge.report.refuses(options) { throw Refused(report: merge.report) }
                if merge.report.added + merge.report.changed > 0 {
                    try tx.recordImport("agencies", merge.report, by: actor, in: world, touching: .agencies)
                }
                return merge.report
            }
        } catch let refused as Refused {
            return refused.report
        }
        try await directory.refresh()
        return stored
    }

    /// Undoes the transaction of a strict import.
    private struct Refused: Error {
        var report: ImportReport
    }
}

/// Matches rows with agencies, one by one, so that later rows may name earlier ones as their parent.
private struct AgencyMerge {
    let writer: AgencyWriter
    let places: PlacesSnapshot
    let today: Day
    var report: ImportReport
    private var byCode: [String: Agency]
    private var byName: [String: Agency]
    /// Agencies that were merged into another one, which may stand on a later line.
    private var mergers: [Merger] = []

    private struct Merger {
        var row: AgencyRow
        var agency: Identifier<Agency>
        var into: String
        /// What became of the rest of its row.
        var outcome: ImportReport.Outcome
    }

    init(_ tx: Transaction, world: World, by actor: Actor, places: PlacesSnapshot, today: Day, report: ImportReport) throws {
        writer = AgencyWriter(tx, world: world, by: actor)
        self.places = places
        self.today = today
        self.report = report
        let all = try AgencyStore(tx).all()
        byCode = Dictionary(all.map { ($0.code, $0) }) { $1 }
        byName = Dictionary(all.map { (Plain.folded($0.name), $0) }) { $1 }
    }

    mutating func take(_ row: AgencyRow) throws {
        let offices: [Agency.Kind: Region.Kind] = [.subdistrict: .subdistrict, .urbanVillage: .village, .village: .village]
        guard let kind = offices[row.kind], row.region == nil else { return try save(row) }
        let regions = places.subdistricts.flatMap { kind == .subdistrict ? [$0] : places.children(of: $0.code) }
            .filter { row.kind != .urbanVillage || $0.villageKind == .urban }.filter { row.kind != .village || $0.villageKind != .urban }
        guard !regions.isEmpty else {
            return report.add(
                RowProblem(
                    line: row.line, column: "jenis", found: row.name, problem: "directory.import.no_regions",
                    expected: "directory.import.expect_regions"))
        }
        for region in regions { try save(office(of: region, row)) }
        report.notes.append(Message("directory.import.stands_for", ["line": "\(row.line)", "count": "\(regions.count)"]))
    }

    /// The office of one region, after a row that stands for all of them.
    private func office(of region: Region, _ row: AgencyRow) -> AgencyRow {
        var office = row
        let (prefix, title) =
            switch row.kind {
            case .subdistrict: ("KEC", "Kecamatan")
            case .urbanVillage: ("KEL", "Kelurahan")
            default: ("DESA", "Pemerintah Desa")
            }
        office.code = "\(prefix)-\(region.code)"
        // Names of villages repeat within a regency; the subdistrict tells them apart.
        let above = region.kind == .village ? region.parent.flatMap(places.region).map { ", \($0.name)" } ?? "" : ""
        office.name = "\(title) \(region.name)\(above)"
        office.region = region.code
        office.mergedInto = nil
        // Kelurahan are part of their subdistrict's office; desa govern themselves.
        if row.kind == .urbanVillage { office.parent = region.parent.map { "KEC-\($0)" } }
        return office
    }

    private mutating func save(_ row: AgencyRow) throws {
        let old = row.code.flatMap { byCode[$0] } ?? (row.code == nil ? byName[Plain.folded(row.name)] : nil)
        var draft =
            old.map(AgencyDraft.init) ?? AgencyDraft(code: row.code ?? freeCode(row.name), name: row.name, kind: row.kind, validFrom: today)
        draft.name = row.name
        draft.kind = row.kind
        draft.region = row.region ?? draft.region
        if !row.governmentFunctions.isEmpty { draft.governmentFunctions = row.governmentFunctions }
        draft.functions = row.functions ?? (old == nil && row.mergedInto == nil ? usualFunctions(row) : draft.functions)
        draft.daysPerWeek = row.daysPerWeek ?? (old == nil && [.hospital, .publicHealthCentre].contains(row.kind) ? 6 : draft.daysPerWeek)
        draft.email = row.email ?? draft.email
        draft.phone = row.phone ?? draft.phone
        draft.address = row.address ?? draft.address
        draft.validFrom = row.validFrom ?? draft.validFrom
        draft.validTo = row.validTo ?? draft.validTo
        if let parent = row.parent {
            guard let found = byCode[parent.uppercased()] ?? byName[Plain.folded(parent)] else {
                return refuse(row, "induk", parent, "directory.agency.no_parent")
            }
            draft.parent = found.id
        }
        do {
            let saved = try old.map { try writer.update($0.id, draft, seen: $0.version) } ?? writer.create(draft)
            let outcome: ImportReport.Outcome = old == nil ? .added : old == saved ? .unchanged : .changed
            byCode[saved.code] = saved
            byName[Plain.folded(saved.name)] = saved
            if let into = row.mergedInto {
                mergers.append(Merger(row: row, agency: saved.id, into: into, outcome: outcome))
            } else {
                report.count(outcome)
            }
        } catch let error as AppError where error.kind == .invalid || error.kind == .conflict {
            // These checks come before anything is written, so the rest of the transaction goes on.
            let issue = error.issues.first
            refuse(row, issue?.field ?? "", row.name, issue?.message ?? error.message)
        }
    }

    /// Merges what the table says was merged, once all of them are there, each agency before the one it went into is merged itself.
    mutating func mergeAgencies() throws {
        var left: [(merger: Merger, target: Identifier<Agency>)] = []
        for merger in mergers {
            let target = byCode[merger.into.uppercased()] ?? byName[Plain.folded(merger.into)]
            if let target { left.append((merger, target.id)) } else { refuse(merger, "directory.agency.unknown") }
        }
        while let next = left.firstIndex(where: { one in !left.contains { $0.target == one.merger.agency } }) {
            let (merger, target) = left.remove(at: next)
            try merge(merger, into: target)
        }
        for (merger, _) in left { refuse(merger, "directory.agency.merged_in_circle") }
    }

    private mutating func merge(_ merger: Merger, into target: Identifier<Agency>) throws {
        guard let agency = try AgencyStore(writer.tx).find(merger.agency) else { return }
        if agency.mergedInto == target { return report.count(merger.outcome) }
        do {
            try writer.merge(agency.id, into: target, seen: agency.version, today: today, endedOn: merger.row.validTo, isPast: true)
            report.count(merger.outcome == .unchanged ? .changed : merger.outcome)
        } catch let error as AppError where error.kind == .invalid || error.kind == .conflict {
            refuse(merger, error.issues.first?.message ?? error.message)
        }
    }

    private mutating func refuse(_ merger: Merger, _ message: Message) {
        report.count(merger.outcome)
        refuse(merger.row, "digabung_ke", merger.into, message)
    }

    private mutating func refuse(_ row: AgencyRow, _ column: String, _ found: String, _ message: Message) {
        report.add(
            RowProblem(line: row.line, column: column, found: found, problem: message, expected: "directory.import.expect_corrected"))
    }

    /// ICT, planning and inspection are known by their government function, as long as nobody has the duty yet.
    private func usualFunctions(_ row: AgencyRow) -> Set<Agency.Function> {
        let usual: [String: Agency.Function] = ["2.16": .ict, "5.01": .planning, "6.01": .inspectorate]
        let taken = Set(byCode.values.flatMap(\.functions))
        return Set(row.governmentFunctions.compactMap { usual[$0] }).subtracting(taken)
    }

    /// A code made of the name's main words.
    private func freeCode(_ name: String) -> String {
        let plain = name.replacing(/\([^)]*\)/, with: " ")
        let words = Plain.folded(plain).uppercased().split(separator: " ").filter { !["DAN", "DI", "ATAU"].contains($0) }
        var code = ""
        for word in words where code.count + word.count < 38 { code += (code.isEmpty ? "" : "-") + word }
        code = String(code.unicodeScalars.filter { $0.isASCII })
        var free = code.count < 2 ? "OPD" : code
        var number = 2
        while byCode[free] != nil {
            free = "\(code)-\(number)"
            number += 1
        }
        return free
    }
}
