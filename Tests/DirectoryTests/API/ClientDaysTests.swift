import Directory
import HTTPTypes
import Kernel
import Storage
import TestSupport
import Testing
import Web

/// The first and the last day of an API client, by API and as a table.
@Suite struct ClientDaysTests {
    @Test func `API clients whose last day has passed come from a table as ended, and back without a trace`() async throws {
        let (here, there) = (try await APIHall(), try await APIHall())
        let path = "/api/tables/clients"
        let file = """
            nama,izin,kode_perangkat_daerah,berlaku_sampai
            SIMPEL,reports.handle,DPU,2025-12-31
            Loket,reports.triage,,2026-03-02
            """
        let sent = try await here.caller.upload(path, file)
        #expect(sent["added"] == 2 && sent["problemCount"] == 0, "\(sent.text)")
        let table = try await here.caller.get(path).text
        #expect(table.contains("SIMPEL,reports.handle,DPU,,2025-12-31"))
        #expect(try await here.caller.upload(path, table)["changed"] == 0)
        // The key that both halls were made with goes by the same name.
        let moved = try await there.caller.upload(path, table)
        #expect(moved["added"] == 2 && moved["problemCount"] == 0, "\(moved.text)")
        let clients = try await there.fixtures.database.read { try APIClientStore($0).all() }
        let old = try #require(clients.first { $0.name == "SIMPEL" })
        #expect(old.isEnabled && old.validTo == Day("2025-12-31"))
        let key = try await EditClients(there.directory, known: DirectoryFixtures.permissions).renewKey(old.id, seen: 1, by: .system).key
        #expect(try await TestCaller(there.site, key: key).get("/api/roles").status == 401)
    }

    @Test func `an API client begins on its day, which goes out and comes back with it`() async throws {
        let hall = try await APIHall()
        let body: JSONValue = [
            "name": "SIMPEL", "permissions": ["directory.view"], "agencyId": .null, "validFrom": "2026-03-10", "validTo": "2026-12-31",
        ]
        let made = try await hall.caller.send(.post, "/api/clients", body)
        #expect(made.status == 201 && made["client"]?["validFrom"] == "2026-03-10", "\(made.text)")
        let other = TestCaller(hall.site, key: try #require(made["key"]?.string))
        #expect(try await other.get("/api/roles").status == 401)
        let path = "/api/tables/clients"
        let table = try await hall.caller.get(path).text
        #expect(table.contains("SIMPEL,directory.view,,2026-03-10,2026-12-31"))
        #expect(try await hall.caller.upload(path, table)["changed"] == 0)
        #expect(try await hall.caller.upload(path, "nama,izin\nSIMPEL,directory.view\n")["unchanged"] == 1)
        let backwards = "nama,izin,berlaku_dari\nSIMPEL,directory.view,2027-01-01\n"
        let refused = try await hall.caller.upload(path, backwards)
        #expect(refused["problemCount"] == 1 && refused["changed"] == 0, "\(refused.text)")
        hall.site.world.pass(days: 8)
        #expect(try await other.get("/api/roles").status == 200)
        let soon = "nama,izin,berlaku_dari\nSIMPEL,directory.view,2026-04-01\n"
        #expect(try await hall.caller.upload(path, soon)["changed"] == 1)
        #expect(try await other.get("/api/roles").status == 401)
    }
}
