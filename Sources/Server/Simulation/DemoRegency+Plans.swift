import Assessments
import Catalogue
import Commitments
import Directory
import Foundation
import Innovations
import Kernel
import Masterplan
import Reports
import Storage
import Tables
import Web
import Work
import Workshops

/// What came after the reports: workshops, innovations, promises and evaluations.
extension DemoRegency {
    func holdWorkshops(
        _ directory: DirectoryIndex, _ time: SimulatedWorld, _ people: DemoPeople, _ founded: Instant
    ) async throws {
        let innovations = InnovationDesk(
            database: database, world: time.world, vault: vault, directory: directory, references: Composition.references)
        let desk = WorkshopDesk(
            database: database, world: time.world, vault: vault, directory: directory, innovations: innovations,
            broadcast: ChangeBroadcast())
        try await DemoWorkshops(desk: desk, time: time, people: people, now: now, earliest: founded.adding(days: 2), seed: seed &+ 4).load()
        time.set(now: now)
    }

    func writeInnovations(
        _ directory: DirectoryIndex, _ time: SimulatedWorld, _ people: DemoPeople, _ founded: Instant
    ) async throws {
        let desk = InnovationDesk(
            database: database, world: time.world, vault: vault, directory: directory, references: Composition.references)
        let subjects = PlanSubjects()
        subjects.register(InnovationSheet.kind, describe: InnovationsReferences.subject)
        let links = LinkDesk(database: database, world: time.world, directory: directory, subjects: subjects)
        try await DemoInnovations(
            desk: desk, links: links, time: time, people: people, now: now, earliest: founded.adding(days: 2), seed: seed
        ).load()
        time.set(now: now)
    }

    func makePromises(_ directory: DirectoryIndex, _ time: SimulatedWorld, _ people: DemoPeople) async throws {
        let desk = CommitmentDesk(
            database: database, world: time.world, directory: directory, files: files, references: Composition.references,
            absolute: { "http://127.0.0.1:8080" + $0 })
        try await DemoCommitments(
            desk: desk, time: time, people: people, now: now, permissions: permissions, seed: seed &* 7
        ).load()
        time.set(now: now)
    }

    func assess(_ directory: DirectoryIndex, _ time: SimulatedWorld, _ people: DemoPeople) async throws {
        let desk = AssessmentDesk(
            database: database, world: time.world, directory: directory, files: files, references: Composition.references,
            absolute: { "http://127.0.0.1:8080" + $0 })
        try await DemoAssessments(desk: desk, time: time, people: people, now: now, seed: seed &* 11).load()
        time.set(now: now)
    }
}
