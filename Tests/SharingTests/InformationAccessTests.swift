import Catalogue
import Directory
import Foundation
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Sharing

@Suite("Who sees and does what with requests for information")
struct InformationAccessTests {
    @Test("who asked is kept sealed, opened only with a reason that the applicant reads, and appears in no register")
    func identity() async throws {
        let office = try await InformationTests.Office()
        let (request, applicant, _) = try await office.received()
        let stored = try await office.shared.database.read { tx in
            try tx.row("SELECT sealed FROM information_applicant WHERE request_id = \(request.id)")!.bytes("sealed")
        }
        #expect(!String(decoding: stored, as: UTF8.self).contains("Sumiati"))
        await #expect(throws: AppError.notFound) {
            try await office.desk.openApplicant(of: request.id, by: office.answerer, reason: "Ingin tahu saja siapa")
        }
        await #expect(throws: AppError.invalid("reason", "error.information_reason")) {
            try await office.desk.openApplicant(of: request.id, by: office.officer, reason: "cek")
        }
        let opened = try await office.desk.openApplicant(of: request.id, by: office.officer, reason: "Mengirim salinan dokumen")
        #expect(opened == InformationTests.applicant)
        let file = try await office.desk.informationFile(code: request.code, for: applicant)
        #expect(file.accesses.map(\.reason) == ["Mengirim salinan dokumen"])
        let browser = office.shared.catalogue.site.browser()
        for path in ["/permintaan-informasi", "/permintaan-informasi/laporan/2026", "/api/information-requests"] {
            let answer = try await browser.get(path)
            #expect(answer.status == 200)
            for secret in ["Sumiati", "Mawar", "laporan keuangan", "3509015708800003", request.code] {
                #expect(!answer.text.contains(secret), "\(path)")
            }
        }
        try await office.desk.perform(DescribeRequest("Laporan keuangan perbaikan jalan 2025"), on: request.caseID, by: office.officer)
        #expect(try await browser.get("/permintaan-informasi").text.contains("Laporan keuangan perbaikan jalan 2025"))
    }

    @Test("who may do what with a request, as a table")
    func policy() async throws {
        let office = try await InformationTests.Office()
        var (request, applicant, _) = try await office.received()
        request.agency = office.shared.catalogue.works
        let cast: [(String, Actor)] = [
            ("visitor", .visitor), ("applicant", applicant), ("other applicant", Actor(kind: .reporter, id: "x")),
            ("officer", office.officer),
            ("answerer", office.answerer), ("superior", office.superior), ("owner", office.shared.owner), ("system", .system),
        ]
        let table = cast.map { name, actor in
            let acts = Workflow.informationRequest.acts.filter { request.may($0, actor) }.map(\.name).joined(separator: " ")
            return "\(name): \(request.maySee(actor) ? "sees" : "-") \(acts)"
        }
        #expect(
            table == [
                "visitor: - ", "applicant: sees object object_late withdraw", "other applicant: - ",
                "officer: sees describe pass_on extend answer",
                "answerer: sees extend answer", "superior: sees settle", "owner: - ", "system: - alert",
            ])
        #expect(Workflow.informationRequest.defects.isEmpty)
    }
}
