import Directory
import Kernel
import NIOCore
import Storage
import TestSupport
import Testing
import Web

@testable import Assessments

@Suite("Instruments")
struct InstrumentTests {
    @Test("both weightings of the reference table and the selection are there, published and with their source")
    func usual() async throws {
        let site = try await AssessmentTestSite()
        let found = try await site.database.read { try $0.assessmentInstruments() }
        #expect(Set(found.map(\.code)) == ["smart-city", "seleksi-100"])
        #expect(found.allSatisfy { $0.state == .published && $0.draft.openWeights.isEmpty && $0.draft.issues.isEmpty })
        let evaluation = found.filter { $0.code == "smart-city" }.sorted { $0.edition < $1.edition }
        #expect(evaluation.map { $0.components.map(\.weight.count) } == [[1000, 2000, 3000, 3000, 1000], [1000, 2000, 3000, 2000, 2000]])
        #expect(evaluation[0].draft.source.contains("S-SCEVAL") && evaluation[1].draft.source.contains("S-SCEVAL22"))
        // A second start adds nothing.
        try await site.desk.ensureInstruments()
        #expect(try await site.database.read { try $0.assessmentInstruments().count } == found.count)
    }

    @Test("weights that do not total 100 are kept in a draft, and publishing says what is missing where")
    func weights() async throws {
        let site = try await AssessmentTestSite()
        var draft = AssessmentTestSite.draft()
        draft.items[2].weight = Hundredths(5550)
        draft.items[3].weight = Hundredths(7000)
        let made = try await site.desk.create(draft, code: "uji", by: site.planner.actor)
        let error = try #require(try await site.failure { try await site.desk.publish(made.key, by: site.planner.actor) })
        #expect(error.kind == .invalid && error.issues.map(\.field) == ["weights", "weights"])
        let messages = error.issues.map(\.message)
        #expect(messages[0].key == "error.instrument_weights_high_top" && messages[0].values["difference"] == "10")
        #expect(messages[1].key == "error.instrument_weights_low" && messages[1].values["parent"] == "A")
        #expect(messages[1].values["difference"] == "19.5" && messages[1].values["parts"] == "A.1 25, A.2 55.5")
        draft.items = []
        let empty = try await site.desk.edit(made.key, draft, by: site.planner.actor)
        #expect(empty.draft.openWeights.map(\.message.key) == ["error.instrument_empty"])
    }

    @Test("codes, parents, circles, scales and weights out of bounds are refused beside their field")
    func bad() async throws {
        let site = try await AssessmentTestSite()
        func issues(_ change: (inout InstrumentDraft) -> Void) -> [String] {
            var draft = AssessmentTestSite.draft()
            change(&draft)
            return draft.issues.map { "\($0.field) \($0.message.key)" }
        }
        #expect(issues { _ in } == [])
        #expect(issues { $0.items[1].code = "A" }.contains("items[1].code error.instrument_twice"))
        #expect(issues { $0.items[1].code = "spasi di sini" }.contains("items[1].code error.instrument_code"))
        #expect(issues { $0.items[1].parent = "Z" } == ["items[1].parent error.instrument_parent"])
        #expect(issues { $0.items[0].parent = "A.1" }.contains("items[0].parent error.instrument_depth"))
        #expect(issues { $0.items[0].parent = "A" }.contains("items[0].parent error.instrument_depth"))
        #expect(issues { $0.items[0].weight = Hundredths(0) } == ["items[0].weight error.instrument_weight"])
        #expect(issues { $0.items[0].weight = Hundredths(10_001) } == ["items[0].weight error.instrument_weight"])
        #expect(issues { $0.highest = $0.lowest }.contains("highest error.instrument_scale"))
        #expect(issues { $0.levels[1].value = Hundredths(900) } == ["levels[1].value error.instrument_level"])
        #expect(issues { $0.validTo = Day("2019-01-01")! } == ["valid_to error.instrument_ends_early"])
        // Four levels are one too many.
        let deep = issues {
            $0.items.append(InstrumentItem("A.1.1", in: "A.1", "Butir", weight: Hundredths(whole: 100)))
            $0.items.append(InstrumentItem("A.1.1.1", in: "A.1.1", "Butir", weight: Hundredths(whole: 100)))
        }
        #expect(deep == ["items[5].parent error.instrument_depth"])
        for code in ["", "A B", "x", "-ada"] {
            let error = try await site.failure {
                try await site.desk.create(AssessmentTestSite.draft(), code: code, by: site.planner.actor)
            }
            #expect(error?.issues.map(\.field) == ["code"], "\(code)")
        }
    }

