import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Work

@Suite struct AgencyTests {
    private func edit(_ fixtures: DirectoryFixtures) -> EditAgencies { EditAgencies(fixtures.directory) }

    @Test func theSecondOfTwoClerksIsToldWhatChanged() async throws {
        let fixtures = try await DirectoryFixtures()
        let works = fixtures.agency("DPU")
        var first = AgencyDraft(works)
        first.name = "Dinas PU Bina Marga"
        try await edit(fixtures).update(works.id, first, seen: works.version, by: fixtures.administrator)
        var second = AgencyDraft(works)
        second.phone = "+62331000000"
        await #expect {
            try await edit(fixtures).update(works.id, second, seen: works.version, by: fixtures.administrator)
        } throws: { error in
            guard let error = error as? AppError, error.kind == .conflict else { return false }
            return error.issues == [
                Issue("name", Message("directory.changed_field", ["from": "Dinas Pekerjaan Umum", "to": "Dinas PU Bina Marga"]))
            ]
        }
        #expect(fixtures.agency("DPU").phone == nil)
        #expect(fixtures.agency("DPU").name == "Dinas PU Bina Marga")
    }

    @Test func bothAtTheVerySameTimeLeaveOneWinner() async throws {
        let fixtures = try await DirectoryFixtures()
        let works = fixtures.agency("DPU")
        let won = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<6 {
                group.addTask {
                    var draft = AgencyDraft(works)
                    draft.name = "Dinas PU \(number)"
                    return
                        (try? await EditAgencies(fixtures.directory).update(
                            works.id, draft, seen: works.version, by: fixtures.administrator)) != nil
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(won == 1)
        #expect(fixtures.agency("DPU").version == works.version + 1)
    }

    @Test func everyChangeLeavesEventAndHistory() async throws {
        let fixtures = try await DirectoryFixtures()
        let works = fixtures.agency("DPU")
        var draft = AgencyDraft(works)
        draft.daysPerWeek = 6
        try await edit(fixtures).update(works.id, draft, seen: works.version, by: fixtures.administrator)
        try await edit(fixtures).update(works.id, draft, seen: works.version + 1, by: fixtures.administrator)
        let (events, versions) = try await fixtures.database.read {
            (try $0.events(of: works.reference), try $0.versions(of: works.reference))
        }
        #expect(events.map(\.kind) == ["agency.created", "agency.changed"], "a change that changes nothing leaves no trace")
        #expect(events.last?.details == ["fields": "daysPerWeek"])
        #expect(events.last?.actorID == fixtures.administrator.id)
        #expect(versions.map { $0.fields["daysPerWeek"] } == ["6", "5"])
        #expect(fixtures.directory.calendars.current(for: works.id.text).daysPerWeek == 6)
    }

    @Test func checksNameEveryFieldAtOnce() async throws {
        let fixtures = try await DirectoryFixtures()
        let draft = AgencyDraft(
            code: "dpu kecil", name: "", kind: .subdistrict, parent: fixtures.world.newID(), functions: [.ict],
            validFrom: Day("2026-01-02")!,
            validTo: Day("2026-01-01")!)
        await #expect { try await edit(fixtures).create(draft, by: fixtures.administrator) } throws: { error in
            Set((error as? AppError)?.issues.map(\.field) ?? []) == ["name", "code", "parent", "valid_to", "functions", "region"]
        }
    }

    @Test func anAgencyCannotStandBelowItself() async throws {
        let fixtures = try await DirectoryFixtures()
        let works = fixtures.agency("DPU")
        var draft = AgencyDraft(works)
        draft.parent = fixtures.agency("UPTD-JALAN").id
        await #expect { try await edit(fixtures).update(works.id, draft, seen: 1, by: fixtures.administrator) } throws: {
            ($0 as? AppError)?.issues.first?.message.key == "directory.agency.parent_circle"
        }
    }

    @Test func mergingMovesPeopleGrantsAndUnits() async throws {
        let fixtures = try await DirectoryFixtures()
        let works = fixtures.agency("DPU")
        let target = fixtures.agency("BAPPEDA")
        try await edit(fixtures).merge(works.id, into: target.id, seen: works.version, by: fixtures.administrator)
        let tree = fixtures.directory.agencies
        #expect(tree[works.id]?.mergedInto == target.id)
        #expect(tree[works.id]?.isActive(on: fixtures.directory.today) == false)
        #expect(tree.successor(of: works.id)?.id == target.id)
        #expect(tree[fixtures.agency("UPTD-JALAN").id]?.parent == target.id)
        let account = try await fixtures.account("agus")
        #expect(account.person.agency == target.id)
        let resolver = GrantResolver(agencies: tree, permissions: DirectoryFixtures.permissions)
        let today = fixtures.directory.today
        let actor = try await fixtures.database.read { try resolver.actor(account, $0, on: today) }
        #expect(actor.may("reports.handle", agency: target.id.text))
        let event = try await fixtures.database.read { try $0.events(of: works.reference).last }
        #expect(event?.kind == "agency.merged" && event?.details == ["into": target.id.text])
        await #expect(throws: AppError.conflict("directory.agency.was_merged")) {
            try await edit(fixtures).reopen(works.id, seen: works.version + 1, by: fixtures.administrator)
        }
    }

    @Test func mergingIntoOnesOwnPartIsRefused() async throws {
        let fixtures = try await DirectoryFixtures()
        let works = fixtures.agency("DPU")
        await #expect(throws: AppError.invalid("into", "directory.agency.merge_below")) {
            try await edit(fixtures).merge(works.id, into: fixtures.agency("UPTD-JALAN").id, seen: 1, by: fixtures.administrator)
        }
        await #expect(throws: AppError.invalid("into", "directory.agency.bad_merge_target")) {
            try await edit(fixtures).merge(works.id, into: works.id, seen: 1, by: fixtures.administrator)
        }
    }

    @Test func endingIsTakenBackAndDated() async throws {
        let fixtures = try await DirectoryFixtures()
        let works = fixtures.agency("DPU")
        try await edit(fixtures).end(works.id, on: Day("2026-06-30")!, seen: 1, by: fixtures.administrator)
        #expect(fixtures.agency("DPU").isActive(on: Day("2026-06-30")!))
        #expect(!fixtures.agency("DPU").isActive(on: Day("2026-07-01")!))
        try await edit(fixtures).reopen(works.id, seen: 2, by: fixtures.administrator)
        #expect(fixtures.agency("DPU").isActive(on: Day("2030-01-01")!))
    }

    @Test func theTreeListsEveryAgencyOnceUnderItsParent() async throws {
        let tree = try await DirectoryFixtures().directory.agencies
        let lines = tree.outline()
        #expect(lines.count == tree.all.count)
        let unit = try #require(lines.firstIndex { $0.agency.code == "UPTD-JALAN" })
        #expect(lines[unit].depth == 1 && lines[unit - 1].agency.code == "DPU")
    }
}
