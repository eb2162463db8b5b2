import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Work

@Suite struct JourneyTests {
    @Test func `a report goes from a citizen to her last word, each fact with its own person`() async throws {
        let world = try await ReportFixtures()
        let desk = world.desk
        let receipt = try await desk.submit(world.submission(), by: .visitor)
        await #expect(throws: AppError.notFound) { try await desk.publicReport(code: receipt.code) }

        try await desk.perform(try await world.verify(), on: receipt.id, by: world.triage)
        #expect(try await desk.publicReport(code: receipt.code).text == "Jalan berlubang di depan pasar.")
        try await desk.perform(AssignReport(agency: ReportFixtures.publicWorks), on: receipt.id, by: world.triage)
        try await desk.perform(AcceptReport(), on: receipt.id, by: world.clerk)
        world.time.pass(days: 2)
        try await desk.perform(NoteProgress(text: "Aspal dipesan.", isPublic: true), on: receipt.id, by: world.clerk)
        try await desk.perform(ClaimDone(text: "Sudah ditambal.", photos: [world.photo()]), on: receipt.id, by: world.clerk)
        var report = try await desk.file(receipt.id, for: world.triage).report
        #expect(report.claimedBy == "clerk" && report.checkedAt == nil && report.acceptedAt == nil)

        try await desk.perform(ConfirmWork(text: "Benar."), on: receipt.id, by: world.villageHead)
        report = try await desk.perform(
            AcceptResult(of: try await desk.file(receipt.id, for: world.triage).report, stars: 5, text: "Terima kasih"), on: receipt.id,
            by: world.reporter(receipt))
        #expect(report.state == "closed" && report.closure == .accepted && report.rating == 5)
        #expect(report.checkedBy == "village-head" && report.acceptedAt != nil && report.isInTime == true && report.workingDays == 2)
    }

    @Test func `sending twice with one key makes one report and the same receipt`() async throws {
        let world = try await ReportFixtures()
        var submission = world.submission()
        submission.clientKey = "phone-1"
        let first = try await world.desk.submit(submission, by: .visitor)
        let second = try await world.desk.submit(submission, by: .visitor)
        #expect(first.code == second.code && first.secret == second.secret && second.isRepeat)
        #expect(try await world.database.read { try $0.count("SELECT count(*) FROM report") } == 1)
    }

    @Test func `a place outside of the regency is told which authority to ask`() async throws {
        let world = try await ReportFixtures()
        var submission = world.submission()
        submission.village = ""
        submission.latitude = -7.9
        let error = await #expect(throws: AppError.self) { try await world.desk.submit(submission, by: .visitor) }
        #expect(error?.issues == [Issue("place", Message("error.outside_known", ["neighbour": "Kabupaten Bondowoso"]))])
    }

