import Columns
import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

/// Personal data found in a file close the gate, until they are remedied or somebody says why they are nobody's.
@Suite struct PersonalDataTests {
    private static let phones = """
        Desa;Telepon;Warga
        Sumberjambe;081234567890;3509112301900001
        Pakusari;081234567891;3509116301900001
        Arjasa;081234567892;3509112302900001
        """

    @Test func `whoever says that a finding is nobody's data gives a reason that the steward reads, for one file and never of an NIK`()
        async throws
    {
        let (site, received) = try await CatalogueTestSite.sent(Self.phones, named: "telepon.csv")
        var submission = try await site.read(received)
        #expect(submission.outcome?.findings == 2)
        let clerk = site.site.browser()
        clerk.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        let seen = try await site.understanding(submission)
        let phone = try #require(seen.privacy.firstIndex { $0.kind == .phone })
        let number = try #require(seen.privacy.firstIndex { $0.kind == .nationalID })
        let page = try await clerk.get(path)
        #expect(page.text.contains("name=\"harmless.\(phone)\"") && !page.text.contains("name=\"harmless.\(number)\""))
        func say(_ finding: Int, _ reason: String) async throws -> Answer {
            let form = try await clerk.get(path).form(to: "\(path)/bacaan").filling(["change": "harmless"])
            return try await clerk.submit(form.with("finding", "\(finding)").with("harmless.\(finding)", reason))
        }
        let reason = "Nomor telepon kantor desa, tercantum di papan nama."
        #expect(try await say(phone, "Aman").status == 422)
        #expect(try await say(number, reason).status == 422)
        #expect(try await say(phone, reason).status == 303)
        submission = try await site.read(submission)
        #expect(submission.outcome?.findings == 1 && submission.outcome?.declared == 1)
        #expect(submission.reading.harmless?.map(\.by) == ["producer"])

        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        let steward = site.site.browser()
        steward.signIn(site.steward)
        let check = try await steward.get(path)
        #expect(check.text.contains("Nomor telepon kantor desa, tercantum di papan nama.") && check.text.contains("0812********"))
        #expect(try await steward.get("/data/periksa").text.contains("Dinyatakan bukan data pribadi"))
        await #expect(throws: AppError.self) {
            try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward)
        }
        try await site.desk.perform(
            OverrideGate(reason: "Nomor surat yang kebetulan berpola NIK, sudah diperiksa."), on: submission.id, by: site.steward)
        try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward)

        // Next month nothing of it holds.
        let table = try await site.table(of: submission.dataset)
        #expect(table.reading.harmless == nil)
        _ = try await site.site.installation.files.put(Array(Self.phones.utf8))
        let next = try await site.desk.receive(
            ReceiveUpload(table: table.id, filename: "telepon-2.csv", fileHash: received.fileHash, fileBytes: received.fileBytes),
            by: site.producer)
        #expect(try await site.read(next).outcome?.findings == 2)
    }

    @Test func `over the API a declaration carries its sender's name, and takes a reason as well`() async throws {
        let (site, received) = try await CatalogueTestSite.sent(Self.phones, named: "telepon.csv")
        let submission = try await site.read(received)
        let reason = "Nomor telepon kantor desa, tercantum di papan nama."
        for bad in [
            HarmlessDeclaration(.phone, fields: ["telepon"], reason: "Aman"),
            HarmlessDeclaration(.nationalID, fields: ["warga"], reason: reason),
        ] {
            await #expect(throws: AppError.self) {
                try await site.desk.perform(ChangeReading(submission.reading.declaring(bad)), on: submission.id, by: site.producer)
            }
            await #expect(throws: AppError.self) {
                try await site.desk.receive(
                    ReceiveUpload(
                        table: submission.distribution, filename: "x.csv", fileHash: received.fileHash, fileBytes: 1,
                        reading: Reading().declaring(bad)), by: site.producer)
            }
        }
        let said = submission.reading.declaring(HarmlessDeclaration(.phone, fields: ["telepon"], reason: reason, by: "steward"))
        let changed = try await site.desk.perform(ChangeReading(said), on: submission.id, by: site.producer)
        #expect(changed.reading.harmless?.map(\.by) == ["producer"], "nobody declares in another's name")
        var schema = try #require(submission.outcome?.schema)
        for index in schema.fields.indices { schema.fields[index].standard.privacy = .harmless }
        let marked = try await site.desk.perform(
            ChangeReading(Reading(schema: schema)), on: (try await site.read(changed)).id, by: site.producer)
        #expect(try await site.read(marked).outcome?.findings == 2)
    }

    @Test func `personal data close the gate, and a remedy opens it`() async throws {
        let people = (1...8).map { "Warga \($0);3509190\($0)0180000\($0);08123456789\($0)" }
        let (site, received) = try await CatalogueTestSite.sent((["nama;nik;telepon"] + people).joined(separator: "\n"), named: "warga.csv")
        let submission = try await site.read(received)
        let outcome = try #require(submission.outcome)
        #expect(outcome.findings > 0)
        let seen = try await site.understanding(submission)
        var reading = submission.reading
        for finding in seen.privacy where finding.blocksOpen {
            for field in finding.fields { reading = reading.remedying(.drop(field: field)) }
        }
        if reading.remedies.count < 3 {
            let changed = try await site.desk.perform(ChangeReading(reading), on: submission.id, by: site.producer)
            let again = try await site.read(changed)
            #expect(again.outcome?.findings == 0)
        }
    }
}
