import Directory
import HTTPTypes
import Kernel
import Reports
import Storage
import TestSupport
import Testing
import Web
import Work

@Suite struct CategoryAPITests {
    private func caller(_ office: OfficeSite) -> TestCaller {
        let actor = Actor(kind: .client, id: "sipd", name: "SIPD", grants: [Grant(permissions: [.configureReports])])
        return TestCaller(office.site, key: office.site.key(actor))
    }

    @Test func `a category is made once with its questions and changed member by member`() async throws {
        let office = try await OfficeSite()
        let caller = caller(office)
        let body: JSONValue = [
            "nameId": "Lampu jalan mati", "parent": "infrastructure", "agencyId": .string(office.agency("DPU")), "rounding": 50,
            "needsEvidence": true,
            "questions": [
                ["kind": "text", "labelId": "Nomor tiang", "isRequired": true],
                ["kind": "choice", "labelId": "Sejak kapan", "options": ["Hari ini", "Lebih lama"]],
            ],
        ]
        let made = try await caller.send(.post, "/api/categories", body, once: "category-lamps")
        #expect(made.status == 201 && made.location == "/api/categories/infrastructure.lampu-jalan-mati", "\(made.text)")
        #expect(made["questions"]?[0]?["code"] == "nomor-tiang" && made["questions"]?[1]?["options"] == ["Hari ini", "Lebih lama"])
        #expect(try await caller.send(.post, "/api/categories", body, once: "category-lamps").text == made.text)
        let path = try #require(made.location)
        let changed = try await caller.send(.patch, path, ["needsEvidence": false, "nameEn": "Street lamp out", "version": 1])
        #expect(changed["needsEvidence"] == false && changed["rounding"] == 50 && changed["questions"] == made["questions"])
        let late = try await caller.send(.patch, path, ["rounding": 10, "version": 1])
        #expect(late.status == 409 && Set(late.issueFields) == ["nameEn", "needsEvidence"])
        let emptied = try await caller.send(.patch, path, ["questions": [], "agencyId": .null, "version": 2])
        #expect(emptied["questions"] == [] && emptied["agencyId"] == .null, "\(emptied.text)")
        // Citizens are offered it at once.
        #expect(try await office.site.browser().get("/api/categories").text.contains("Lampu jalan mati"))
        #expect(try await caller.get("\(path)/history").json()["items"]?.array?.count == 3)
    }

    @Test func `what is wrong in a question is called by its JSON path`() async throws {
        let office = try await OfficeSite()
        let wrong = try await caller(office).send(
            .post, "/api/categories",
            [
                "nameId": "Sampah", "parent": "tidak-ada",
                "questions": [
                    ["kind": "text", "labelId": "Satu", "code": "satu"], ["kind": "choice", "labelId": "Dua", "options": ["Hanya ini"]],
                    ["kind": "text", "labelId": "Tiga", "code": "satu"],
                    ["kind": "text", "labelId": "Empat", "validFrom": "2026-03-02", "validTo": "2026-03-01"],
                ],
            ])
        #expect(
            wrong.status == 422 && Set(wrong.issueFields) == ["questions[1].options", "questions[2].code", "questions[3].validTo"],
            "\(wrong.text)")
        let parent = try await caller(office).send(.post, "/api/categories", ["nameId": "Sampah", "parent": "tidak-ada"])
        #expect(parent.status == 422 && parent.issueFields == ["parent"])
        let twin = try await caller(office).send(.post, "/api/categories", ["nameId": "violence"])
        #expect(twin.status == 422 && twin.issueFields == ["nameId"])
    }

    @Test func `a category ends, is put back, and goes out and in as a table`() async throws {
        let office = try await OfficeSite()
        let caller = caller(office)
        let path = "/api/categories/\(OfficeSite.roads)"
        #expect(try await caller.send(.post, "\(path)/ending", ["day": "2020-01-01", "version": 1]).issueFields == ["day"])
        #expect(try await caller.send(.post, "\(path)/ending", ["day": "2026-03-01", "version": 1])["validTo"] == "2026-03-01")
        #expect(!(try await office.site.browser().get("/api/categories").text.contains(OfficeSite.roads)))
        #expect(try await caller.get("/api/category-tree").text.contains(OfficeSite.roads))
        #expect(try await caller.send(.delete, "\(path)/ending?version=1").status == 409)
        #expect(try await caller.send(.delete, "\(path)/ending?version=2")["validTo"] == .null)
        let table = try await caller.get("/api/tables/categories")
        #expect(try await caller.upload("/api/tables/categories", table.text)["unchanged"] == 3)
    }
}

