import ArgumentParser
import Directory
import Foundation
import Kernel
import Masterplan
import Reports
import Tables
import Web

struct ImportFiles: PendopoCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in regions, boundaries, agencies, categories, holidays, the nomenclature or plans from files.",
        discussion: "Good rows are stored in one transaction and every bad one is named; with --strict nothing is stored when one is bad. "
            + "Importing the same file again changes nothing. A plan (Renstra, RKPD, Renja) becomes a draft: import plan FILE --kind renja --year 2027."
    )

    enum What: String, ExpressibleByArgument, CaseIterable {
        case regions, boundaries, agencies, categories, holidays, nomenclature, plan
    }

    @OptionGroup var common: CommonOptions
    @Argument(help: "What the files hold.") var what: What
    @Argument(help: "CSV, XLSX or, for boundaries, GeoJSON files.") var files: [String]
    @Flag(help: "Store nothing of a file in which anything is wrong.") var strict = false
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
        let house = try await House.open(settings, logger: Console.logger(settings))
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
            let report = try await take(file, directory)
            for note in report.notes { Console.error("\(file): \(Console.say(note))") }
            for problem in report.problems { Console.error("\(file): \(problem.text(Console.words, Console.language))") }
            Console.print("\(file): \(Console.say(report.summary))")
            if report.problemCount > 0 { isGood = false }
        }
        await house.close()
        if !isGood { throw ExitCode.failure }
    }

    private func take(_ file: String, _ directory: DirectoryIndex) async throws -> ImportReport {
        let options = ImportOptions(isStrict: strict, progress: Console.progress(file))
        let source = ImportSource.path(file)
        return switch what {
        case .regions: try await ImportRegions(directory).run(source, options: options, by: .system)
        case .boundaries: try await ImportBoundaries(directory).run(source, options: options, by: .system)
        case .agencies: try await ImportAgencies(directory).run(source, options: options, by: .system)
        case .categories: try await ImportCategories(directory).run(source, options: options, by: .system)
        case .holidays: try await ImportHolidays(directory).run(source, publish: true, options: options, by: .system)
        case .nomenclature:
            try await ImportNomenclature(directory, edition: edition, from: from.flatMap { Day($0) }).run(
                source, options: options, by: .system)
        case .plan: throw ValidationError("plans are taken elsewhere")
        }
    }
}
