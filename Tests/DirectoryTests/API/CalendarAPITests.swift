import Directory
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web

@Suite struct CalendarAPITests {
    private let christmas: JSONValue = ["day": "2026-12-25", "name": "Natal", "kind": "national"]

    @Test func `a draft is made day by day, looked at, and published by whoever saw it last`() async throws {
        let hall = try await APIHall([DirectoryPermission.calendars, DirectoryPermission.view])
        let path = "/api/calendars/2026"
        #expect(try await hall.caller.get("\(path)/draft").status == 404)
        let drafted = try await hall.caller.send(.post, "\(path)/draft/days", christmas, once: "draft-christmas")
        #expect(drafted.status == 200 && drafted["added"] == [christmas] && drafted["removed"] == [], "\(drafted.text)")
        #expect(try await hall.caller.send(.post, "\(path)/draft/days", christmas, once: "draft-christmas").text == drafted.text)
        let seen = try #require(drafted["version"]?.integer)
        let taken = try await hall.caller.send(.delete, "\(path)/draft/days/2026-03-19")
        #expect(taken["removed"]?[0]?["name"] == "Hari Suci Nyepi 1948")
        #expect(try await hall.caller.send(.delete, "\(path)/draft/days/2026-03-18").status == 404)
        #expect(!(try await hall.caller.get("/api/holidays?year=2026").text.contains("Natal")), "not in force yet")
        let late = try await hall.caller.send(.post, "\(path)/publication", ["version": .integer(seen)])
        #expect(late.status == 409 && late.issueFields == ["2026-03-19"])
        let now = try #require(taken["version"]?.integer)
        #expect(try await hall.caller.send(.post, "\(path)/publication", ["version": .integer(now)]).status == 204)
        #expect(try await hall.caller.get("/api/holidays?year=2026").text.contains("Natal"))
        let versions = try await hall.caller.get(path).json()["items"]?.array ?? []
        #expect(versions.compactMap { $0["number"]?.integer } == [2, 1] && versions.first?["publishedBy"]?["name"] == "Uji")
        #expect(try await hall.caller.get("/api/tables/holidays?year=2026").text.contains("2026-12-25,Natal,libur nasional,2026"))
    }

    @Test func `a draft is thrown away, and what makes no sense is refused`() async throws {
        let hall = try await APIHall([DirectoryPermission.calendars, DirectoryPermission.view])
        let path = "/api/calendars/2026"
        let other = try await hall.caller.send(.post, "/api/calendars/2027/draft/days", christmas)
        #expect(other.status == 422 && other.issueFields == ["day"])
        #expect(try await hall.caller.send(.post, "/api/calendars/1900/draft/days", christmas).status == 404)
        let drafted = try await hall.caller.upload("/api/tables/holidays", "tanggal,nama\n2026-12-25,Natal\n2027-01-01,Tahun Baru\n")
        #expect(drafted["added"] == 2, "\(drafted.text)")
        #expect(try await hall.caller.get("\(path)/draft")["added"] == [christmas])
        #expect(try await hall.caller.send(.delete, "\(path)/draft?version=9").status == 409)
        #expect(try await hall.caller.send(.delete, "\(path)/draft?version=1").status == 204)
        #expect(try await hall.caller.get("\(path)/draft").status == 404)
        #expect(try await hall.caller.get("/api/calendars/2027/draft").status == 200)
    }
}

@Suite struct RegionAPITests {
    @Test func `regions and boundaries go out and come in`() async throws {
        let hall = try await APIHall([DirectoryPermission.regions, DirectoryPermission.view])
        let table = try await hall.caller.get("/api/tables/regions")
        let same = try await hall.caller.upload("/api/tables/regions", table.text)
        #expect(same["unchanged"] == 10 && same["problemCount"] == 0, "\(same.text)")
        let added = try await hall.caller.upload("/api/tables/regions", "kode,nama\n35.09.21.1002,Baratan\n35.9,Salah\n")
        #expect(added["added"] == 1 && added["problems"]?[0]?["line"] == 3)
        let outline = """
            {"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kode":"35.09.21.1002"},"geometry":\
            {"type":"Polygon","coordinates":[[[113.6,-8.1],[113.7,-8.1],[113.7,-8.0],[113.6,-8.0],[113.6,-8.1]]]}}]}
            """
        #expect(try await hall.caller.upload("/api/tables/regions", outline)["added"] == 1)
        #expect(try await hall.caller.get("/api/placements?latitude=-8.05&longitude=113.65").text.contains("Baratan"))
    }
}
