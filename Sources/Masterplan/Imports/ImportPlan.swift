import Directory
import Kernel
import Storage
import Tables
import Web
import Work

/// What became of a file that was read, and kept if it was.
package struct PlanImportReport: Sendable {
    package var reading: PlanReading
    package var plans: [KeptPlan]
    /// Agencies whose rows were left out, because whoever imports may not change their plans.
    package var refused: [Identifier<Agency>]
    package var isKept = false
}

/// Imports Renstra, RKPD and Renja: reads a file, compares it with what is kept, and keeps it as a draft.
package struct ImportPlan: Sendable {
    package let directory: DirectoryIndex
    package init(_ directory: DirectoryIndex) { self.directory = directory }

    /// Reads a file and says what keeping it would change. Writes nothing.
    package func compare(_ source: ImportSource, _ scope: PlanScope, map: ColumnMap, by actor: Actor) async throws -> PlanImportReport {
        let (reading, refused, nomenclature) = try await read(source, scope, map: map, by: actor)
        let names = names
        let plans = try await directory.database.read { [world = directory.world, desk = desk] tx in
            scope.isSpending
                ? try SpendingKeeper(tx, world: world, year: scope.years.lowerBound, reading, by: actor).compare()
                : try PlanKeeper(tx, desk: desk, scope: scope, names: names, nomenclature, reading, by: actor).compare()
        }
        return PlanImportReport(reading: reading, plans: plans, refused: refused)
    }

    /// Reads a file and keeps it as a draft in one transaction, with the meaning of its columns for the next one of its source.
    /// - Parameter record: a change of the import's own record that belongs to it.
    package func keep(
        _ source: ImportSource, _ scope: PlanScope, map: ColumnMap, remembering name: String, by actor: Actor,
        options: ImportOptions = ImportOptions(), record: @escaping @Sendable (Transaction, [KeptPlan]) throws -> Void = { _, _ in }
    ) async throws -> PlanImportReport {
        let (reading, refused, nomenclature) = try await read(source, scope, map: map, by: actor, progress: options.progress)
        if options.isStrict, reading.problemCount > 0 { return PlanImportReport(reading: reading, plans: [], refused: refused) }
        guard !reading.outlines.isEmpty else { throw AppError.invalid("file", "plan.import.nothing") }
        let names = names
        let plans = try await directory.database.write { [world = directory.world, desk = desk] tx in
            try tx.keep(map, of: name, by: actor, in: world)
            let plans =
                scope.isSpending
                ? try SpendingKeeper(tx, world: world, year: scope.years.lowerBound, reading, by: actor).keep(details: ["source": name])
                : try PlanKeeper(tx, desk: desk, scope: scope, names: names, nomenclature, reading, by: actor).keep(
                    details: ["source": name])
            try record(tx, plans)
            return plans
        }
        return PlanImportReport(reading: reading, plans: plans, refused: refused, isKept: true)
    }

    /// Gives what is imported the links of what it follows.
    private var desk: PlanDesk {
        PlanDesk(
            links: LinkDesk(
                database: directory.database, world: directory.world, directory: directory, subjects: PlanSubjects()))
    }

    /// The columns of a file as far as they can be told.
    package func columns(_ source: ImportSource, _ scope: PlanScope, map: ColumnMap) async throws -> PlanReading {
        try await Background.run { try PlanReader.columns(source.rows(), scope, map: map) }
    }

    private var names: [Identifier<Agency>: String] {
        Dictionary(uniqueKeysWithValues: directory.agencies.all.map { ($0.id, $0.name) })
    }

    /// Plans that the actor may not change are left out of what was read.
    private func read(
        _ source: ImportSource, _ scope: PlanScope, map: ColumnMap, by actor: Actor,
        progress: @escaping @Sendable (Double) -> Void = { _ in }
    ) async throws -> (PlanReading, [Identifier<Agency>], NomenclatureTable) {
        try ImportPlan.check(scope, by: actor)
        let agencies = directory.agencies.active(on: directory.today)
        let day = Day(year: scope.years.lowerBound, month: 12, day: 31) ?? directory.today
        let nomenclature = try await directory.database.read { try $0.nomenclatureTable(on: day) }
        var reading = try await Background.run {
            try PlanReader.read(
                source.rows(), scope, map: map, agencies: agencies, nomenclature: nomenclature, progress: progress)
        }
        let foreign = reading.outlines.keys.filter { !ImportPlan.may($0, scope, actor) }.sorted()
        for agency in foreign { reading.outlines[agency] = nil }
        if reading.outlines.isEmpty, !foreign.isEmpty { throw AppError.forbidden }
        return (reading, foreign, nomenclature)
    }

    /// Who may import what: the planning agency everything, an agency its own Renstra and Renja.
    static func may(_ agency: Identifier<Agency>, _ scope: PlanScope, _ actor: Actor) -> Bool {
        actor.kind == .system || actor.may(.stewardPlans) || scope.isByAgency && actor.may(.writePlans, agency: agency.text)
    }

    static func check(_ scope: PlanScope, by actor: Actor) throws {
        guard PlanScope.kinds.contains(scope.kind), !scope.isSpending || scope.kind == .annualWork else {
            throw AppError.invalid("kind", "error.not_offered")
        }
        guard scope.years.count <= scope.kind.mostYears, MoneyLine.years.contains(scope.years.lowerBound),
            MoneyLine.years.contains(scope.years.upperBound)
        else { throw AppError.invalid("year", Message("plan.import.bad_years", ["most": "\(scope.kind.mostYears)"])) }
        if actor.kind == .system || actor.may(.stewardPlans) { return }
        guard scope.isByAgency, actor.mayAnywhere(.writePlans) else { throw AppError.forbidden }
        if let agency = scope.agency, !may(agency, scope, actor) { throw AppError.forbidden }
    }
}

extension ImportSource {
    func rows() throws(AppError) -> SheetRows {
        switch self {
        case .path(let path): try SheetRows(path: path)
        case .bytes(let bytes): try SheetRows(bytes)
        }
    }
}

extension Transaction {
    /// The nomenclature that holds on a day as the importer asks it; empty while none was imported.
    func nomenclatureTable(on day: Day) throws -> NomenclatureTable {
        guard let edition = try nomenclatureEdition(on: day) else { return NomenclatureTable() }
        var table = NomenclatureTable()
        try each("SELECT code, title, previous FROM nomenclature_entry WHERE edition_id = \(edition.id)") { row in
            table.titles[row.text("code")] = row.text("title")
            if let previous = row.textIfAny("previous") {
                table.replaced[previous] = row.text("code")
                table.previous[row.text("code")] = previous
            }
            return true
        }
        return table
    }
}
