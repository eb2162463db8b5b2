import Directory
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

@Suite struct RoleAPITests {
    @Test func `a role is made once, changed, and deleted while nobody holds it`() async throws {
        let hall = try await APIHall()
        let body: JSONValue = ["nameId": "Pengawas", "nameEn": "Overseer", "permissions": ["directory.view"]]
        let made = try await hall.caller.send(.post, "/api/roles", body, once: "make-overseer")
        #expect(made.status == 201 && made["key"] == "overseer" && made["isBuiltin"] == false, "\(made.text)")
        #expect(try await hall.caller.send(.post, "/api/roles", body, once: "make-overseer").text == made.text)
        let twin = try await hall.caller.send(.post, "/api/roles", body)
        #expect(twin.status == 422 && twin.issueFields == ["nameEn"])
        let path = try #require(made.location)
        let changed = try await hall.caller.send(.patch, path, ["permissions": ["directory.view", "reports.triage"], "version": 1])
        #expect(changed["permissions"] == ["directory.view", "reports.triage"] && changed["nameEn"] == "Overseer")
        let late = try await hall.caller.send(.patch, path, ["nameId": "Lain", "version": 1])
        #expect(late.status == 409 && late.issueFields == ["permissions"])
        let unknown = try await hall.caller.send(.patch, path, ["permissions": ["tidak.ada"], "version": 2])
        #expect(unknown.status == 422 && unknown.issueFields == ["permissions"])
        #expect(try await hall.caller.get("\(path)/history").json()["items"]?.array?.count == 2)
        #expect(try await hall.caller.send(.delete, "\(path)?version=1").status == 409)
        #expect(try await hall.caller.send(.delete, "\(path)?version=2").status == 204)
        #expect(try await hall.caller.get(path).status == 404)
        let builtin = hall.directory.roles.values.first { $0.key == "administrator" }!
        #expect(try await hall.caller.send(.delete, "/api/roles/\(builtin.id)?version=\(builtin.version)").status == 409)
        #expect(try await hall.caller.get("/api/tables/roles").text.contains("administrator"))
        #expect(try await hall.caller.get("/api/permissions").text.contains("directory.clients"))
    }

    @Test func `a key puts nothing into a role that it may not do itself`() async throws {
        let hall = try await APIHall()
        let caller = try await hall.caller([DirectoryPermission.roles])
        let more = try await caller.send(.post, "/api/roles", ["nameId": "A", "nameEn": "A", "permissions": ["reports.triage"]])
        #expect(more.status == 403)
        let all = try await caller.send(.post, "/api/roles", ["nameId": "A", "nameEn": "A", "permissions": ["*"]])
        #expect(all.status == 403)
    }
}

@Suite struct ClientAPITests {
    @Test func `a key is made once, shown once, narrowed and revoked`() async throws {
        let hall = try await APIHall()
        let body: JSONValue = ["name": "SIPD", "permissions": ["directory.view", "directory.brand"], "agencyId": .null]
        let made = try await hall.caller.send(.post, "/api/clients", body, once: "client-sipd")
        let key = try #require(made["key"]?.string)
        #expect(made.status == 201 && key.hasPrefix("pdp_"), "\(made.text)")
        #expect(try await hall.caller.send(.post, "/api/clients", body, once: "client-sipd")["key"] == .string(key))
        let path = try #require(made.location)
        let other = TestCaller(hall.site, key: key)
        #expect(try await other.get("/api/brand").status == 200)
        let narrowed = try await hall.caller.send(.patch, path, ["permissions": ["directory.view"], "version": 1])
        #expect(narrowed["name"] == "SIPD" && narrowed["permissions"] == ["directory.view"] && narrowed["key"] == nil)
        #expect(try await other.get("/api/brand").status == 403)
        #expect(try await other.get("/api/roles").status == 200)
        let late = try await hall.caller.send(.patch, path, ["name": "Lain", "version": 1])
        #expect(late.status == 409 && late.issueFields == ["permissions"])
        #expect(try await hall.caller.send(.patch, path, ["permissions": [], "version": 2]).issueFields == ["permissions"])
        #expect(try await hall.caller.send(.post, "\(path)/suspension", ["version": 2])["isEnabled"] == false)
        #expect(try await other.get("/api/roles").status == 401)
        #expect(try await hall.caller.send(.delete, "\(path)/suspension?version=3")["isEnabled"] == true)
        #expect(try await other.get("/api/roles").status == 200)
        let texts = [try await hall.caller.get(path).text, try await hall.caller.get("/api/clients").text]
        #expect(texts.allSatisfy { !$0.contains(key) })
        #expect(try await hall.caller.get("\(path)/history").json()["items"]?.array?.count == 4)
    }

    @Test func `a key makes no key that may do more`() async throws {
        let hall = try await APIHall()
        let caller = try await hall.caller([DirectoryPermission.clients])
        let more = try await caller.send(.post, "/api/clients", ["name": "X", "permissions": ["directory.roles"], "agencyId": .null])
        #expect(more.status == 403)
        #expect(
            try await caller.send(.post, "/api/clients", ["name": "X", "permissions": ["directory.clients"]]).issueFields == ["agencyId"])
    }
}
