import Directory
import Kernel
import Storage
import Tables
import TestSupport
import Testing
import Web

@Suite struct AdminPageTests {
    private typealias Hall = AdminHall

    @Test(arguments: ["id", "en"]) func everyPageIsWellFormedInBothLanguages(_ language: String) async throws {
        let hall = try await Hall()
        let works = hall.fixtures.agency("DPU").id.text
        let account = try await hall.fixtures.account("agus").id.text
        let role = hall.fixtures.directory.roles.values.first { $0.key == "agency_clerk" }!.id.text
        try await EditCalendars(hall.fixtures.directory).put(Holiday(Day("2026-12-25")!, "Natal"), by: .system)
        let (client, _) = try await EditClients(hall.fixtures.directory, known: DirectoryFixtures.permissions).create(
            name: "SIPD", permissions: ["reports.handle"], by: .system)
        let paths = [
            "", "/perangkat-daerah", "/perangkat-daerah?kata=tidak-ada", "/perangkat-daerah/baru", "/perangkat-daerah/\(works)",
            "/perangkat-daerah/\(works)/ubah", "/perangkat-daerah/impor", "/akun", "/akun?kata=zzz", "/akun/baru", "/akun/impor",
            "/akun/\(account)",
            "/akun/\(account)/ubah", "/peran", "/peran/baru", "/peran/\(role)", "/kalender", "/kalender?tahun=2027", "/kalender/impor",
            "/kata",
            "/kata?kata=masuk", "/kata/impor", "/kata/directory.sign_in", "/merek", "/klien-api", "/klien-api/baru",
            "/klien-api/\(client.id)", "/retensi",
            "/wilayah", "/wilayah/35.09.19", "/wilayah/impor", "/peran/impor", "/klien-api/impor", "/merek/impor", "/retensi/impor",
            "/sesi", "/sesi/impor",
        ]
        for path in paths {
            let separator = path.contains("?") ? "&" : "?"
            let answer = try await hall.browser.get("/pengelolaan\(path)\(separator)bahasa=\(language)")
            #expect(answer.status == 200, "\(path)")
            do {
                let page = try answer.page()
                #expect(page.first("html")?["lang"] == language)
                #expect(page.all("h1").count == 1, "\(path)")
                let missing = page.text.matches(of: /(directory|permission\.directory|error|ui)\.[a-z_]+(\.[a-z_]+)*/).map { String($0.0) }
                #expect(
                    path.hasPrefix("/kata") || path.hasPrefix("/peran/") || path.hasPrefix("/klien-api/") || missing.isEmpty,
                    "\(path): \(missing)")
            } catch { Issue.record("\(path): \(error)") }
        }
        for path in ["/akun", "/akun/langkah-kedua", "/masuk", "/lupa-kata-sandi"] {
            let answer = try await hall.browser.get(path)
            if answer.status == 200 { try assertWellFormed(answer.text) }
        }
    }

    @Test func othersSeeNothingOfIt() async throws {
        let hall = try await Hall("agus")
        for path in [
            "", "/perangkat-daerah", "/akun", "/peran", "/kalender", "/kata", "/merek", "/klien-api", "/retensi", "/wilayah", "/akun.csv",
        ] {
            #expect(try await hall.browser.get("/pengelolaan\(path)").status == 403, "\(path)")
            #expect(try await hall.site.browser().get("/pengelolaan\(path)").status == 303, "\(path)")
        }
    }

    @Test func anAgencyIsAddedChangedAndGivesBackWhatWasTyped() async throws {
        let hall = try await Hall()
        let form = try await hall.browser.get("/pengelolaan/perangkat-daerah/baru").form(to: "/pengelolaan/perangkat-daerah")
        let bad = try await hall.browser.submit(form, filling: ["name": "Dinas Perikanan", "code": "dpu", "governmentFunctions": "tiga"])
        #expect(bad.status == 422)
        let again = try bad.form(to: "/pengelolaan/perangkat-daerah")
        #expect(again.value("name") == "Dinas Perikanan")
        #expect(try bad.page().text.contains("Tulis kode seperti 1.03"))
        let made = try await hall.browser.submit(again, filling: ["code": "diskan", "governmentFunctions": "3.25"])
        #expect(made.status == 303)
        #expect(hall.fixtures.agency("DISKAN").governmentFunctions == ["3.25"])
        let page = try await hall.browser.follow(made)
        #expect(try page.page().text.contains("Dinas Perikanan"))
    }

    @Test func theSecondClerksPageSaysWhatChangedAndKeepsHerWords() async throws {
        let hall = try await Hall()
        let works = hall.fixtures.agency("DPU")
        let path = "/pengelolaan/perangkat-daerah/\(works.id)/ubah"
        let first = try await hall.browser.get(path).form(to: path)
        let second = try await hall.browser.get(path).form(to: path)
        #expect(try await hall.browser.submit(first, filling: ["name": "Dinas PU Bina Marga"]).status == 303)
        let answer = try await hall.browser.submit(second, filling: ["phone": "0331-123456", "name": "Dinas Pekerjaan Umum"])
        #expect(answer.status == 409)
        #expect(try answer.page().text.contains("Nama: dari “Dinas Pekerjaan Umum” menjadi “Dinas PU Bina Marga”"))
        let again = try answer.form(to: path)
        #expect(again.value("phone") == "0331-123456")
        // Having seen it, she saves again.
        #expect(try await hall.browser.submit(again, filling: ["name": "Dinas PU Bina Marga"]).status == 303)
        #expect(hall.fixtures.agency("DPU").phone == "+62331123456")
    }

    @Test func anInvitationEndsInALinkAndARole() async throws {
        let hall = try await Hall()
        let form = try await hall.browser.get("/pengelolaan/akun/baru").form(to: "/pengelolaan/akun")
        let answer = try await hall.browser.submit(form, filling: ["name": "Budi Hartono", "username": "budi"])
        #expect(answer.status == 200)
        let link = try #require(try answer.page().all("input").first { $0["id"] == "link" }?["value"])
        let account = try await hall.fixtures.account("budi")
        let path = "/pengelolaan/akun/\(account.id)"
        let role = hall.fixtures.directory.roles.values.first { $0.key == "agency_clerk" }!.id.text
        let give = try await hall.browser.get(path).form(to: path + "/peran")
        #expect(try await hall.browser.submit(give, filling: ["role": role, "agency": hall.fixtures.agency("DPU").id.text]).status == 303)
        let guest = hall.site.browser(address: "203.0.113.20")
        let place = "/" + link.split(separator: "/").dropFirst(2).joined(separator: "/")
        let entered = try await guest.submit(
            guest.get(place).form(to: place), filling: ["new": "sawah hijau luas", "repeated": "sawah hijau luas"])
        #expect(entered.status == 303)
        #expect(try await guest.get("/akun").page().text.contains("Operator OPD (Dinas Pekerjaan Umum)"))
    }

    @Test func aHolidayIsDraftedThenPublished() async throws {
        let hall = try await Hall()
        let page = try await hall.browser.get("/pengelolaan/kalender?tahun=2026")
        let drafted = try await hall.browser.submit(
            page.form(to: "/pengelolaan/kalender/hari"), filling: ["day": "2026-12-25", "name": "Natal", "kind": "national"])
        #expect(drafted.location == "/pengelolaan/kalender?tahun=2026")
        let draft = try await hall.browser.follow(drafted)
        #expect(try draft.page().text.contains("Ditambah"))
        #expect(try await hall.browser.submit(draft.form(to: "/pengelolaan/kalender/terbitkan")).status == 303)
        #expect(hall.fixtures.directory.calendars.regency.version == "5 2026.2")
        let csv = try await hall.browser.get("/pengelolaan/kalender/2026.csv")
        #expect(csv.text.contains("2026-12-25,Natal,libur nasional,2026"))
    }

    @Test func importingThroughThePageNamesBadRows() async throws {
        let hall = try await Hall()
        let path = "/pengelolaan/wilayah/impor"
        let file = UploadedFile(
            field: "file", filename: "wilayah.csv", claimedType: "text/csv",
            bytes: Array("kode,nama\n35.09.21.1002,Baratan\n35.9,Salah\n".utf8))
        let answer = try await hall.browser.submit(hall.browser.get(path).form(to: path), files: [file])
        #expect(answer.status == 200)
        #expect(try answer.page().text.contains("1 ditambahkan"))
        #expect(try answer.page().text.contains("Tulis kode seperti 35.09"))
        let none = try await hall.browser.submit(hall.browser.get(path).form(to: path))
        #expect(none.status == 422)
    }

    @Test func aRoleThatIsNarrowHereIsNotWideWhereItsTableIsRead() async throws {
        let (here, there) = (try await Hall(), try await Hall())
        let clerk = here.fixtures.directory.roles.values.first { $0.key == "agency_clerk" }!.id
        let edit = EditAccounts(here.fixtures.directory, resolver: here.fixtures.resolver)
        let account = try await here.fixtures.account("sutrisno")
        try await edit.grant(
            GrantDraft(
                role: clerk, agency: here.fixtures.agency("DPU").id, categories: ["road", "lamp"], validFrom: Day("2026-03-01")!,
                validTo: Day("2026-12-31")!), to: account.id, by: here.fixtures.administrator)
        try await edit.grant(
            GrantDraft(role: clerk, agency: here.fixtures.agency("DPU").id, validFrom: Day("2026-06-01")!), to: account.id,
            by: here.fixtures.administrator)
        let agus = try await here.fixtures.account("agus")
        try await edit.disable(agus.id, seen: agus.version, by: here.fixtures.administrator)

        let table = try await here.browser.get("/pengelolaan/akun.csv").text
        #expect(table.contains("agency_clerk@DPU#lamp,road~2026-03-01..2026-12-31") && table.contains("agency_clerk@DPU~2026-06-01.."))
        func read(_ table: String, _ categories: Set<String>? = nil) async throws -> ImportReport {
            try await ImportAccounts(there.fixtures.directory, resolver: there.fixtures.resolver, categories: categories)
                .run(.bytes(Array(table.utf8)), by: .system)
        }
        // Under another name, so that the account is new there.
        let renamed = table.replacing("sutrisno", with: "sutrisno2").replacing("agus", with: "agus2")
        let report = try await read(renamed)
        #expect(report.problemCount == 0 && report.added == 2, "\(report.problems)")
        let reader = try await there.fixtures.account("sutrisno2")
        let grants = try await there.fixtures.database.read { try RoleStore($0).grants(of: reader.id) }.filter { $0.categories != nil }
        #expect(grants.map(\.categories) == [["road", "lamp"]] && grants.map(\.validTo) == [Day("2026-12-31")])
        #expect(try await there.fixtures.account("agus2").isEnabled == false)
        let again = try await read(renamed)
        #expect(again.problemCount == 0 && again.added == 0 && again.changed == 0)
        // Whoever knows which categories there are refuses others, and no word is read by halves.
        #expect(try await read(renamed, ["road"]).problemCount == 1)
        for word in ["agency_clerk#", "agency_clerk@", "agency_clerk~2026-01-01", "agency_clerk~besok..", "agency_clerk~..", "@DPU"] {
            let wrong = try await read("nama,nama_pengguna,peran\nBaru,baru,\(word)\n")
            #expect(wrong.problemCount == 1 && wrong.added == 0, "\(word)")
        }
        // A role that is over gives nothing, however often its table is read.
        let over = try await read("nama,nama_pengguna,peran\nBaru,baru,agency_clerk@DPU~2020-01-01..2020-12-31\n")
        #expect(over.problemCount == 0 && over.added == 1)
        let fresh = try await there.fixtures.account("baru")
        #expect(try await there.fixtures.database.read { try RoleStore($0).grants(of: fresh.id) }.isEmpty)
    }

    @Test func whatWasMergedIsMergedWhereItsTableIsRead() async throws {
        let (here, there) = (try await Hall(), try await Hall())
        let table = """
            kode,nama,jenis,berlaku_dari,berlaku_sampai,digabung_ke
            TENGAH,Dinas Tengah,dinas,2020-01-01,2024-12-31,DPU
            LAMA,Dinas Lama,dinas,2020-01-01,2022-12-31,TENGAH
            PUTAR,Dinas Putar,dinas,2020-01-01,2022-12-31,PUTAR
            NIHIL,Dinas Nihil,dinas,2020-01-01,2022-12-31,TIDAK-ADA
            """
        let first = try await ImportAgencies(here.fixtures.directory).run(.bytes(Array(table.utf8)), by: .system)
        #expect(first.added == 4 && first.problems.map(\.column) == ["digabung_ke", "digabung_ke"], "\(first.problems)")
        #expect(Set(first.problems.map(\.line)) == [4, 5])
        #expect(here.fixtures.agency("LAMA").mergedInto == here.fixtures.agency("TENGAH").id)
        #expect(here.fixtures.agency("TENGAH").mergedInto == here.fixtures.agency("DPU").id)
        #expect(here.fixtures.agency("LAMA").validTo == Day("2022-12-31"))
        let roads = here.fixtures.agency("UPTD-JALAN")
        try await EditAgencies(here.fixtures.directory).merge(
            roads.id, into: here.fixtures.agency("DPU").id, seen: roads.version, by: here.fixtures.administrator)

        let csv = try await here.browser.get("/pengelolaan/perangkat-daerah.csv").text
        let again = try await ImportAgencies(here.fixtures.directory).run(.bytes(Array(csv.utf8)), by: .system)
        #expect(again.problemCount == 0 && again.added == 0 && again.changed == 0, "\(again.problems)")
        let moved = try await ImportAgencies(there.fixtures.directory).run(.bytes(Array(csv.utf8)), by: .system)
        #expect(moved.problemCount == 0 && moved.added == 4 && moved.changed == 1, "\(moved.problems)")
        for code in ["LAMA", "TENGAH", "UPTD-JALAN"] {
            let (was, came) = (here.fixtures.agency(code), there.fixtures.agency(code))
            #expect(was.validTo == came.validTo)
            #expect(was.mergedInto.flatMap { here.fixtures.directory.agencies[$0]?.code } != nil)
            #expect(
                was.mergedInto.flatMap { here.fixtures.directory.agencies[$0]?.code }
                    == came.mergedInto.flatMap { there.fixtures.directory.agencies[$0]?.code })
        }
        #expect(try await there.browser.get("/pengelolaan/perangkat-daerah.csv").text == csv)
    }
}
