import Directory
import Foundation
import Kernel
import Masterplan
import Storage
import Tables
import Work

/// The demo's plans: a nomenclature, an RPJMD, Renstra and Renja of ten agencies, the flagship programmes, and a smart-city master plan
/// whose points are joined with them – some of them not yet, so that the matrix has holes to show.
struct DemoPlans: Sendable {
    let directory: DirectoryIndex
    let world: World
    /// Who answers for each agency, by id.
    let clerks: [String: Actor]
    let planner: Actor

    /// In which the demo's plans begin; its workshops are held for the same years.
    static func firstYear(_ today: Int) -> Int { min(2025, today) }

    /// In one transaction, for a commit for each act would take longer than all the rest.
    func load() async throws {
        let today = directory.today
        let report = try await ImportNomenclature(directory, edition: "\(today.civil.year)").run(
            .path(DemoFiles.nomenclature.path), by: .system)
        guard report.problemCount == 0 else { throw DemoDefect("nomenclature: \(report.problems[0])") }
        let subjects = PlanSubjects()
        subjects.registerNodes()
        let links = LinkDesk(database: directory.database, world: world, directory: directory, subjects: subjects)
        try await directory.database.write { [self] tx in
            var writer = DemoPlanWriter(
                demo: self, links: links, tx: tx, from: DemoPlans.firstYear(today.civil.year), year: today.civil.year)
            try writer.rpjmd()
            for work in DemoPlanFacts.work { try writer.work(of: work.agency, work.subActivities) }
            try writer.city()
            try writer.flagships()
            try writer.above()
        }
    }
}
