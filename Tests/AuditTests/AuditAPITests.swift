import Audit
import HTTPTypes
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct AuditAPITests {
    private static func get(_ audit: AuditSite, _ actor: Actor?, _ path: String) async throws -> Answer {
        var headers: HTTPFields = [:]
        if let actor { headers[.authorization] = "Bearer \(audit.site.key(actor))" }
        return try await audit.site.send(.get, path, headers: headers)
    }

    private static let client = Actor(kind: .client, id: "client-1", name: "SIEM", grants: [Grant(permissions: [.readAudit])])

    @Test func `events come by cursor, each once, and only with the permission`() async throws {
        let audit = try await AuditSite()
        #expect(try await Self.get(audit, nil, "/api/events").status == 401)
        #expect(try await Self.get(audit, Actor(kind: .client, id: "x"), "/api/events").status == 403)
        var ids: [String] = []
        var path = "/api/events?limit=4"
        while true {
            let page = try await Self.get(audit, Self.client, path).json()
            ids += page["items"]?.array?.compactMap { $0["id"]?.string } ?? []
            guard let next = page["next"]?.string else { break }
            path = "/api/events?limit=4&cursor=\(next)"
        }
        #expect(ids.count == 14 && Set(ids).count == 14 && ids == ids.sorted(by: >))
        #expect(try await Self.get(audit, Self.client, "/api/events?cursor=made-up").status == 422)
        #expect(try await audit.readings() == 4)
    }

    @Test func `an event tells its actor, its subject and its seal, names only to those who may know them`() async throws {
        let audit = try await AuditSite(lives: 1)
        let page = try await Self.get(audit, Self.client, "/api/events?kind=report.claim").json()
        let event = try #require(page["items"]?[0])
        #expect(event["actor"]?["name"]?.string == "Agus Santoso" && event["seal"]?["position"]?.integer == 5)
        #expect(event["subject"]?["title"]?.string == audit.fixtures.receipts[0].code, "the report is public by now")
        let id = try #require(event["id"]?.string)
        #expect(try await Self.get(audit, Self.client, "/api/events/\(id)").json() == event)
        #expect(try await Self.get(audit, Self.client, "/api/events/019ca725-1a06-7000-8000-000000000000").status == 404)
        let hidden = try await Self.get(audit, Self.client, "/api/events?kind=report.submit").json()
        #expect(hidden["items"]?.array?.contains { $0["subject"]?["title"] == .null } == true, "one report was only submitted")
        let code = audit.fixtures.receipts[0].code
        #expect(
            try await Self.get(audit, Self.client, "/api/events?code=\(code)&actor=clerk&from=2026-03-02").json()["items"]?.array?.count
                == 3)
    }

    @Test func `a verification is asked for and read`() async throws {
        let audit = try await AuditSite(lives: 1)
        var headers: HTTPFields = [:]
        headers[.authorization] = "Bearer \(audit.site.key(Self.client))"
        #expect(try await Self.get(audit, Self.client, "/api/verifications/last").status == 404)
        #expect(try await audit.site.send(.post, "/api/verifications", headers: headers).status == 202)
        try await audit.work()
        let last = try await Self.get(audit, Self.client, "/api/verifications/last").json()
        #expect(last["isSound"] == .bool(true) && last["seals"]?.integer == 8)
        let own = Actor(kind: .client, id: "y", grants: [Grant(permissions: [.readAudit], agencies: ["pu"])])
        #expect(try await Self.get(audit, own, "/api/verifications/last").status == 403)
    }
}
