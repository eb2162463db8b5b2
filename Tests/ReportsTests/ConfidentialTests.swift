import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

@Suite struct ConfidentialTests {
    @Test func `a confidential report is in no public list, page, map or figure`() async throws {
        let world = try await ReportFixtures()
        var submission = world.submission("Kepala sekolah memungut uang dari murid.")
        submission.disclosure = .confidential
        let receipt = try await world.inProgress(submission, disclosure: .confidential)
        #expect(try await world.desk.publicReports().reports.isEmpty)
        #expect(try await world.desk.publicPoints().isEmpty)
        await #expect(throws: AppError.notFound) { try await world.desk.publicFile(code: receipt.code) }
        for dimension in ReportStatistics.Dimension.allCases {
            let figures = try await world.desk.statistics(by: dimension)
            #expect(figures.total.received == 0 && figures.lines.isEmpty)
        }
        let events = try await world.database.read { try $0.events(of: Reference("report", receipt.id)) }
        #expect(events.dropFirst().allSatisfy { $0.visibility == .internal })
    }

    @Test func `only those who must act may open it`() async throws {
        let world = try await ReportFixtures()
        var submission = world.submission()
        submission.disclosure = .confidential
        let receipt = try await world.inProgress(submission, disclosure: .confidential)
        for actor in [world.triage, world.coordinator, world.clerk] { _ = try await world.desk.file(receipt.id, for: actor) }
        let reader = Actor(kind: .account, id: "reader", grants: [Grant(permissions: [.readReports])])
        for actor in [world.otherClerk, world.villageHead, reader, .visitor] {
            await #expect(throws: AppError.notFound) { try await world.desk.file(receipt.id, for: actor) }
        }
    }

    @Test func `what the citizen hid can be hidden more, never less`() async throws {
        let world = try await ReportFixtures()
        var submission = world.submission()
        submission.disclosure = .anonymous
        let receipt = try await world.desk.submit(submission, by: .visitor)
        let error = await #expect(throws: AppError.self) {
            try await world.desk.perform(try await world.verify(.open), on: receipt.id, by: world.triage)
        }
        #expect(error?.issues.first?.field == "disclosure")
        try await world.desk.perform(try await world.verify(.confidential), on: receipt.id, by: world.triage)
        #expect(try await world.desk.publicReports().reports.isEmpty)
    }

    @Test func `opening an identity needs the right, a reason, and is shown to the reporter`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.inProgress()
        let short = await #expect(throws: AppError.self) {
            try await world.desk.openIdentity(of: receipt.id, by: world.clerk, reason: "ingin")
        }
        #expect(short?.issues.first?.field == "reason")
        let refused = await #expect(throws: AppError.self) {
            try await world.desk.openIdentity(of: receipt.id, by: world.villageHead, reason: "menanyakan letak lubang")
        }
        #expect(refused?.kind == .forbidden)
        let identity = try await world.desk.openIdentity(of: receipt.id, by: world.clerk, reason: "menanyakan letak lubang")
        #expect(identity?.name == "Siti Aminah")
        let accesses = try await world.desk.file(receipt.id, for: world.reporter(receipt)).accesses
        #expect(accesses.map(\.reason) == ["menanyakan letak lubang"] && accesses.first?.account == "clerk")
    }

    @Test func `the agency reported on cannot open the name of an anonymous reporter`() async throws {
        let world = try await ReportFixtures()
        var submission = world.submission()
        submission.disclosure = .anonymous
        let receipt = try await world.inProgress(submission, disclosure: .anonymous)
        let refused = await #expect(throws: AppError.self) {
            try await world.desk.openIdentity(of: receipt.id, by: world.clerk, reason: "menanyakan letak lubang")
        }
        #expect(refused?.kind == .forbidden)
        #expect(
            try await world.desk.openIdentity(of: receipt.id, by: world.triage, reason: "menanyakan letak lubang")?.name == "Siti Aminah")
    }

    @Test func `no text of the identity stands readable in the database`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.desk.submit(world.submission(), by: .visitor)
        let sealed = try await world.database.read {
            try $0.row("SELECT sealed FROM report_identity WHERE report_id = \(receipt.id)")!.bytes("sealed")
        }
        #expect(!String(decoding: sealed, as: UTF8.self).contains("Siti"))
    }
}
