import Directory
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

@Suite struct AgencyAPITests {
    @Test func `an agency is changed member by member, and the second caller is told what changed`() async throws {
        let hall = try await APIHall([DirectoryPermission.agencies, DirectoryPermission.view])
        let path = "/api/agencies/\(hall.fixtures.agency("DPU").id)"
        let changed = try await hall.caller.send(
            .patch, path,
            [
                "name": "Dinas PU Bina Marga", "phone": "0331-123456", "functions": ["inspectorate"],
                "governmentFunctions": ["1.03", "1.04"],
                "version": 1,
            ])
        #expect(changed.status == 200, "\(changed.text)")
        let now = hall.fixtures.agency("DPU")
        #expect(now.name == "Dinas PU Bina Marga" && now.phone == "+62331123456" && now.functions == [.inspectorate])
        #expect(now.governmentFunctions == ["1.03", "1.04"] && now.kind == .agency && now.daysPerWeek == 5)
        let late = try await hall.caller.send(.patch, path, ["address": "Jalan Gajah Mada 1", "version": 1])
        #expect(late.status == 409)
        #expect(late.issueFields.contains("name") && late.text.contains("from “Dinas Pekerjaan Umum” to “Dinas PU Bina Marga”"))
        #expect(hall.fixtures.agency("DPU").address == nil)
        let emptied = try await hall.caller.send(.patch, path, ["phone": .null, "functions": [], "version": 2])
        #expect(emptied.status == 200 && hall.fixtures.agency("DPU").phone == nil && hall.fixtures.agency("DPU").functions.isEmpty)
        #expect(hall.fixtures.agency("DPU").governmentFunctions == ["1.03", "1.04"])
        let history = try await hall.caller.get("\(path)/history").json()["items"]?.array ?? []
        #expect(history.compactMap { $0["version"]?.integer } == [3, 2, 1])
        #expect(history.first?["by"]?["name"] == "Uji" && history.first?["by"]?["kind"] == "client")
    }

    @Test func `what is wrong is called by its JSON path`() async throws {
        let hall = try await APIHall([DirectoryPermission.agencies])
        let path = "/api/agencies/\(hall.fixtures.agency("DPU").id)"
        let wrong = try await hall.caller.send(
            .patch, path, ["email": "nobody", "governmentFunctions": ["1"], "region": "99", "validTo": "x", "version": 1])
        #expect(wrong.status == 422 && wrong.issueFields == ["validTo"], "the schema is asked first")
        let also = try await hall.caller.send(
            .patch, path, ["email": "nobody", "governmentFunctions": ["1"], "region": "99", "version": 1])
        #expect(Set(also.issueFields) == ["email", "governmentFunctions", "region"])
        let early = try await hall.caller.send(
            .patch, path, ["validTo": "2019-01-01", "parentId": .string(hall.fixtures.agency("UPTD-JALAN").id.text), "version": 1])
        #expect(Set(early.issueFields) == ["validTo", "parentId"])
        #expect(try await hall.caller.send(.patch, path, ["name": "Tanpa versi"]).issueFields == ["version"])
        #expect(try await hall.caller.send(.patch, path, ["nama": "Salah eja", "version": 1]).issueFields == ["nama"])
        #expect(hall.fixtures.agency("DPU").version == 1)
    }

    @Test func `an agency ends, comes back and is merged`() async throws {
        let hall = try await APIHall([DirectoryPermission.agencies])
        let (works, health) = (hall.fixtures.agency("DPU"), hall.fixtures.agency("RSUD"))
        let path = "/api/agencies/\(health.id)"
        let before = try await hall.caller.send(.post, "\(path)/ending", ["day": "2019-01-01", "version": 1])
        #expect(before.status == 422 && before.issueFields == ["day"])
        #expect(try await hall.caller.send(.post, "\(path)/ending", ["day": "2026-06-30", "version": 1])["validTo"] == "2026-06-30")
        #expect(try await hall.caller.send(.delete, "\(path)/ending?version=1").status == 409)
        #expect(try await hall.caller.send(.delete, "\(path)/ending").issueFields == ["version"])
        #expect(try await hall.caller.send(.delete, "\(path)/ending?version=2")["validTo"] == nil)
        let itself = try await hall.caller.send(.post, "\(path)/merger", ["intoId": .string(health.id.text), "version": 3])
        #expect(itself.status == 422 && itself.issueFields == ["intoId"])
        let body: JSONValue = ["intoId": .string(works.id.text), "version": 3]
        let merged = try await hall.caller.send(.post, "\(path)/merger", body, once: "merge-hospital")
        #expect(merged["mergedIntoId"] == .string(works.id.text), "\(merged.text)")
        let again = try await hall.caller.send(.post, "\(path)/merger", body, once: "merge-hospital")
        #expect(again.status == 200 && again.text == merged.text && again.header("Idempotency-Replayed") == "true")
    }

    @Test func `a key for one agency changes that one and no other`() async throws {
        let hall = try await APIHall()
        let own = hall.fixtures.agency("DPU")
        let caller = try await hall.caller([DirectoryPermission.agencies], agency: own.id)
        #expect(try await caller.send(.patch, "/api/agencies/\(own.id)", ["address": "Jalan Gajah Mada 1", "version": 1]).status == 200)
        let other = hall.fixtures.agency("RSUD")
        #expect(try await caller.send(.patch, "/api/agencies/\(other.id)", ["address": "x", "version": 1]).status == 403)
        #expect(try await caller.send(.post, "/api/agencies", ["code": "BARU", "name": "Dinas Baru", "kind": "agency"]).status == 403)
        let below = try await caller.send(
            .post, "/api/agencies", ["code": "UPTD-BARU", "name": "UPTD Baru", "kind": "technical_unit", "parentId": .string(own.id.text)])
        #expect(below.status == 201 && below.location == "/api/agencies/\(below["id"]?.string ?? "")")
    }

    @Test func `a table goes out and comes in again; a wrong row is named by line and column`() async throws {
        let hall = try await APIHall([DirectoryPermission.agencies, DirectoryPermission.view])
        let table = try await hall.caller.get("/api/tables/agencies")
        #expect(table.header("Content-Type")?.hasPrefix("text/csv") == true && table.text.contains("UPTD-JALAN"))
        let same = try await hall.caller.upload("/api/tables/agencies", table.text)
        #expect(same["unchanged"] == 6 && same["changed"] == 0 && same["problemCount"] == 0, "\(same.text)")
        let file = "kode,nama,jenis\nDISKAN,Dinas Perikanan,agency\nDISX,Dinas X,bukan-jenis\n"
        let strict = try await hall.caller.upload("/api/tables/agencies", file, with: [("strict", "true")])
        #expect(strict.status == 422 && strict.issueFields == ["file[3].jenis"])
        #expect(hall.directory.agencies.find(code: "DISKAN") == nil)
        let some = try await hall.caller.upload("/api/tables/agencies", file)
        #expect(some["added"] == 1 && some["problems"]?[0]?["line"] == 3 && some["problems"]?[0]?["column"] == "jenis")
        #expect(hall.directory.agencies.find(code: "DISKAN") != nil)
        let none = try await hall.caller.upload("/api/tables/agencies", "ini bukan tabel")
        #expect(none.status == 422 && none.issueFields == ["file"])
    }
}
