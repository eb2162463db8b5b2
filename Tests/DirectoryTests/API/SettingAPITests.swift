import Directory
import HTTPTypes
import Kernel
import TestSupport
import Testing
import Web
import Work

@Suite struct SettingAPITests {
    @Test func `name and colours begin on their day, and only what was named changes`() async throws {
        let hall = try await APIHall([DirectoryPermission.brand])
        #expect(try await hall.caller.send(.patch, "/api/brand", ["productName": "Nanti", "validFrom": "2026-04-01"]).status == 200)
        #expect(hall.site.installation.brand.productName == "Pendopo")
        // From after that day on, so that a product name sent along unasked would undo what was set for April.
        let later = try await hall.caller.send(.patch, "/api/brand", ["primary": "#335577", "validFrom": "2026-04-02"])
        #expect(later["primary"] != "#335577", "not today")
        #expect(hall.directory.settings.value(SettingKey.productName, on: Day("2026-04-03")!) == "Nanti")
        #expect(try await hall.caller.send(.patch, "/api/brand", ["shortName": "Taprose"])["shortName"] == "Taprose")
        let wrong = try await hall.caller.send(.patch, "/api/brand", ["primary": "merah!!"])
        #expect(wrong.status == 422 && wrong.issueFields == ["primary"])
        let history = try await hall.caller.get("/api/brand/history").json()["items"]?.array ?? []
        #expect(history.compactMap { $0["key"]?.string } == [SettingKey.shortName, SettingKey.primaryColour, SettingKey.productName])
        #expect(history.first?["setBy"]?["name"] == "Uji")
    }

    @Test func `a logo is sent, served and taken away; what is no picture is refused`() async throws {
        let hall = try await APIHall([DirectoryPermission.brand])
        var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        png += [0, 0, 0, 64, 0, 0, 0, 64, 8, 6, 0, 0, 0] + [UInt8](repeating: 0, count: 20)
        let sent = try await hall.caller.upload("/api/brand/logo", png, field: "logo")
        let url = try #require(sent["logoUrl"]?.string)
        #expect(try await hall.site.browser().get("/" + url.split(separator: "/").suffix(3).joined(separator: "/")).status == 200)
        let fake = try await hall.caller.upload("/api/brand/logo", "bukan gambar", field: "logo")
        #expect(fake.status == 422 && fake.issueFields == ["logo"])
        #expect(try await hall.caller.send(.delete, "/api/brand/logo")["logoUrl"] == nil)
    }

    @Test func `retention is changed rule by rule`() async throws {
        let hall = try await APIHall([DirectoryPermission.retention])
        let path = "/api/retention"
        #expect(try await hall.caller.get(path)["items"]?[0]?["days"] == 90)
        let changed = try await hall.caller.send(.patch, path, ["days": ["session": 30]])
        #expect(changed["items"]?[0]?["days"] == 30, "\(changed.text)")
        #expect(try await hall.caller.send(.patch, path, ["days": ["session": 0]]).issueFields == ["days.session"])
        #expect(try await hall.caller.send(.patch, path, ["days": ["sesion": 10]]).issueFields == ["days.sesion"])
        #expect(try await hall.caller.get("\(path)/history")["items"]?[0]?["value"] == "30")
    }
}

@Suite struct WordAPITests {
    private let path = "/api/words/directory.administration"

    @Test func `a sentence is put over ours in one language and taken back`() async throws {
        let hall = try await APIHall([DirectoryPermission.words])
        let ours = try #require(try await hall.caller.get(path)["ours"]?["id"]?.string)
        let changed = try await hall.caller.send(.patch, path, ["id": "Dapur Pendopo"])
        #expect(changed["now"]?["id"] == "Dapur Pendopo" && changed["isOwn"] == true, "\(changed.text)")
        #expect(try await hall.caller.get("/api/words?own=true").json()["items"]?.array?.count == 1)
        #expect(try await hall.caller.get("/api/tables/words").text.contains("Dapur Pendopo"))
        let back = try await hall.caller.send(.patch, path, ["id": .null])
        #expect(back["now"]?["id"] == .string(ours) && back["isOwn"] == false)
        _ = try await hall.caller.upload("/api/tables/words", "kunci,indonesia\ndirectory.administration,Dapur\n")
        #expect(try await hall.caller.get(path)["now"]?["id"] == "Dapur")
        #expect(try await hall.caller.send(.delete, "\(path)/override")["now"]?["id"] == .string(ours))
        #expect(try await hall.caller.get("\(path)/history").json()["items"]?.array?.isEmpty == false)
        #expect(try await hall.caller.get("/api/words/tidak.ada").status == 404)
    }

