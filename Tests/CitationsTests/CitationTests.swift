import Catalogue
import Columns
import Foundation
import Ingest
import Kernel
import Signing
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Citations

@Suite("Numbers with a deed")
struct CitationTests {
    @Test("a number is computed exactly, signed, and verified again from what was kept")
    func cite() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.sum, "harga"), "tahun=eq.2025", title: "  Harga  2025 ")
        #expect(citation.computed.value == "39000")
        #expect(citation.computed.rows == 3)
        #expect(citation.unit == "rupiah")
        #expect(citation.title == "Harga 2025")
        #expect(citation.filter == "tahun=eq.2025")
        #expect(ShortCode.normalize(citation.code) == citation.code)

        let found = try await site.desk.find(code: citation.code.lowercased(), for: .visitor).citation
        #expect(found == citation)
        let standing = try await site.desk.standing(of: found, for: .visitor)
        #expect(standing == Standing(verdict: .valid))
        let signed = try #require(found.signed)
        #expect(signed.payload["version"]?["sha256"]?.string?.count == 64)
        #expect(signed.payload["producer"]?["code"]?.string == "DPU")
        #expect(signed.payload["steward"]?["code"]?.string == "DISKOMINFO")
    }

    @Test("every formula gives what a calculator gives")
    func formulas() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let formulas: [(Formula, String, String)] = [
            (Formula(.count), "", "6"), (Formula(.count, "harga"), "", "5"), (Formula(.countDistinct, "pasar"), "", "3"),
            (Formula(.sum, "harga"), "", "63900"), (Formula(.average, "harga"), "tahun=eq.2024", "12450"),
            (Formula(.least, "harga"), "", "12000"), (Formula(.greatest, "harga"), "", "13400"), (Formula(.median, "harga"), "", "12900"),
            (Formula(.cell, "harga"), "pasar=eq.Gebang&tahun=eq.2025", "13100"),
        ]
        for (formula, filter, value) in formulas {
            #expect(try await site.cite(dataset, formula, filter).computed.value == value, "\(formula.text) where \(filter)")
        }
    }

    @Test("a missing cell is cited as missing, not as zero")
    func missing() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.cell, "harga"), "pasar=eq.Gebang&tahun=eq.2024")
        #expect(citation.computed.value == nil)
        #expect(try await site.desk.standing(of: citation, for: .visitor).verdict == .valid)
    }

    @Test("a chart is cited with all its groups")
    func chart() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.sum, "harga", by: ["tahun"]))
        #expect(citation.computed.series == [["2024", "24900"], ["2025", "39000"]])
        #expect(citation.computed.value == nil)
        #expect(citation.formula.text == "sum(harga) by tahun")
        #expect(try await site.desk.standing(of: citation, for: .visitor).verdict == .valid)
    }

    @Test("the same number is one citation, whoever asks and however the filter was written")
    func same() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let first = try await site.cite(dataset, Formula(.sum, "harga"), "tahun=eq.2025", title: "Satu")
        let again = try await site.cite(dataset, Formula(.sum, "harga"), "?limit=3&tahun=eq.2025&sort=harga", title: "Dua")
        #expect(again == first)
        let other = try await site.cite(dataset, Formula(.sum, "harga"), "tahun=eq.2024")
        #expect(other.code != first.code)
        #expect(try await site.desk.list(of: dataset, for: .visitor, limit: 10).map(\.code) == [other.code, first.code])
    }

    @Test("what cannot be computed is refused at its field")
    func refused() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let wrong: [(Formula, String, String)] = [
            (Formula(.cell, "harga"), "", "filter"), (Formula(.sum), "", "column"), (Formula(.cell, "harga", by: ["tahun"]), "", "groups"),
            (Formula(.count, nil, by: ["tahun", "tahun"]), "", "groups"), (Formula(.count), "nama=eq.x", "filter"),
            (Formula(.count), "harga=eq.mahal", "filter"), (Formula(.count), "harga=gt.1);DROP TABLE citation", "filter"),
        ]
        for (formula, filter, field) in wrong {
            do {
                _ = try await site.cite(dataset, formula, filter)
                Issue.record("it was cited: \(formula.text) where \(filter)")
            } catch let error as AppError {
                #expect(error.kind == .invalid, "\(formula.text) where \(filter)")
                #expect(error.issues.first?.field == field, "\(formula.text) where \(filter)")
            }
        }
    }

    @Test("a filter longer than anybody reads and a chart of too many groups are refused")
    func tooMuch() async throws {
        let site = try await CitedSite()
        let rows = (0..<600).map { [Datum.text("35.09.01"), .text("Pasar \($0)"), .year(2024), .integer(Int64($0))] }
        let dataset = try await site.catalogue.published(rows: rows)
        await #expect(throws: AppError.self) { try await site.cite(dataset, Formula(.count, nil, by: ["pasar"])) }
        await #expect(throws: AppError.self) {
            try await site.cite(dataset, Formula(.count), "pasar=eq.\(String(repeating: "x", count: 5000))")
        }
    }

    @Test("a newer version that says otherwise is told of, with the difference and since when")
    func newer() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.sum, "harga"), "tahun=eq.2025")
        var rows = CatalogueTestSite.prices
        rows[0][3] = .integer(11_000)
        try await site.catalogue.publish(rows, in: dataset.id)
        // Only 2024 has changed.
        #expect(try await site.desk.standing(of: citation, for: .visitor).newer?.outcome == .same)
        rows[1][3] = .integer(12_000)
        let third = try await site.catalogue.publish(rows, in: dataset.id)
        rows[0][3] = .integer(11_500)
        try await site.catalogue.publish(rows, in: dataset.id)
        let newer = try #require(try await site.desk.standing(of: citation, for: .visitor).newer)
        #expect(newer.number == 4)
        #expect(
            newer.outcome == .other(value: "38500", difference: "-500", since: .init(number: 3, publishedAt: third.publishedAt)))
        // The cited number itself stays, and what is cited now is another one.
        #expect(try await site.desk.find(code: citation.code, for: .visitor).citation == citation)
        #expect(try await site.cite(dataset, Formula(.sum, "harga"), "tahun=eq.2025").computed.value == "38500")
    }

    @Test("however many versions came since, a newer one that says otherwise is told of; since when as far as was looked")
    func many() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.sum, "harga"), "tahun=eq.2025")
        var rows = CatalogueTestSite.prices
        for number in 1...CitationDesk.mostVersions + 3 {
            rows[1][3] = .integer(Int64(20_000 + number))
            try await site.catalogue.publish(rows, in: dataset.id)
        }
        let newest = CitationDesk.mostVersions + 4
        let newer = try #require(try await site.desk.standing(of: citation, for: .visitor).newer)
        guard case .other(let value, _, let since) = newer.outcome else { throw AppError.notFound }
        #expect(newer.number == newest && value == "\(20_000 + newest - 1 + 13_400 + 13_100)")
        #expect(since.number == newest - CitationDesk.mostVersions && since.isAtLatest)
        rows[1][3] = .integer(12_500)
        try await site.catalogue.publish(rows, in: dataset.id)
        #expect(try await site.desk.standing(of: citation, for: .visitor).newer?.outcome == .same)
    }

    @Test("a version that has lost the column says so")
    func unanswerable() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.sum, "harga"))
        let schema = TableSchema([TableSchema.Field("pasar", .string), TableSchema.Field("rupiah", .integer)])
        try await site.catalogue.publish([[.text("Tanjung"), .integer(5)]], schema: schema, in: dataset.id)
        #expect(try await site.desk.standing(of: citation, for: .visitor).newer?.outcome == .unanswerable)
    }

    @Test(
        "whoever changes a citation behind our back is found out, by its deed and by its event",
        arguments: ["value = '999'", "row_count = 7", "filter = ''", "formula = 'max'", "unit = 'ton'", "deed = '{}'", "signature = X'00'"])
    func tampering(change: String) async throws {
        guard TestDatabase.engine == .sqlite || !change.contains("X'") else { return }
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.sum, "harga"), "tahun=eq.2025")
        let digests = try #require(CitationsDigests.all.first { $0.kind == "citation" })
        let before = try await site.database.read { tx in try digests.digests(tx, [citation.id.text]) }
        let event = try await site.database.read { tx in try tx.events(of: citation.reference).last }
        #expect(before[citation.id.text] == event?.digest)
        try await site.database.write { tx in try tx.run("UPDATE citation SET \(SQL(verbatim: change)) WHERE id = \(citation.id)") }
        let after = try await site.database.read { tx in try digests.digests(tx, [citation.id.text]) }
        #expect(after != before)
        let found = try await site.desk.find(code: citation.code, for: .visitor).citation
        #expect(try await site.desk.standing(of: found, for: .visitor).verdict == .altered)
    }

    @Test("records that decide point at cited numbers by their codes; of others' data nobody is given a name or an address")
    func pointedAt() async throws {
        let site = try await CitedSite()
        let open = try await site.catalogue.published()
        let hidden = try await site.catalogue.published(site.catalogue.restricted())
        let number = try await site.cite(open, Formula(.sum, "harga"), "tahun=eq.2025", title: "Harga 2025")
        let secret = try await site.cite(hidden, Formula(.count), by: site.catalogue.producer)
        let resolver = ReferenceResolver(CitationsReferences.all)
        let typed = number.code.lowercased()
        try await site.database.read { [catalogue = site.catalogue] tx in
            let found = try resolver.find(typed, for: catalogue.stranger, among: ["citation"], tx)
            #expect(found.map(\.id) == [number.id.text])
            let view = try resolver.views(of: found, for: catalogue.stranger, tx).values.first
            #expect(view?.title == "Harga 2025" && view?.url == CitationPaths.citation(number.code))
            #expect(try resolver.find(secret.code, for: catalogue.stranger, tx).isEmpty)
            #expect(try resolver.views(of: [Reference("citation", secret.id)], for: catalogue.stranger, tx).isEmpty)
            #expect(try resolver.find(secret.code, for: catalogue.producer, tx).count == 1)
        }
    }
}
