import ArgumentParser
import Directory
import Foundation
import Kernel
import Masterplan
import Reports
import Storage
import Tables
import Web

struct ImportFiles: PendopoCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in regions, boundaries, agencies, categories, holidays, the nomenclature or plans from files.",
        discussion: "Good rows are stored in one transaction and every bad one is named; with --strict nothing is stored when one is bad. "
            + "Importing the same file again changes nothing. A plan (Renstra, RKPD, Renja) becomes a draft: import plan FILE --kind renja --year 2027. "
            + "A database that is not there yet is made, and an older one brought up to date."
    )

    enum What: String, ExpressibleByArgument, CaseIterable {
        case regions, boundaries, agencies, categories, holidays, nomenclature, plan
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: "What the files hold.") var what: What
    @Argument(help: "CSV, XLSX or, for boundaries, GeoJSON files.") var files: [String]
    @Flag(help: "Store nothing of a file in which anything is wrong.") var strict = false
    @Flag(help: "For holidays: leave the calendars as drafts, to be looked at and published on their page.") var draft = false
    @OptionGroup var plan: PlanOptions

    @Option(help: "For the nomenclature: what the edition is called, such as 2027.") var edition: String?
    @Option(help: "For the nomenclature: the first day on which it holds, such as 2027-01-01.") var from: String?

    func validate() throws {
        if files.isEmpty { throw ValidationError("name at least one file") }
        if let from, Day(from) == nil { throw ValidationError("\(from) is no day such as 2027-01-01") }
        if what == .plan, plan.kind == nil || plan.year == nil { throw ValidationError("a plan needs --kind and --year") }
    }

    func act() async throws {
        let settings = try await common.settings()
        let house = try await House.open(settings, migrates: true, logger: Console.logger(settings))
        let directory = DirectoryIndex(
            database: house.database, world: house.world, regency: RegionCode(settings.web.regency), offsetHours: settings.web.offsetHours)
        try await directory.refresh()
        var isGood = true
        for file in files {
            guard FileManager.default.isReadableFile(atPath: file) else {
                Console.error("pendopo: \(file) cannot be read")
                isGood = false
                continue
            }
            if what == .plan {
                if try await !plan.take(file, directory, house.database, strict: strict) { isGood = false }
                continue
            }
            let report = try await take(file, directory, house)
            for note in report.notes { Console.error("\(file): \(Console.say(note))") }
            for problem in report.problems { Console.error("\(file): \(problem.text(Console.words, Console.language))") }
            Console.print("\(file): \(Console.say(report.summary))")
            if report.problemCount > 0 { isGood = false }
        }
        await house.close()
        if !isGood { throw ExitCode.failure }
    }

    /// Into drafts first; what publishing them moves is said before it is done.
    private func holidays(_ file: String, _ directory: DirectoryIndex, _ house: House) async throws -> ImportReport {
        let drafts = { @Sendable in
            try await house.database.read { tx in try CalendarStore(tx).all().filter { $0.isDraft && $0.version > 0 } }
        }
        let before = try await drafts()
        let report = try await ImportHolidays(directory).run(
            .path(file), publish: false, options: ImportOptions(isStrict: strict, progress: Console.progress(file)), by: .system)
        let desk = ReportDesk(database: house.database, world: house.world, vault: house.vault, ground: Ground(directory))
        let preview = CalendarPreview()
        preview.register(CalendarDeadlines(desk: desk, directory: directory).hook)
        // Without --draft also what an earlier run left as a draft, though this file changes nothing in it.
        let years = try await draft ? [] : ImportHolidays(directory).years(.path(file), options: ImportOptions(isStrict: strict))
        for calendar in try await drafts() {
            let isSame = before.contains { $0.id == calendar.id && $0.version == calendar.version }
            if isSame, !years.contains(calendar.year) { continue }
            let effects = try await preview.effects(of: calendar, directory.calendars)
            for effect in effects { Console.print("\(calendar.year): \(Console.say(effect.message))") }
            if effects.isEmpty { Console.print("\(calendar.year): \(Console.say("directory.calendar.effect.none"))") }
            if !draft { try await EditCalendars(directory).publish(year: calendar.year, seen: calendar.version, by: .system) }
        }
        return report
    }

    private func take(_ file: String, _ directory: DirectoryIndex, _ house: House) async throws -> ImportReport {
        let options = ImportOptions(isStrict: strict, progress: Console.progress(file))
        let source = ImportSource.path(file)
        return switch what {
        case .regions: try await ImportRegions(directory).run(source, options: options, by: .system)
        case .boundaries: try await ImportBoundaries(directory).run(source, options: options, by: .system)
        case .agencies: try await ImportAgencies(directory).run(source, options: options, by: .system)
        case .categories: try await ImportCategories(directory).run(source, options: options, by: .system)
        case .holidays: try await holidays(file, directory, house)
        case .nomenclature:
            try await ImportNomenclature(directory, edition: edition, from: from.flatMap { Day($0) }).run(
                source, options: options, by: .system)
        case .plan: throw ValidationError("plans are taken elsewhere")
        }
    }
}