    @Test func `whoever claimed the work cannot check it, and an agency cannot touch another's case`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.inProgress()
        await #expect(throws: AppError.forbidden) {
            try await world.desk.perform(NoteProgress(text: "x", isPublic: false), on: receipt.id, by: Actor(kind: .account, id: "nobody"))
        }
        let error = await #expect(throws: AppError.self) {
            try await world.desk.perform(ClaimDone(text: "Sudah", photos: [world.photo()]), on: receipt.id, by: world.otherClerk)
        }
        #expect(error?.kind == .forbidden)
        let both = Actor(kind: .account, id: "clerk", grants: world.clerk.grants + world.villageHead.grants)
        try await world.desk.perform(ClaimDone(text: "Sudah", photos: [world.photo()]), on: receipt.id, by: both)
        let refused = await #expect(throws: AppError.self) { try await world.desk.perform(ConfirmWork(), on: receipt.id, by: both) }
        #expect(refused?.message.key == "error.checker_is_claimer")
        try await world.desk.perform(SendBack(text: "Masih berlubang."), on: receipt.id, by: world.villageHead)
        #expect(try await world.desk.file(receipt.id, for: world.triage).report.state == "in_progress")
    }

    @Test func `a category that demands evidence refuses a claim without a photo`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.inProgress()
        let error = await #expect(throws: AppError.self) {
            try await world.desk.perform(ClaimDone(text: "Sudah."), on: receipt.id, by: world.clerk)
        }
        #expect(error?.issues == [Issue("photos", "error.evidence_needed")])
    }

    @Test func `a second return makes the coordinator rule, and the time to finish keeps running from receipt`() async throws {
        let world = try await ReportFixtures()
        let desk = world.desk
        let receipt = try await desk.submit(world.submission(), by: .visitor)
        try await desk.perform(try await world.verify(), on: receipt.id, by: world.triage)
        var report = try await desk.perform(AssignReport(agency: ReportFixtures.publicWorks), on: receipt.id, by: world.triage)
        let due = report.dueAt
        report = try await desk.perform(ReturnReport(of: report, reason: "Jalan provinsi"), on: receipt.id, by: world.clerk)
        #expect(report.state == "verified")
        world.time.pass(days: 3)
        report = try await desk.perform(AssignReport(agency: ReportFixtures.transport), on: receipt.id, by: world.triage)
        #expect(report.dueAt == due)
        report = try await desk.perform(ReturnReport(of: report, reason: "Bukan kami"), on: receipt.id, by: world.otherClerk)
        #expect(report.state == "ruling")
        let refused = await #expect(throws: AppError.self) {
            try await desk.perform(RuleOnReport(agency: ReportFixtures.publicWorks, text: "PU"), on: receipt.id, by: world.triage)
        }
        #expect(refused?.kind == .forbidden)
        report = try await desk.perform(
            RuleOnReport(agency: ReportFixtures.publicWorks, text: "Jalan ini milik kabupaten."), on: receipt.id, by: world.coordinator)
        #expect(report.state == "in_progress" && report.agency == ReportFixtures.publicWorks && report.dueAt == due)
    }

    @Test func `ten working days of silence close as silent, never as satisfied`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.checked()
        world.time.pass(days: 13)
        while try await world.desk.escalate() > 0 {}
        #expect(try await world.desk.file(receipt.id, for: world.triage).report.state == "checked")
        world.time.pass(days: 2)
        while try await world.desk.escalate() > 0 {}
        let report = try await world.desk.file(receipt.id, for: world.triage).report
        #expect(report.state == "closed" && report.closure == .silent && report.rating == nil && report.acceptedAt == nil)
    }

    @Test func `reopening goes one level higher each time`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.checked()
        var report = try await world.desk.file(receipt.id, for: world.triage).report
        for level in 1...2 {
            report = try await world.desk.perform(
                ReopenReport(of: report, text: "Berlubang lagi."), on: receipt.id, by: world.reporter(receipt))
            #expect(report.level == level && report.state == "in_progress" && report.checkedAt == nil)
            try await world.desk.perform(
                ClaimDone(text: "Ditambal lagi.", photos: [world.photo("b\(level)")]), on: receipt.id, by: world.clerk)
            report = try await world.desk.perform(ConfirmWork(), on: receipt.id, by: world.villageHead)
        }
    }

    @Test func `the second of two clerks is told that the case has moved`() async throws {
        let world = try await ReportFixtures()
        let receipt = try await world.inProgress()
        let seen = try await world.desk.file(receipt.id, for: world.clerk).report.version
        try await world.desk.perform(
            NoteProgress(text: "Sedang diukur.", isPublic: false), on: receipt.id, by: world.clerk, expecting: seen)
        try await world.desk.perform(ClaimDone(text: "Selesai.", photos: [world.photo()]), on: receipt.id, by: world.clerk, expecting: seen)
        let error = await #expect(throws: AppError.self) {
            try await world.desk.perform(
                ClaimDone(text: "Selesai.", photos: [world.photo()]), on: receipt.id, by: world.clerk, expecting: seen)
        }
        #expect(error?.kind == .conflict && error?.message.values["act"] == "report.claim")
    }
}
