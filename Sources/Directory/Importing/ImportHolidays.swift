import Kernel
import Storage
import Tables
import Work

/// Imports days off into the drafts of their years, and publishes these when asked to. Days that are not in the file stay as
/// they are: one that was lost in a table must not silently become a working day.
package struct ImportHolidays: Sendable {
    package let directory: DirectoryIndex
    package init(_ directory: DirectoryIndex) { self.directory = directory }

    package func run(
        _ source: ImportSource, publish: Bool, options: ImportOptions = ImportOptions(), by actor: Actor
    ) async throws -> ImportReport {
        try actor.need(DirectoryPermission.calendars)
        let (holidays, report) = try await Background.run { try ImportHolidays.read(source, options) }
        guard !report.isRefused, !holidays.isEmpty else { return report }
        let stored = try await directory.database.write { [world = directory.world] tx in
            var stored = report
            let writer = CalendarWriter(tx, world: world, by: actor)
            let (drafts, outcomes) = try writer.put(holidays)
            outcomes.forEach { stored.count($0) }
            // A year without changes has no draft that was kept.
            if publish { for draft in drafts where draft.version > 0 { try writer.publish(year: draft.year, seen: nil) } }
            if stored.added + stored.changed > 0 { try tx.recordImport("holidays", stored, by: actor, in: world, touching: .calendars) }
            return stored
        }
        try await directory.refresh()
        return stored
    }

    /// The years a file has days of; none where an import of it is refused.
    package func years(_ source: ImportSource, options: ImportOptions = ImportOptions()) async throws -> Set<Int> {
        try await Background.run { Set(try ImportHolidays.read(source, options).0.map(\.day.civil.year)) }
    }

    private static func read(_ source: ImportSource, _ options: ImportOptions) throws -> ([Holiday], ImportReport) {
        let table = try source.table()
        _ = try table.column("tanggal", or: "date", "day")
        _ = try table.column("nama", or: "name")
        var (lines, report) = try Import.read(table, strict: options.isStrict, progress: options.progress) { check in
            line(&check).map { ($0, check.row.line) }
        }
        lines.sort { ($0.0.day, $0.1) < ($1.0.day, $1.1) }
        var kept: [Holiday] = []
        for (holiday, line) in lines {
            if kept.last?.day == holiday.day {
                report.add(
                    RowProblem(
                        line: line, column: "tanggal", found: holiday.day.description, problem: "directory.import.twice",
                        expected: "directory.import.expect_once"))
            } else {
                kept.append(holiday)
            }
        }
        return report.refuses(options) ? ([], report) : (kept, report)
    }

    private static func line(_ check: inout RowCheck) -> Holiday? {
        let day = check.day("tanggal", "date", "day")
        let name = check.line("nama", "name", max: 120)
        let hasKind = !check.cell(["jenis", "kind"]).isEmpty
        let kind: Holiday.Kind? =
            hasKind
            ? check.choice(
                "jenis", "kind",
                of: [
                    "libur nasional": .national, "cuti bersama": .collective, "nasional": .national, "national": .national,
                    "collective": .collective,
                ])
            : .national
        guard let day, let name, let kind else { return nil }
        let years = ["tahun", "year"]
        let year = check.cell(years)
        if !year.isEmpty, Int(year) != day.civil.year {
            return check.refuse(
                years, "directory.import.other_year", Message("directory.import.expect_year", ["year": "\(day.civil.year)"]))
        }
        return Holiday(day, name, kind)
    }
}