    @Test func `a sentence begins and ends on its days without anything being set then`() async throws {
        let hall = try await APIHall([DirectoryPermission.words])
        let ours = try #require(try await hall.caller.get(path)["ours"]?["id"]?.string)
        let planned = try await hall.caller.send(
            .patch, path, ["id": "Dapur Pendopo", "validFrom": "2026-03-20", "validTo": "2026-03-21"])
        #expect(planned["now"]?["id"] == .string(ours) && planned["isOwn"] == false && planned["isPlanned"] == true, "\(planned.text)")
        #expect(try await hall.caller.get("/api/words?own=true").json()["items"]?.array?.count == 1)
        let history = try await hall.caller.get("\(path)/history").json()["items"]?.array ?? []
        #expect(history.first?["validFrom"] == "2026-03-20" && history.first?["validTo"] == "2026-03-21")
        #expect(try await hall.caller.get("/api/tables/words").text.contains("Dapur Pendopo,,2026-03-20,2026-03-21"))
        let installation = hall.site.installation
        let refresh = try #require(try Capability.directory().schedules(installation).first { $0.name == "directory.refresh" })
        let days = [("2026-03-19", ours), ("2026-03-20", "Dapur Pendopo"), ("2026-03-21", "Dapur Pendopo"), ("2026-03-22", ours)]
        for (day, sentence) in days {
            hall.site.world.set("\(day)T03:00:00Z")
            try await refresh.runOnce()
            #expect(try await hall.caller.get(path)["now"]?["id"] == .string(sentence), "\(day)")
        }
        let late = try await hall.caller.send(.patch, path, ["id": "Dapur", "validFrom": "2026-04-02", "validTo": "2026-04-01"])
        #expect(late.status == 422 && late.issueFields == ["validTo"])
        _ = try await hall.caller.send(.patch, path, ["id": "Dapur", "validFrom": "2026-05-01"])
        #expect(try await hall.caller.send(.delete, "\(path)/override?from=2026-04-01")["isPlanned"] == false)
    }

    @Test func `what a change does not say stays as it is on its first day`() async throws {
        let hall = try await APIHall([DirectoryPermission.words])
        _ = try await hall.caller.send(.patch, path, ["en": "The kitchen", "validFrom": "2026-03-20"])
        _ = try await hall.caller.send(.patch, path, ["id": "Dapur", "validFrom": "2026-04-01"])
        let own = hall.directory.ownWords.words(on: Day("2026-04-02")!)
        #expect(own.sentence("directory.administration", .english) == "The kitchen")
        #expect(own.sentence("directory.administration", .indonesian) == "Dapur")
    }

    @Test func `what the program fills in must stay, and lists go on by cursor`() async throws {
        let hall = try await APIHall([DirectoryPermission.words])
        let wrong = try await hall.caller.send(.patch, "/api/words/directory.changed_field", ["en": "changed"])
        #expect(wrong.status == 422 && Set(wrong.issueFields) == ["en"])
        let first = try await hall.caller.get("/api/words?q=directory.import&limit=5").json()
        let next = try #require(first["next"]?.string)
        let second = try await hall.caller.get("/api/words?q=directory.import&limit=5&cursor=\(next)").json()
        let keys = ((first["items"]?.array ?? []) + (second["items"]?.array ?? [])).compactMap { $0["key"]?.string }
        #expect(keys.count == 10 && keys == keys.sorted() && Set(keys).count == 10)
    }
}
