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

@Suite("Requests for information")
struct InformationTests {
    static let applicant = Applicant(
        name: "Sumiati", address: "Jalan Mawar 5", phone: "081234567890", mail: "sumiati@example.org", identityNumber: "3509015708800003")
    static let wanted = "Salinan laporan keuangan perbaikan jalan Kecamatan Ambulu tahun 2025."

    @Test("it gets the next number of the year's register and ten working days, holidays left out")
    func receive() async throws {
        let office = try await Office()
        let first = try await office.received().request
        let second = try await office.received { $0.clientKey = "a" }.request
        #expect(first.registerNumber == "1/PPID/2026")
        #expect(second.registerNumber == "2/PPID/2026")
        // From Monday 2 March; 19 and 20 March are holidays, but lie behind it.
        #expect(first.dueAt.parts(offsetHours: 7).day == Day("2026-03-16")!)
        let owed = try await office.shared.database.read { tx in try tx.obligations(of: first.reference) }
        #expect(owed.map(\.permission) == [.handleInformation])
        #expect(owed[0].agency == nil)
        let again = try await office.received { $0.clientKey = "a" }.request
        #expect(again == second)
        office.shared.world.set("2027-01-04T02:00:00Z")
        #expect(try await office.received().request.registerNumber == "1/PPID/2027")
    }

