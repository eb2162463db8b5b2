import Columns
import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

/// A submission's page: every guess with a switch, what is demanded of values, and columns beyond what one page shows.
@Suite struct ReadingPageTests {
    @Test func `a clerk demands what she wants of the values on the page, and changing a type loses none of it`() async throws {
        let (site, received) = try await CatalogueTestSite.sent(
            "kode;nilai;keadaan\n35.09.01;12;Baik\n35.09.19;200;Rusak\n35.09.21;-;Hancur\n", named: "nilai.csv")
        try await MasterData(site.desk).publish()
        var submission = try await site.read(received)
        let clerk = site.site.browser()
        clerk.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        func form() async throws -> PageForm { try await clerk.get(path).form(to: "\(path)/bacaan") }
        // The page's last form of that address is the columns' one; whichever it is, it is sent as the columns' would be.
        func columns(_ rules: [String: String]) async throws -> Answer {
            var sent = try await form().filling(["change": "columns"])
            for index in 0..<3 { for part in ["keep", "rules"] { sent = sent.with("c.\(index).\(part)", "1") } }
            for (name, value) in rules.sorted(by: { $0.key < $1.key }) { sent = sent.with(name, value) }
            return try await clerk.submit(sent)
        }
        #expect(try await clerk.get(path).text.contains("name=\"c.1.minimum\""))
        let rules = [
            "c.0.type": "string", "c.0.reference": "kode-wilayah|kode", "c.0.required": "1", "c.1.type": "integer", "c.1.minimum": "0",
            "c.1.maximum": "100", "c.1.missing": "-; n/a", "c.2.type": "string", "c.2.enum": "Baik; Sedang; Rusak", "key": "kode",
            "rules": "1", "unique": "kode, keadaan", "match": "equal",
        ]
        #expect(try await columns(rules).status == 303)
        submission = try await site.read(submission)
        let schema = try #require(submission.reading.schema)
        #expect(schema.foreignKeys == [ForeignKey(["kode"], resource: "kode-wilayah", reference: ["kode"])])
        #expect(schema.uniqueKeys == [["kode", "keadaan"]] && schema.fieldsMatch == .equal)
        #expect(schema["nilai"]?.constraints.maximum == .integer(100) && schema["nilai"]?.missingValues?.map(\.text) == ["", "-", "n/a"])
        let seen = try await site.understanding(submission)
        // 200 is too much, and "Hancur" is none of the list; a dash is nothing and no mistake.
        #expect(Set(seen.problems.map(\.value)) == ["200", "Hancur"] && submission.outcome?.rows == 1)

        var retyped = rules
        retyped["c.1.type"] = "number"
        retyped["c.1.maximum"] = "1.000,5"
        #expect(try await columns(retyped).status == 303)
        submission = try await site.read(submission)
        #expect(submission.reading.schema?["nilai"]?.type == .number)
        #expect(submission.reading.schema?["nilai"]?.constraints.minimum == .integer(0))
        #expect(submission.reading.schema?["nilai"]?.constraints.maximum?.text == "1000.5")
        var wrong = rules
        wrong["unique"] = "tidak_ada"
        wrong["c.2.minLength"] = "banyak"
        #expect(try await columns(wrong).status == 422)
    }

    @Test func `of a wide sheet the page shows some columns, and what is changed there leaves the others as they are`() async throws {
        let width = ColumnWindow.most * 2 + 50
        let heads = (0..<width).map { "k\($0)" }.joined(separator: ",")
        let rows = [1000, 5000, 7000].map { start in (0..<width).map { "\(start + $0)" }.joined(separator: ",") }
        let (site, received) = try await CatalogueTestSite.sent(([heads] + rows).joined(separator: "\n") + "\n", named: "lebar.csv")
        var submission = try await site.read(received)
        #expect(submission.outcome?.schema.fields.count == width)
        let clerk = site.site.browser()
        clerk.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        let first = try await clerk.get(path).text
        #expect(first.contains("name=\"c.99.name\"") && !first.contains("name=\"c.100.name\""))
        let second = try await clerk.get("\(path)?_kolom_dari=100")
        #expect(second.text.contains("name=\"c.199.name\"") && !second.text.contains("name=\"c.99.name\""))
        #expect(second.text.contains("_kolom_dari=200") && !second.text.contains("name=\"c.200.name\""))
        #expect(Accessibility.faults(second.text, isPage: true) == [])
        var sent = try second.form(to: "\(path)/bacaan")
        var values = ["change": "columns", "c.first": "100", "c.last": "199", "c.150.title": "Seratus lima puluh"]
        for index in 100..<200 { values["c.\(index).keep"] = "1" }
        for (name, value) in values.sorted(by: { $0.key < $1.key }) {
            sent = sent.names.contains(name) ? try sent.filling([name: value]) : sent.with(name, value)
        }
        let answer = try await clerk.submit(sent)
        #expect(answer.status == 303 && answer.location?.contains("_kolom_dari=100") == true)
        submission = try await site.read(submission)
        #expect(submission.outcome?.schema.fields.count == width)
        #expect(submission.outcome?.schema["k150"]?.title == "Seratus lima puluh")
        #expect(submission.outcome?.schema["k0"]?.heading == "k0" && submission.outcome?.schema["k249"]?.heading == "k249")
        // Published, its pages show some columns as well, and lead to the others.
        try await site.desk.perform(SubmitForCheck(), on: submission.id, by: site.producer)
        try await site.desk.perform(PublishSubmission(), on: submission.id, by: site.steward)
        let visitor = site.site.browser()
        let table = try await visitor.get("/data/harga-beras")
        #expect(table.text.contains("sort=k99") && !table.text.contains("sort=k100") && table.text.contains("_kolom_dari=100"))
        let last = try await visitor.get("/data/harga-beras?_kolom_dari=200&k0=gt.1000")
        #expect(last.text.contains("sort=k249") && !last.text.contains("sort=k199"))
        let columns = try await visitor.get("/data/harga-beras/kolom?_kolom_dari=100")
        #expect(columns.text.contains(">k199<") && !columns.text.contains(">k99<") && !columns.text.contains(">k200<"))
        let chosen = try await visitor.get("/data/harga-beras?fields=k3,k240")
        #expect(chosen.text.contains("sort=k240") && !chosen.text.contains("_kolom_dari"))
        for page in [table, last, columns, chosen] { #expect(page.status == 200 && Accessibility.faults(page.text, isPage: true) == []) }
    }

    @Test func `the page shows every guess with a switch, and the list of mistakes can be taken along`() async throws {
        let (site, received) = try await CatalogueTestSite.sent()
        let submission = try await site.read(received)
        let browser = site.site.browser()
        browser.signIn(site.producer)
        let path = "/data/kelola/kiriman/\(submission.id)"
        let page = try await browser.get(path)
        _ = try page.page()
        #expect(page.text.contains("dua belas ribu") && page.text.contains("name=\"guess\""))
        let list = try await browser.get("\(path)/perbaikan")
        #expect(list.status == 200 && list.text.contains("dua belas ribu"))
        let quarantine = try await browser.get("\(path)/karantina.csv")
        #expect(quarantine.status == 200 && quarantine.text.contains("Kec. Jombang"))
    }
}