@Suite struct ClockAPITests {
    private func caller(_ office: OfficeSite) -> TestCaller {
        let actor = Actor(kind: .client, id: "sipd", name: "SIPD", grants: [Grant(permissions: [.configureReports])])
        return TestCaller(office.site, key: office.site.key(actor))
    }

    /// The clocks in force with other days for one.
    private func clocks(_ caller: TestCaller, _ name: String, _ kind: String, _ days: Int) async throws -> [JSONValue] {
        let now = try await caller.get("/api/clocks").json()["items"]?[0]?["clocks"]?.array ?? []
        return now.map { clock in
            guard clock["name"]?.string == name, case .object(var members) = clock, case .object(var all)? = members["days"] else {
                return clock
            }
            all[kind] = .integer(days)
            members["days"] = .object(all)
            return .object(members)
        }
    }

    @Test func `clocks are looked at, published once, and taken over by another regency`() async throws {
        let office = try await OfficeSite()
        let caller = caller(office)
        let new = try await clocks(caller, "finish", "complaint", 12)
        let body: JSONValue = ["version": 1, "clocks": .array(new)]
        let preview = try await caller.send(.post, "/api/clocks/preview", body)
        #expect(preview.status == 200 && preview["changes"]?.array?.count == 1, "\(preview.text)")
        #expect(preview["changes"]?[0]?["clock"] == "finish" && preview["changes"]?[0]?["after"] == "12")
        #expect(preview["examples"]?[0]?["kind"] == "complaint")
        #expect(try await caller.get("/api/clocks").json()["items"]?.array?.count == 1, "nothing is stored")
        let made = try await caller.send(.post, "/api/clocks", body, once: "clocks-2")
        #expect(made.status == 201 && made["version"] == 2 && made["isInForce"] == true && made.location == "/api/clocks/2", "\(made.text)")
        #expect(try await caller.send(.post, "/api/clocks", body, once: "clocks-2").text == made.text)
        let late = try await caller.send(.post, "/api/clocks", body)
        let index = new.firstIndex { $0["name"]?.string == "finish" }!
        #expect(late.status == 409 && late.issueFields == ["clocks[\(index)]"])
        let exported = try await caller.get("/api/clocks/2").json()
        let there = self.caller(try await OfficeSite())
        #expect(try await there.send(.post, "/api/clocks", ["version": 1, "clocks": exported["clocks"]!]).status == 201)
        #expect(try await caller.get("/api/clocks/9").status == 404)
    }

    @Test func `what would make cases stick is refused with its JSON path`() async throws {
        let office = try await OfficeSite()
        let caller = caller(office)
        let wrong = try await clocks(caller, "finish", "complaint", 0)
        let index = wrong.firstIndex { $0["name"]?.string == "finish" }!
        let refused = try await caller.send(.post, "/api/clocks", ["version": 1, "clocks": .array(wrong)])
        #expect(refused.status == 422 && refused.issueFields == ["clocks[\(index)].days.complaint"])
        let past = try await clocks(caller, "finish", "complaint", 9)
        let early = try await caller.send(.post, "/api/clocks", ["version": 1, "clocks": .array(past), "validFrom": "2026-02-01"])
        #expect(early.status == 422 && early.issueFields == ["validFrom"])
        let few = try await caller.send(.post, "/api/clocks", ["version": 1, "clocks": .array(Array(past.dropLast()))])
        #expect(few.status == 422 && few.issueFields == ["clocks"])
        #expect(try await office.desk.database.read { try $0.workflowHistory("report") }.count == 1)
    }
}
