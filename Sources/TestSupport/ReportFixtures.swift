import Kernel
import Reports
import Storage
import Work

/// A desk on a fresh database with a small regency: two villages, three agencies, two categories, and people for every part.
package struct ReportFixtures: Sendable {
    package let desk: ReportDesk
    package let time: TestWorld
    package let database: Database

    package static let roads = "road"
    package static let violence = "violence"
    package static let publicWorks = "agency-pu"
    package static let transport = "agency-dishub"
    package static let villageOffice = "agency-village"

    package let triage = Actor(
        kind: .account, id: "triage", name: "Rina",
        grants: [Grant(permissions: [.triageReports, .openIdentities, .readReports])])
    package let coordinator = Actor(
        kind: .account, id: "coordinator", name: "Budi", grants: [Grant(permissions: [.coordinateReports, .triageReports, .checkReports])])
    package let clerk = Actor(
        kind: .account, id: "clerk", name: "Agus",
        grants: [Grant(permissions: [.handleReports, .openIdentities], agencies: [ReportFixtures.publicWorks])])
    package let otherClerk = Actor(
        kind: .account, id: "other-clerk", name: "Dewi",
        grants: [Grant(permissions: [.handleReports], agencies: [ReportFixtures.transport])])
    package let villageHead = Actor(
        kind: .account, id: "village-head", name: "Sutrisno",
        grants: [Grant(permissions: [.checkReports], agencies: [ReportFixtures.villageOffice])])

    package static let migrations: [Migration] = WorkMigrations.all + ReportsMigrations.all

    /// - Parameters:
    ///   - sixDays: agencies that work on Saturdays.
    ///   - given: a database that was filled already; a fresh one otherwise.
    package init(
        start: String = "2026-03-02T02:00:00Z", holidays: Set<Day> = [], sixDays: Set<String> = [], database given: Database? = nil
    ) async throws {
        time = TestWorld(start: start)
        if let given {
            database = given
        } else {
            database = try await TestDatabase.make(migrations: ReportFixtures.migrations, filled: "rules") { database in
                try await ReportFixtures.fill(database)
            }
        }
        let calendar = WorkCalendar(version: "2026.1", holidays: holidays)
        let longWeek = WorkCalendar(version: "2026.1", daysPerWeek: 6, holidays: holidays)
        desk = ReportDesk(
            database: database, world: time.world, vault: Vault(world: time.world),
            ground: Ground(
                locate: { latitude, _ in
                    latitude > -8 ? .outside("Kabupaten Bondowoso") : .village("35.09.19.1001", latitude < -8.5 ? .nearest : .boundary)
                },
                isVillage: { ["35.09.19.1001", "35.09.01.2001"].contains($0) },
                isSubdistrict: { ["35.09.19", "35.09.01"].contains($0) },
                agencyOfRegion: { $0 == "35.09.19.1001" ? ReportFixtures.villageOffice : nil },
                isAgency: { [ReportFixtures.publicWorks, ReportFixtures.transport, ReportFixtures.villageOffice].contains($0) },
                calendar: { $0.map(sixDays.contains) == true ? longWeek : calendar },
                holders: { permission, agency, _ in
                    switch (permission, agency) {
                    case (.triageReports, nil): ["triage"]
                    case (.coordinateReports, nil): ["coordinator"]
                    case (.handleReports, ReportFixtures.publicWorks): ["clerk"]
                    case (.handleReports, ReportFixtures.transport): ["other-clerk"]
                    case (.checkReports, ReportFixtures.villageOffice): ["village-head"]
                    case (.hearAsSection, ReportFixtures.publicWorks): ["section-head"]
                    case (.hearAsHead, ReportFixtures.publicWorks): ["agency-head"]
                    case (.hearAsSecretary, nil): ["secretary"]
                    case (.hearAsRegent, nil): ["regent"]
                    default: []
                    }
                }))
    }

    /// Puts the workflow and the categories into a migrated database.
    package static func fill(_ database: Database) async throws {
        let start = Instant("2024-01-01T00:00:00Z")!
        try await database.write { tx in
            try tx.publish(.report, validFrom: start, by: .system)
            try tx.insert(
                Category(
                    id: ReportFixtures.roads, nameIndonesian: "Jalan rusak", nameEnglish: "Broken road", agency: ReportFixtures.publicWorks,
                    rounding: 100, needsEvidence: true, validFrom: Day("2024-01-01")!))
            try tx.insert(
                Category(
                    id: ReportFixtures.violence, nameIndonesian: "Kekerasan", nameEnglish: "Violence", kind: .oversight, rounding: 1000,
                    isSensitive: true, validFrom: Day("2024-01-01")!))
        }
    }

    /// A report as Siti would send it.
    package func submission(_ text: String = "Jalan berlubang di depan pasar, sudah dua minggu.") -> Submission {
        var submission = Submission()
        submission.category = ReportFixtures.roads
        submission.text = text
        submission.village = "35.09.19.1001"
        submission.latitude = -8.17
        submission.longitude = 113.7
        submission.identity = ReporterIdentity(name: "Siti Aminah", phone: "0812-3456-7890", mail: "siti@example.org")
        return submission
    }

    /// The bearer of a receipt's link.
    package func reporter(_ receipt: Receipt) -> Actor { Actor(kind: .reporter, id: receipt.id.text) }

    package func verify(_ disclosure: Report.Disclosure = .open) async throws -> VerifyReport {
        let tree = try await desk.database.read { tx in CategoryTree(try tx.categories()) }
        return VerifyReport(
            kind: .complaint, category: tree[ReportFixtures.roads]!, disclosure: disclosure, publicText: "Jalan berlubang di depan pasar.",
            publicPhotos: [])
    }

    /// A photo that looks like the given one; equal names look equal.
    package func photo(_ name: String = "a") -> PhotoDraft {
        PhotoDraft(file: "file-\(name)", thumbnail: "thumb-\(name)", width: 800, height: 600, look: "look-\(name)")
    }

    /// A report that has come as far as the agency's work.
    package func inProgress(_ submission: Submission? = nil, disclosure: Report.Disclosure = .open) async throws -> Receipt {
        let receipt = try await desk.submit(submission ?? self.submission(), by: .visitor)
        try await desk.perform(try await verify(disclosure), on: receipt.id, by: triage)
        try await desk.perform(AssignReport(agency: ReportFixtures.publicWorks), on: receipt.id, by: triage)
        try await desk.perform(AcceptReport(), on: receipt.id, by: clerk)
        return receipt
    }

    /// A report that the first agency has returned: triage has it again.
    package func returned() async throws -> Receipt {
        let receipt = try await desk.submit(submission(), by: .visitor)
        try await desk.perform(try await verify(), on: receipt.id, by: triage)
        let report = try await desk.perform(AssignReport(agency: ReportFixtures.publicWorks), on: receipt.id, by: triage)
        try await desk.perform(ReturnReport(of: report, reason: "Jalan provinsi"), on: receipt.id, by: clerk)
        return receipt
    }

    /// The clocks of a report, oldest first.
    package func clocks(_ receipt: Receipt) async throws -> [Clock] {
        try await database.read { tx in try tx.clocks(of: Reference("report", receipt.id)) }
    }

    /// Gives every alert that is due, of clocks that have passed several as well.
    package func escalateAll() async throws { while try await desk.escalate() > 0 {} }

    /// A report whose work somebody else has found done.
    package func checked() async throws -> Receipt {
        let receipt = try await inProgress()
        try await desk.perform(ClaimDone(text: "Sudah ditambal.", photos: [photo("after")]), on: receipt.id, by: clerk)
        try await desk.perform(ConfirmWork(text: "Saya lihat sendiri, sudah rata."), on: receipt.id, by: villageHead)
        return receipt
    }
}
