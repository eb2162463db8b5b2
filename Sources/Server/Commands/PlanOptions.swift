import ArgumentParser
import Directory
import Foundation
import Kernel
import Masterplan
import Storage
import Tables

/// What `pendopo import plan` must know besides the file.
struct PlanOptions: ParsableArguments {
    enum Kind: String, ExpressibleByArgument, CaseIterable {
        case renstra, rkpd, renja

        var edition: PlanEdition.Kind {
            switch self {
            case .renstra: .strategic
            case .rkpd: .annualGovernment
            case .renja: .annualWork
            }
        }
    }

    @Option(help: "For plans: what kind the file is.") var kind: Kind?
    @Option(help: "For plans: the year, or the first of several.") var year: Int?
    @Option(help: "For plans of several years: the last.") var toYear: Int?
    @Option(help: "For plans: code of the agency, where the rows do not name theirs.") var agency: String?
    @Option(help: "For plans: the program it comes from, whose columns are remembered.") var source = "SIPD"
    @Flag(help: "For plans: say what would change and store nothing.") var dryRun = false

    private func scope(_ directory: DirectoryIndex) throws -> PlanScope {
        guard let kind, let year else { throw ValidationError("a plan needs --kind and --year") }
        let last = toYear ?? year
        guard year <= last else { throw ValidationError("--to-year lies before --year") }
        var owner: Identifier<Agency>?
        if let agency {
            guard let found = directory.agencies.find(code: agency.uppercased()) else {
                throw ValidationError("there is no agency with the code \(agency)")
            }
            owner = found.id
        }
        return PlanScope(kind: kind.edition, years: year...last, agency: owner)
    }

    /// Imports one file and says what became of it.
    /// - Returns: whether every row could be taken.
    func take(_ file: String, _ directory: DirectoryIndex, _ database: Database, strict: Bool) async throws -> Bool {
        let scope = try scope(directory)
        let importer = ImportPlan(directory)
        let map = try await database.read { [source] in try $0.columnMap(source: source) }
        let report =
            dryRun
            ? try await importer.compare(.path(file), scope, map: map, by: .system)
            : try await importer.keep(
                .path(file), scope, map: map, remembering: source, by: .system,
                options: ImportOptions(isStrict: strict, progress: Console.progress(file)))
        for note in report.reading.notes { Console.error("\(file): \(Console.say(note))") }
        for problem in report.reading.problems { Console.error("\(file): \(problem.text(Console.words, Console.language))") }
        for remark in report.reading.remarks { Console.error("\(file): \(remark.text(Console.words, Console.language))") }
        let (before, after) = report.plans.totals
        let format = Format(language: Console.language)
        for plan in report.plans {
            let found = plan.reconciliation
            Console.print(
                "\(directory.agencies.name(plan.agency.text)): "
                    + Console.say(
                        Message(
                            "plan.import.line",
                            [
                                "matched": format.number(found.matched), "added": format.number(found.added.count),
                                "changed": format.number(found.changed.count), "gone": format.number(found.gone.count),
                                "money": format.rupiah(found.totalsAfter.values.reduce(0, +)),
                            ])))
        }
        for year in Set(before.keys).union(after.keys).sorted() {
            Console.print("\(year): \(format.rupiah(before[year] ?? 0)) → \(format.rupiah(after[year] ?? 0))")
        }
        Console.print(
            "\(file): "
                + Console.say(
                    Message(
                        report.isKept ? "plan.import.is_kept" : "plan.import.not_kept",
                        ["problems": format.number(report.reading.problemCount)])))
        return report.reading.problemCount == 0
    }
}
