import Directory
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct AgencyMergerTests {
    /// Public works goes into the communication agency.
    private func merge(_ office: OfficeSite, _ code: String = "DPU") async throws {
        let agency = try #require(office.directory.agencies.find(code: code))
        let target = try #require(office.directory.agencies.find(code: "DISKOMINFO"))
        try await EditAgencies(office.directory).merge(agency.id, into: target.id, seen: agency.version, by: office.administrator)
        // The job that moves the reports, and then what follows from their moving.
        try await office.settle()
        try await office.settle()
    }

    @Test func `open reports go to the successor as they are, and everyone can read why`() async throws {
        let office = try await OfficeSite()
        let (assigned, working, closed) = (try await office.assigned(), try await office.inProgress(), try await office.closed())
        let elsewhere = try await office.assigned("Antrean panjang di loket.", to: "RSUD")
        let before = try await office.report(working.id)
        let owed = try await office.desk.database.read { try $0.obligations(of: before.reference) }
        let old = office.agency("DPU")
        try await merge(office)
        let heir = office.agency("DISKOMINFO")
        for receipt in [assigned, working] {
            let report = try await office.report(receipt.id)
            #expect(report.agency == heir)
        }
        let after = try await office.report(working.id)
        #expect(after.state == before.state && after.dueAt == before.dueAt && after.checker == before.checker)
        let now = try await office.desk.database.read { try $0.obligations(of: before.reference) }
        #expect(now.map(\.agency) == [heir] && now.map(\.dueAt) == owed.map(\.dueAt))
        #expect(try await office.report(closed.id).agency == old)
        #expect(try await office.report(elsewhere.id).agency == office.agency("RSUD"))

        let page = try await office.site.browser().get("/laporan/\(working.code)").page().text
        #expect(page.contains("Tugas Dinas Pekerjaan Umum beralih ke Dinas Komunikasi dan Informatika, karena kedua instansi digabung"))
        // The clerk's role moved along with the agency, so she is told.
        let told = try await office.desk.database.read { [id = office.clerk.id] tx in try tx.notifications(for: id, limit: 10) }
        #expect(told.filter { $0.message.key == "told.staff.hand_over" }.count == 2)
        let event = try await office.desk.database.read { try $0.events(of: after.reference).last }
        #expect(event?.kind == "report.hand_over" && event?.actorKind == .system)
        let mergers = AgencyMergers(desk: office.desk, directory: office.directory)
        #expect(try await mergers.move(from: old) == 0)
    }

    @Test func `what was closed follows when it is opened again`() async throws {
        let office = try await OfficeSite()
        let closed = try await office.closed()
        try await merge(office)
        let report = try await office.report(closed.id)
        try await office.desk.perform(
            ReopenReport(of: report, text: "Berlubang lagi."), on: closed.id, by: Actor(kind: .reporter, id: closed.id.text))
        #expect(try await office.report(closed.id).agency == office.agency("DISKOMINFO"))
    }

    @Test func `the checking of a village's reports goes along, confidential ones stay hidden`() async throws {
        let office = try await OfficeSite()
        let claimed = try await office.inProgress()
        try await office.desk.perform(ClaimDone(text: "Selesai.", photos: [try await office.photo("x")]), on: claimed.id, by: office.clerk)
        let hidden = try await office.inProgress("Kepala sekolah memungut uang.", .confidential)
        try await merge(office, "KEL-MANGLI")
        try await merge(office)
        let heir = office.agency("DISKOMINFO")
        #expect(try await office.report(claimed.id).checker == heir)
        let owed = try await office.desk.database.read { try $0.obligations(of: Reference("report", claimed.id)) }
        #expect(owed.map(\.agency) == [heir])
        let events = try await office.desk.database.read { try $0.events(of: Reference("report", hidden.id)) }
        #expect(events.last?.kind == "report.hand_over" && events.last?.visibility == .internal)
    }

    @Test func `a case under an older version of the workflow moves as well`() async throws {
        let office = try await OfficeSite()
        let receipt = try await office.inProgress()
        var older = Workflow.report
        older.version = 2
        older.acts.removeAll { $0.name == "hand_over" }
        try await office.desk.database.write { [older] tx in
            try tx.publish(older, validFrom: Instant("2024-01-01T00:00:00Z")!, by: .system)
            try tx.run("UPDATE report SET workflow_version = 2 WHERE id = \(receipt.id)")
        }
        try await merge(office)
        #expect(try await office.report(receipt.id).agency == office.agency("DISKOMINFO"))
    }

    @Test func `the keys of the merged agency's systems act for its successor`() async throws {
        let office = try await OfficeSite()
        let works = try await OfficeClient(office, "Sistem PU", [.handleReports], agency: "DPU")
        try await merge(office)
        let clients = try await office.desk.database.read { try APIClientStore($0).all() }
        #expect(clients.map { $0.agency?.text } == [office.agency("DISKOMINFO")])
        let versions = try await office.desk.database.read { try $0.versions(of: clients[0].reference) }
        #expect(versions.count == 2 && works.actor.id == clients[0].id.text)
    }
}
