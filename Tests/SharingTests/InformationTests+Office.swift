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

extension InformationTests {
    struct Office {
        let shared: SharedSite
        let officer: Actor
        let answerer: Actor
        let superior: Actor

        init() async throws {
            shared = try await SharedSite()
            officer = Actor(kind: .account, id: "ppid", name: "PPID", grants: [Grant(permissions: [.handleInformation])])
            answerer = Actor(
                kind: .account, id: "pelaksana", name: "PPID pelaksana",
                grants: [Grant(permissions: [.answerInformation], agencies: [shared.catalogue.works.text])])
            superior = Actor(kind: .account, id: "atasan", name: "Sekda", grants: [Grant(permissions: [.settleInformation])])
        }

        var desk: CaseDesk { shared.site.cases }

        func received(_ change: (inout SubmitInformationRequest) -> Void = { _ in }) async throws -> (
            request: InformationRequest, applicant: Actor, secret: String
        ) {
            var act = SubmitInformationRequest(
                wanted: InformationTests.wanted, purpose: "Untuk musyawarah desa.", delivery: .mail, applicant: InformationTests.applicant)
            change(&act)
            let receipt = try await desk.submit(act, by: .visitor)
            let (request, actor) = try await desk.applicant(code: receipt.code, secret: receipt.secret)
            return (request, actor, receipt.secret)
        }
    }
}