    @Test("a published edition never changes; the next one begins as its copy, and only one at a time")
    func editions() async throws {
        let site = try await AssessmentTestSite()
        let first = try await site.instrument()
        let planner = site.planner.actor
        #expect(try await site.failure { try await site.desk.edit(first.key, AssessmentTestSite.draft(), by: planner) }?.kind == .conflict)
        #expect(try await site.failure { try await site.desk.replaceItems(first.key, [], by: planner) }?.kind == .conflict)
        #expect(try await site.failure { try await site.desk.publish(first.key, by: planner) }?.kind == .conflict)
        let next = try await site.desk.follow(first.key, by: planner)
        #expect(next.edition == 2 && next.draft == first.draft && next.state == .draft)
        #expect(try await site.failure { try await site.desk.follow(first.key, by: planner) }?.kind == .conflict)
        #expect(try await site.failure { try await site.desk.follow(next.key, by: planner) }?.kind == .conflict)
        // Two who edit at once: the second is told.
        try await site.desk.edit(next.key, AssessmentTestSite.draft("Edisi dua"), by: planner, expecting: 1)
        #expect(
            try await site.failure { try await site.desk.edit(next.key, AssessmentTestSite.draft("Lain"), by: planner, expecting: 1) }?
                .message.key == "error.changed_meanwhile")
        for person in [site.clerk, site.assessor, site.regent] {
            #expect(try await site.failure { try await site.desk.follow(first.key, by: person.actor) }?.kind == .forbidden)
        }
    }

    @Test("what is exported can be read back, from CSV and from a workbook; bad rows are named with their line")
    func files() async throws {
        let site = try await AssessmentTestSite()
        let instrument = try await site.instrument()
        let browser = try await site.browser(site.planner)
        let base = "/kerja/instrumen-penilaian/\(instrument.key)"
        for ending in ["csv", "xlsx"] {
            let file = try await browser.get("\(base)/butir.\(ending)")
            #expect(file.status == 200)
            #expect(try InstrumentTable.read(.bytes(Array(file.bytes.readableBytesView))) == instrument.items, "\(ending)")
        }
        let reference = "versi,komponen,bobot_persen,arti\nx,baseline,10,perbaikan\nx,output,\"20,5\",fondasi\n"
        let read = try InstrumentTable.read(.bytes(Array(reference.utf8)))
        #expect(read.map(\.code) == ["baseline", "output"] && read.map(\.weight.count) == [1000, 2050])
        let bad = try await site.failure { _ = try InstrumentTable.read(.bytes(Array("kode,bobot_persen\nA,sepuluh\nB,-4\n".utf8))) }
        #expect(bad?.issues.map { $0.message.values["line"] } == ["2", "3"])
        #expect(try await site.failure { _ = try InstrumentTable.read(.bytes(Array("nama,nilai\nA,1\n".utf8))) }?.kind == .invalid)
        #expect(try await site.failure { _ = try InstrumentTable.read(.bytes(Array("kode,bobot_persen\n".utf8))) }?.issues.count == 1)
    }

    @Test("an instrument is written, imported and published by pages, with every fault beside its field")
    func pages() async throws {
        let site = try await AssessmentTestSite()
        let browser = try await site.browser(site.planner)
        let list = try await browser.get("/kerja/instrumen-penilaian")
        #expect(list.status == 200 && list.text.contains("Evaluasi Smart City 2022"))
        let new = try await browser.get("/kerja/instrumen-penilaian/baru")
        let values = [
            "code": "baru", "title": "Instrumen baru", "source": "Rapat", "items[0].code": "A", "items[0].title": "Fondasi",
            "items[0].weight": "60", "items[2].code": "B", "items[2].title": "Manfaat", "items[2].weight": "banyak",
        ]
        let bad = try await browser.submit(new.form(to: "/kerja/instrumen-penilaian"), filling: values)
        #expect(bad.status == 422)
        #expect(try bad.page().all(where: { $0["name"] == "items[2].weight" }).first?["aria-invalid"] == "true")
        let made = try await browser.submit(bad.form(to: "/kerja/instrumen-penilaian"), filling: ["items[2].weight": "30"])
        let path = try #require(made.location)
        let page = try await browser.get(path)
        #expect(page.text.contains("kurang 10 dari 100"))
        let refused = try await browser.submit(page.form(to: "\(path)/penerbitan"))
        #expect(refused.status == 422 && refused.text.contains("kurang 10 dari 100"))
        let file = UploadedFile(
            field: "file", filename: "butir.csv", claimedType: "text/csv",
            bytes: Array("kode,judul,bobot_persen\nA,Satu,50\nB,Dua,50\n".utf8))
        let sent = try await browser.submit(page.form(to: "\(path)/impor"), files: [file])
        #expect(sent.status == 303)
        // The page from before the import is out of date.
        #expect(try await browser.submit(page.form(to: "\(path)/penerbitan")).status == 409)
        #expect(try await browser.submit(try await browser.get(path).form(to: "\(path)/penerbitan")).status == 303)
        #expect(try await browser.get("\(path)/ubah").location == path)
        #expect(try await browser.get(path + "?bahasa=en").text.contains("Published"))
        #expect(try await browser.get("/kerja/instrumen-penilaian.xlsx").status == 200)
        #expect(try await browser.get("/kerja/instrumen-penilaian.csv").text.contains("Instrumen baru"))
        for person in [site.clerk, site.assessor] {
            let other = try await site.browser(person)
            for path in ["/kerja/instrumen-penilaian", path, "\(path)/butir.csv", "/kerja/instrumen-penilaian/baru"] {
                #expect(try await other.get(path).status == 403, "\(path)")
            }
        }
    }
}