    @Test("the extension adds seven working days to the ten, once, with a reason")
    func extend() async throws {
        let office = try await Office()
        let request = try await office.received().request
        await #expect(throws: AppError.invalid("text", "error.information_extension")) {
            try await office.desk.perform(ExtendRequest("Sibuk"), on: request.caseID, by: office.officer)
        }
        let reason = "Dokumennya harus dikumpulkan dari tiga kecamatan."
        let extended = try await office.desk.perform(ExtendRequest(reason), on: request.caseID, by: office.officer)
        // Seventeen working days after 2 March, without Nyepi and the collective leave.
        #expect(extended.dueAt.parts(offsetHours: 7).day == Day("2026-03-27")!)
        let owed = try await office.shared.database.read { tx in try tx.obligations(of: request.reference) }
        #expect(owed[0].dueAt == extended.dueAt)
        await #expect(throws: AppError.self) {
            try await office.desk.perform(ExtendRequest(reason), on: request.caseID, by: office.officer)
        }
    }

    @Test("what PPID passes on is the agency's to answer, in the same time; a refusal names its law")
    func answer() async throws {
        let office = try await Office()
        let request = try await office.received().request
        await #expect(throws: AppError.notFound) {
            try await office.desk.perform(
                AnswerRequest(.granted, text: "Silakan unduh di portal data."), on: request.caseID, by: office.answerer)
        }
        try await office.desk.perform(PassOnRequest(to: office.shared.catalogue.works), on: request.caseID, by: office.officer)
        let owed = try await office.shared.database.read { tx in try tx.obligations(of: request.reference) }
        #expect(owed.map(\.permission) == [.answerInformation])
        #expect(owed[0].agency == office.shared.catalogue.works.text)
        #expect(owed[0].dueAt == request.dueAt)
        await #expect(throws: AppError.invalid("basis", "error.information_basis")) {
            try await office.desk.perform(
                AnswerRequest(.refused, text: "Informasi ini dikecualikan."), on: request.caseID, by: office.answerer)
        }
        office.shared.world.now = office.shared.world.now.adding(days: 3)
        let answered = try await office.desk.perform(
            AnswerRequest(.refused, text: "Informasi ini dikecualikan.", basis: "UU 14/2008 pasal 17 huruf h"), on: request.caseID,
            by: office.answerer)
        #expect(answered.isInTime == true)
        #expect(answered.workingDays == 3)
        #expect(try await office.shared.database.read { tx in try tx.obligations(of: request.reference) }.isEmpty)
    }

    @Test("the applicant may object to the notice for thirty working days, and to silence once the time is over")
    func object() async throws {
        let office = try await Office()
        let (request, applicant, _) = try await office.received()
        let reason = "Yang diberikan bukan yang saya minta."
        await #expect(throws: AppError.conflict("error.information_not_late")) {
            try await office.desk.perform(ObjectToSilence(reason), on: request.caseID, by: applicant)
        }
        office.shared.world.now = request.dueAt.adding(seconds: 2)
        let objected = try await office.desk.perform(ObjectToSilence(reason), on: request.caseID, by: applicant)
        #expect(objected.state == "objected")
        #expect(objected.isInTime == false)
        await #expect(throws: AppError.forbidden) {
            try await office.desk.perform(
                SettleObjection("Keberatan diterima, informasi diberikan."), on: request.caseID, by: office.officer)
        }
        try await office.desk.perform(SettleObjection("Keberatan diterima, informasi diberikan."), on: request.caseID, by: office.superior)

        let (other, second, _) = try await office.received()
        try await office.desk.perform(AnswerRequest(.granted, text: "Silakan unduh di portal data."), on: other.caseID, by: office.officer)
        office.shared.world.now = office.shared.world.now.adding(days: 80)
        await #expect(throws: AppError.conflict("error.information_objection_late")) {
            try await office.desk.perform(ObjectToAnswer(reason), on: other.caseID, by: second)
        }
    }

    @Test("the applicant is told by mail of what concerns her, with the link that is hers alone")
    func mail() async throws {
        let office = try await Office()
        let (request, _, secret) = try await office.received()
        try await office.desk.perform(
            PassOnRequest(to: office.shared.catalogue.works, note: "Rahasia dinas"), on: request.caseID, by: office.officer)
        try await office.desk.perform(
            AnswerRequest(.granted, text: "Silakan unduh di portal data."), on: request.caseID, by: office.officer)
        try await office.shared.settle()
        let told = try await office.shared.database.read { tx in
            try tx.rows("SELECT message FROM notification WHERE recipient = \("applicant:\(request.id)") ORDER BY id").map {
                $0.text("message")
            }
        }
        #expect(told == ["told.applicant.submit", "told.applicant.answer"])
        let page = try await office.shared.catalogue.site.browser().get("/permintaan-informasi/ikuti/\(request.code)/\(secret)")
        #expect(page.status == 200)
        #expect(page.text.contains("Silakan unduh"))
        #expect(!page.text.contains("Rahasia dinas"))
        #expect(try await office.shared.catalogue.site.browser().get("/permintaan-informasi/ikuti/\(request.code)/salah").status == 404)
    }

    @Test("a year's figures are those of the register")
    func year() async throws {
        let office = try await Office()
        for index in 0..<5 {
            let (request, applicant, _) = try await office.received()
            switch index {
            case 0:
                try await office.desk.perform(
                    AnswerRequest(.granted, text: "Silakan unduh di portal data."), on: request.caseID, by: office.officer)
            case 1:
                try await office.desk.perform(
                    AnswerRequest(.refused, text: "Informasi ini dikecualikan.", basis: "UU 14/2008 pasal 17"), on: request.caseID,
                    by: office.officer)
            case 2: try await office.desk.perform(WithdrawInformationRequest(), on: request.caseID, by: applicant)
            case 3:
                office.shared.world.now = office.shared.world.now.adding(days: 40)
                try await office.desk.perform(
                    AnswerRequest(.partly, text: "Sebagian diberikan di sini.", basis: "UU 14/2008 pasal 17"), on: request.caseID,
                    by: office.officer)
            default: break
            }
        }
        let year = try await office.desk.informationYear(2026)
        #expect((year.received, year.granted, year.refused, year.partly, year.withdrawn, year.running) == (5, 1, 1, 1, 1, 1))
        #expect((year.inTime, year.late) == (2, 1))
        let csv = try await office.shared.catalogue.site.browser().get("/permintaan-informasi/laporan/2026/tabel.csv")
        #expect(csv.text.contains("2026,received,5\r\n"))
    }

    @Test("random lives: the state is what the acts say, the register has no gaps, clocks of what is over stand still")
    func random() async throws {
        let office = try await Office()
        var lives: [(InformationRequest, Actor)] = []
        var seed: UInt64 = 42
        func chance(_ count: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % count
        }
        for _ in 0..<150 {
            if lives.count < 3 || chance(8) == 0 {
                let (request, applicant, _) = try await office.received()
                lives.append((request, applicant))
            }
            let (request, applicant) = lives[chance(lives.count)]
            let actors = [office.officer, office.answerer, office.superior, applicant, .visitor]
            let actor = actors[chance(actors.count)]
            let text = "Ini alasan yang cukup panjang untuk dicatat."
            do {
                switch chance(8) {
                case 0: try await office.desk.perform(ExtendRequest(text), on: request.caseID, by: actor)
                case 1: try await office.desk.perform(PassOnRequest(to: office.shared.catalogue.works), on: request.caseID, by: actor)
                case 2: try await office.desk.perform(AnswerRequest(.granted, text: text), on: request.caseID, by: actor)
                case 3: try await office.desk.perform(ObjectToAnswer(text), on: request.caseID, by: actor)
                case 4: try await office.desk.perform(ObjectToSilence(text), on: request.caseID, by: actor)
                case 5: try await office.desk.perform(SettleObjection(text), on: request.caseID, by: actor)
                case 6: try await office.desk.perform(WithdrawInformationRequest(), on: request.caseID, by: actor)
                default:
                    office.shared.world.now = office.shared.world.now.adding(days: 1)
                    while try await office.desk.escalate(InformationRequest.self) > 0 {}
                }
            } catch is AppError {}
        }
        let workflow = Workflow.informationRequest
        var numbers: [Int] = []
        for (seen, _) in lives {
            let (now, events, clocks, owed, digest) = try await office.shared.database.read { tx in
                let now = try InformationRequest.find(seen.caseID, tx)!
                return (
                    now, try tx.events(of: seen.reference), try tx.clocks(of: seen.reference), try tx.obligations(of: seen.reference),
                    try tx.digest(tx.digest(of: now), withClocksOf: now.reference)
                )
            }
            numbers.append(now.number)
            let acts = events.map { String($0.kind.dropFirst("information_request.".count)) }
            #expect(workflow.fold(Array(acts.dropFirst())) == now.state)
            #expect(events.map(\.sequence) == Array(1...now.version))
            #expect(events.last?.digest == digest)
            let isOver = workflow.state(now.state)?.isFinal == true
            #expect(owed.count == (isOver ? 0 : 1))
            if isOver { #expect(clocks.allSatisfy { $0.stoppedAt != nil }) }
            #expect(acts.count { $0 == "extend" } <= 1)
        }
        #expect(numbers.sorted() == Array(1...lives.count))
    }
}
