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

/// A number of data that are restricted, withheld or withdrawn.
@Suite("Cited numbers and who may see them")
struct CitedAccessTests {
    @Test("a citation of restricted data is found by those who may read them, and looks like none to everybody else")
    func restricted() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published(site.catalogue.restricted())
        await #expect(throws: AppError.self) { try await site.cite(dataset, Formula(.count), by: .visitor) }
        let citation = try await site.cite(dataset, Formula(.count), by: site.catalogue.producer)
        #expect(try await site.desk.find(code: citation.code, for: site.catalogue.planner).citation == citation)
        for actor in [Actor.visitor, site.catalogue.stranger] {
            await #expect(throws: AppError.notFound) { try await site.desk.find(code: citation.code, for: actor) }
        }
        await #expect(throws: AppError.notFound) { try await site.desk.find(code: "000-000-00", for: .visitor) }
        #expect(try await site.desk.list(of: dataset, for: .visitor, limit: 10).isEmpty)
    }

    @Test("opening a dataset opens no number that was cited of a version which stays shut")
    func withheld() async throws {
        let site = try await CitedSite()
        let catalogue = site.catalogue
        let dataset = try await catalogue.desk.create(catalogue.restricted("penerima"), by: catalogue.producer)
        let table = try await catalogue.table(of: dataset.id)
        let first = try await catalogue.received(table.id, findings: 3)
        try await catalogue.desk.perform(SubmitForCheck(), on: first.id, by: catalogue.producer)
        try await catalogue.desk.perform(PublishSubmission(), on: first.id, by: catalogue.steward)
        let old = try await site.cite(dataset, Formula(.count), by: catalogue.producer)
        try await catalogue.publish(Array(CatalogueTestSite.prices.dropLast()), in: dataset.id)
        let new = try await site.cite(dataset, Formula(.count), by: catalogue.producer)
        try await catalogue.desk.perform(ChangeAccess(.open), on: dataset.id, by: catalogue.steward)
        let opened = try #require(try await site.database.read { tx in try tx.dataset(dataset.id) })

        for actor in [Actor.visitor, catalogue.stranger] {
            await #expect(throws: AppError.notFound) { try await site.desk.find(code: old.code, for: actor) }
            #expect(try await site.desk.find(code: new.code, for: actor).citation == new)
            #expect(try await site.desk.list(of: opened, for: actor, limit: 10) == [new])
        }
        #expect(try await site.desk.find(code: old.code, for: catalogue.producer).citation == old)
        #expect(try await site.desk.list(of: opened, for: catalogue.producer, limit: 10) == [new, old])
    }

    @Test("whoever may read only a part cannot cite it as if it were the whole")
    func partial() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published(site.catalogue.restricted())
        site.catalogue.site.installation.services.put(
            AgreementLookup { _, _, _ in ReadingRule(filter: .compare("tahun", .equal, "2025"), agreement: "a") })
        site.catalogue.site.installation.services.put(ReadingLog { _ in })
        do {
            _ = try await site.cite(dataset, Formula(.count), by: site.catalogue.stranger)
            Issue.record("it was cited")
        } catch let error as AppError { #expect(error.message.key == "error.citation_partial") }
    }

    @Test("a citation of withdrawn data stays readable")
    func withdrawn() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.count))
        try await site.catalogue.desk.perform(
            WithdrawDataset(reason: "Angkanya ternyata dihitung dua kali."), on: dataset.id, by: site.catalogue.steward)
        let found = try await site.desk.find(code: citation.code, for: .visitor)
        #expect(found.dataset.state == .withdrawn)
        #expect(try await site.desk.standing(of: found.citation, for: .visitor).verdict == .valid)
    }

    @Test("what a newer version of withdrawn data says is told to those who may read it only, whoever looked before")
    func withdrawnNewer() async throws {
        let site = try await CitedSite()
        let dataset = try await site.catalogue.published()
        let citation = try await site.cite(dataset, Formula(.count))
        try await site.catalogue.publish(Array(CatalogueTestSite.prices.dropLast()), in: dataset.id)
        func outcome(_ actor: Actor) async throws -> Standing.Newer.Outcome? {
            try await site.desk.standing(of: citation, for: actor).newer?.outcome
        }
        let told = try await outcome(.visitor)
        #expect(told != .hidden && told != .same)
        try await site.catalogue.desk.perform(
            WithdrawDataset(reason: "Angkanya ternyata dihitung dua kali."), on: dataset.id, by: site.catalogue.steward)
        #expect(try await outcome(site.catalogue.producer) == told)
        #expect(try await outcome(.visitor) == .hidden)
    }
}
