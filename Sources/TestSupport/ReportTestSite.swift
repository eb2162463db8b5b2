import Directory
import Kernel
import Reports
import Storage
import Web
import Work

/// A site with reports on the small regency of ``DirectoryFixtures``: three categories, and people for every part.
package struct ReportTestSite: Sendable {
    package let site: TestSite
    package let desk: ReportDesk
    package let directory: DirectoryIndex

    /// A broken road; asks nothing.
    package static let roads = "road"
    /// A street lamp; asks for the number on the pole and how many are out.
    package static let lamps = "lamp"
    /// Violence: sensitive, its places rounded to a kilometre.
    package static let violence = "violence"
    package static let village = "35.09.19.1001"

    package let triage = Actor(
        kind: .account, id: "triage", name: "Rina", grants: [Grant(permissions: [.triageReports, .openIdentities, .readReports])])
    package let clerk: Actor
    package let checker: Actor

    /// The agency that mends roads.
    package var publicWorks: String { directory.agencies.find(code: "DPU")!.id.text }

    package init(
        world: TestWorld = TestWorld(), assets: Assets = .none, log: TestLog? = nil, settings change: (inout Settings) -> Void = { _ in }
    ) async throws {
        site = try await TestSite([DirectoryFixtures.capability, .reports()], world: world, assets: assets, log: log, settings: change)
        desk = site.installation.services.get()
        directory = site.installation.services.get()
        let (works, office) = (directory.agencies.find(code: "DPU")!.id.text, directory.agencies.find(code: "KEL-MANGLI")!.id.text)
        clerk = Actor(
            kind: .account, id: "clerk", name: "Bambang",
            grants: [Grant(permissions: [.handleReports, .openIdentities], agencies: [works])])
        checker = Actor(
            kind: .account, id: "village-head", name: "Sutrisno", grants: [Grant(permissions: [.checkReports], agencies: [office])])
        try await desk.database.write { tx in
            if try tx.workflow("report", version: 1) == nil {
                try tx.publish(.report, validFrom: Instant("2024-01-01T00:00:00Z")!, by: .system)
            }
            for category in ReportTestSite.categories { try tx.insert(category) }
        }
    }

    private static let categories: [Category] = {
        let start = Day("2024-01-01")!
        return [
            Category(id: "infrastructure", nameIndonesian: "Jalan dan penerangan", nameEnglish: "Roads and lights", validFrom: start),
            Category(
                id: roads, parent: "infrastructure", nameIndonesian: "Jalan rusak", nameEnglish: "Broken road", needsEvidence: true,
                validFrom: start),
            Category(
                id: lamps, parent: "infrastructure", nameIndonesian: "Lampu jalan mati", nameEnglish: "Street lamp out",
                questions: [
                    CategoryQuestion(
                        code: "pole", kind: .text, labelIndonesian: "Nomor tiang", labelEnglish: "Number on the pole", isRequired: true),
                    CategoryQuestion(
                        code: "count", kind: .number, labelIndonesian: "Berapa lampu", labelEnglish: "How many lamps", isRequired: false),
                ], validFrom: start),
            Category(
                id: violence, nameIndonesian: "Kekerasan", nameEnglish: "Violence", kind: .oversight, rounding: 1000, isSensitive: true,
                validFrom: start),
        ]
    }()

    /// A report as Siti would send it.
    package func submission(
        _ text: String = "Jalan berlubang di depan pasar. Sudah dua minggu dan belum ditambal.", disclosure: Report.Disclosure = .open
    ) -> Submission {
        var submission = Submission()
        submission.category = ReportTestSite.roads
        submission.text = text
        submission.village = ReportTestSite.village
        submission.latitude = -8.18134
        submission.longitude = 113.66127
        submission.disclosure = disclosure
        submission.identity = ReporterIdentity(name: "Siti Aminah", phone: "0812-3456-7890", mail: "siti@example.org")
        return submission
    }

    /// Triage takes a report as real, with its words as they are.
    @discardableResult
    package func verify(_ receipt: Receipt, as disclosure: Report.Disclosure = .open) async throws -> Report {
        try await verify(receipt.id, as: disclosure)
    }

    @discardableResult
    package func verify(_ id: Identifier<Report>, as disclosure: Report.Disclosure = .open) async throws -> Report {
        let report = try await desk.file(id, for: triage).report
        let tree = try await desk.database.read { CategoryTree(try $0.categories()) }
        return try await desk.perform(
            VerifyReport(
                kind: .complaint, category: tree[report.category]!, disclosure: disclosure, publicText: report.text, publicPhotos: []),
            on: id, by: triage)
    }

    /// A report as far as the agency's work.
    package func inProgress(_ submission: Submission) async throws -> Receipt {
        let receipt = try await desk.submit(submission, by: .visitor)
        try await verify(receipt, as: submission.disclosure)
        try await desk.perform(AssignReport(agency: publicWorks), on: receipt.id, by: triage)
        try await desk.perform(AcceptReport(), on: receipt.id, by: clerk)
        return receipt
    }

    /// A report whose work somebody else has found done.
    package func checked(_ submission: Submission? = nil) async throws -> Receipt {
        let receipt = try await inProgress(submission ?? self.submission())
        let photo = PhotoDraft(file: "after", thumbnail: "after-small", width: 800, height: 600, look: "00000000000000ff")
        try await desk.perform(ClaimDone(text: "Sudah ditambal.", photos: [photo]), on: receipt.id, by: clerk)
        try await desk.perform(ConfirmWork(text: "Saya lihat sendiri, sudah rata."), on: receipt.id, by: checker)
        return receipt
    }
}
