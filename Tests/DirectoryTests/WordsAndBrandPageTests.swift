import Directory
import Kernel
import Storage
import Tables
import TestSupport
import Testing
import Web

/// What a regency says and how it looks, changed on its pages.
@Suite struct WordsAndBrandPageTests {
    private typealias Hall = AdminHall

    @Test func aWordChangesEveryPageAtOnce() async throws {
        let hall = try await Hall()
        let path = "/pengelolaan/kata/directory.administration"
        let form = try await hall.browser.get(path).form(to: path)
        #expect(try await hall.browser.submit(form, filling: ["id": "Dapur Pendopo"]).status == 303)
        #expect(try await hall.browser.get("/pengelolaan").page().first("h1")?.text == "Dapur Pendopo")
        let reset = try await hall.browser.get(path).form(to: path + "/kembalikan")
        #expect(try await hall.browser.submit(reset).status == 303)
        #expect(try await hall.browser.get("/pengelolaan").page().first("h1")?.text == "Pengelolaan")
        // From a day to come nothing changes today, and the page tells what was, what is and what will be.
        let later = try await hall.browser.get(path).form(to: path)
        #expect(try await hall.browser.submit(later, filling: ["id": "Dapur Baru", "valid_from": "2026-04-01"]).status == 303)
        #expect(try await hall.browser.get("/pengelolaan").page().first("h1")?.text == "Pengelolaan")
        let word = try await hall.browser.get(path)
        #expect(word.text.contains("Dapur Baru") && word.text.contains("berlaku mulai 1 April 2026"))
        let wrong = try await hall.browser.submit(word.form(to: path + "/kembalikan"), filling: ["ours_from": "besok"])
        #expect(wrong.status == 422)
        let same = try await hall.browser.submit(word.form(to: path), filling: ["valid_to": "2026-04-05"])
        #expect(same.status == 422 && same.text.contains("memang sudah berlaku"))
    }

    @Test(arguments: [
        ("/pengelolaan/merek", "product_name", "Taprose", "Pandalungan"), ("/pengelolaan/retensi", "session", "101", "202"),
        ("/pengelolaan/sesi", "idle_hours", "7", "9"), ("/pengelolaan/kata/directory.administration", "id", "Dapur", "Ruang kerja"),
    ])
    func theSecondOfTwoIsToldWhatTheFirstSet(_ path: String, _ field: String, _ first: String, _ second: String) async throws {
        let hall = try await Hall()
        let (early, late) = (try await hall.browser.get(path).form(to: path), try await hall.browser.get(path).form(to: path))
        #expect(try await hall.browser.submit(early, filling: [field: first]).status == 303)
        let told = try await hall.browser.submit(late, filling: [field: second])
        #expect(told.status == 409)
        let page = try told.page()
        #expect(page.text.contains("Orang lain baru saja mengubah") && page.text.contains("menjadi “\(first)”"))
        #expect(Accessibility.faults(told.text, isPage: true) == [])
        let again = try told.form(to: path)
        #expect(again.value(field) == second)
        #expect(try await hall.browser.get(path).form(to: path).value(field) == first)
        // Having read it, she saves knowingly.
        #expect(try await hall.browser.submit(again).status == 303)
        let saved = try await hall.browser.get(path).form(to: path)
        #expect(saved.value(field) == second)
        // What is no version, or none at all, was seen by nobody.
        for version in ["banyak", ""] {
            #expect(try await hall.browser.submit(saved, filling: [field: first, "version": version]).status == 409, "\(version)")
        }
    }

    @Test func aPrivacyNoticeOfManyPagesIsTaken() async throws {
        let hall = try await Hall()
        let path = "/pengelolaan/kata/directory.administration"
        let long = String(repeating: "Data Anda. ", count: 1800)
        #expect(try await hall.browser.submit(try await hall.browser.get(path).form(to: path), filling: ["id": long]).status == 303)
        let tooLong = try await hall.browser.submit(
            try await hall.browser.get(path).form(to: path), filling: ["id": String(repeating: "Data Anda. ", count: 1900)])
        #expect(tooLong.status == 422)
    }

    @Test func nameAndColoursHoldAtOnceAndAFakeLogoIsRefused() async throws {
        let hall = try await Hall()
        let form = try await hall.browser.get("/pengelolaan/merek").form(to: "/pengelolaan/merek")
        let wrong = try await hall.browser.submit(form, filling: ["primary": "merah", "product_name": "Taprose"])
        #expect(wrong.status == 422)
        let logo = UploadedFile(field: "logo", filename: "logo.png", claimedType: "image/png", bytes: Array("bukan gambar".utf8))
        let fake = try await hall.browser.submit(wrong.form(to: "/pengelolaan/merek"), filling: ["primary": "#ffee88"], files: [logo])
        #expect(fake.status == 422)
        #expect(try fake.page().text.contains("supaya terbaca"))
        let good = try await hall.browser.submit(fake.form(to: "/pengelolaan/merek"))
        #expect(good.status == 303)
        #expect(hall.site.installation.brand.productName == "Taprose")
        #expect(hall.site.installation.brand.primary == "#ffee88")
        // From a day to come nothing changes today.
        let later = try await hall.browser.get("/pengelolaan/merek").form(to: "/pengelolaan/merek")
        #expect(try await hall.browser.submit(later, filling: ["product_name": "Nanti", "valid_from": "2026-04-01"]).status == 303)
        #expect(hall.site.installation.brand.productName == "Taprose")
    }

    @Test func aLogoIsServedUnderItsHash() async throws {
        let hall = try await Hall()
        var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        png += [0, 0, 0, 64, 0, 0, 0, 64, 8, 6, 0, 0, 0] + [UInt8](repeating: 0, count: 20)
        let logo = UploadedFile(field: "logo", filename: "logo.png", claimedType: "image/png", bytes: png)
        let form = try await hall.browser.get("/pengelolaan/merek").form(to: "/pengelolaan/merek")
        #expect(try await hall.browser.submit(form, files: [logo]).status == 303)
        let url = try #require(hall.site.installation.brand.logoURL)
        let answer = try await hall.site.browser().get(url)
        #expect(answer.status == 200 && answer.header("Content-Type") == "image/png")
        let other = String(repeating: "0", count: 64)
        #expect(try await hall.site.browser().get("/merek/logo/\(other).png").status == 404)
    }
}
