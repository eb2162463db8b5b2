import Directory
import Kernel
import Storage
import TestSupport
import Testing

/// Who may what, as a table: the cast against every kind of act of the directory.
@Suite struct PolicyTests {

    @Test func theTable() async throws {
        let acts: [(String, @Sendable (DirectoryFixtures, Actor) async throws -> Void)] = [
            (
                "create agency at the top",
                { fixtures, actor in
                    try await EditAgencies(fixtures.directory).create(draft("BARU", fixtures), by: actor)
                }
            ),
            (
                "create agency below public works",
                { fixtures, actor in
                    var draft = draft("BARU", fixtures)
                    draft.parent = fixtures.agency("DPU").id
                    try await EditAgencies(fixtures.directory).create(draft, by: actor)
                }
            ),
            (
                "change ICT agency",
                { fixtures, actor in
                    let agency = fixtures.agency("DISKOMINFO")
                    try await EditAgencies(fixtures.directory).update(agency.id, AgencyDraft(agency), seen: 1, by: actor)
                }
            ),
            (
                "change road unit",
                { fixtures, actor in
                    let agency = fixtures.agency("UPTD-JALAN")
                    try await EditAgencies(fixtures.directory).update(agency.id, AgencyDraft(agency), seen: 1, by: actor)
                }
            ),
            (
                "merge road unit into ICT",
                { fixtures, actor in
                    try await EditAgencies(fixtures.directory).merge(
                        fixtures.agency("UPTD-JALAN").id, into: fixtures.agency("DISKOMINFO").id, seen: 1, by: actor)
                }
            ),
            (
                "invite into public works",
                { fixtures, actor in
                    let draft = AccountDraft(name: "Budi", username: "budi", agency: fixtures.agency("DPU").id)
                    _ = try await EditAccounts(fixtures.directory, resolver: fixtures.resolver).invite(draft, by: actor)
                }
            ),
            (
                "invite into ICT",
                { fixtures, actor in
                    let draft = AccountDraft(name: "Budi", username: "budi", agency: fixtures.agency("DISKOMINFO").id)
                    _ = try await EditAccounts(fixtures.directory, resolver: fixtures.resolver).invite(draft, by: actor)
                }
            ),
            ("make clerk for public works", { fixtures, actor in try await grant("agency_clerk", "DPU", fixtures, actor) }),
            ("make clerk for everything", { fixtures, actor in try await grant("agency_clerk", nil, fixtures, actor) }),
            ("make administrator", { fixtures, actor in try await grant("administrator", nil, fixtures, actor) }),
            (
                "disable administrator",
                { fixtures, actor in
                    let other = try await fixtures.account("admin")
                    try await EditAccounts(fixtures.directory, resolver: fixtures.resolver).disable(other.id, seen: 1, by: actor)
                }
            ),
            (
                "create role",
                { fixtures, actor in
                    try await EditRoles(fixtures.directory, known: DirectoryFixtures.permissions).create(
                        RoleDraft(nameID: "Pembaca", nameEN: "Reader", permissions: [DirectoryPermission.view]), by: actor)
                }
            ),
            (
                "add holiday",
                { fixtures, actor in
                    try await EditCalendars(fixtures.directory).put(Holiday(Day("2026-12-25")!, "Natal"), by: actor)
                }
            ),
            (
                "change setting",
                { fixtures, actor in
                    try await EditSettings(fixtures.directory).set(
                        [SettingKey.productName: "Taprose"], from: Day("2026-03-02")!, needing: DirectoryPermission.brand, by: actor)
                }
            ),
            (
                "change a word",
                { fixtures, actor in
                    try await EditSettings(fixtures.directory).setWord(
                        "greeting", [.indonesian: "Hai"], ours: Words([.indonesian: ["greeting": "Halo"]]), by: actor)
                }
            ),
            (
                "change retention",
                { fixtures, actor in
                    try await EditSettings(fixtures.directory).set(
                        [SettingKey.retention("session"): "30"], from: Day("2026-03-02")!, needing: DirectoryPermission.retention, by: actor
                    )
                }
            ),
            (
                "import regions",
                { fixtures, actor in
                    _ = try await ImportRegions(fixtures.directory).run(
                        .bytes(Array("kode,nama\n35.09,Kabupaten Jember\n".utf8)), by: actor)
                }
            ),
            (
                "import roles",
                { fixtures, actor in
                    let edit = EditRoles(fixtures.directory, known: DirectoryFixtures.permissions)
                    _ = try await ImportRoles(edit).run(
                        .bytes(Array("kunci,nama_id,nama_en,izin\nreader,Pembaca,Reader,directory.view\n".utf8)), by: actor)
                }
            ),
            (
                "import holidays",
                { fixtures, actor in
                    _ = try await ImportHolidays(fixtures.directory).run(
                        .bytes(Array("tanggal,nama\n2026-12-25,Natal\n".utf8)), publish: false, by: actor)
                }
            ),
            (
                "renew the key of an API client",
                { fixtures, actor in
                    let edit = EditClients(fixtures.directory, known: DirectoryFixtures.permissions)
                    let name = "SIPD \(fixtures.world.now().milliseconds)"
                    let made = try await edit.create(name: name, permissions: ["reports.triage"], by: .system)
                    _ = try await edit.renewKey(made.client.id, seen: 1, by: actor)
                }
            ),
            (
                "make API client",
                { fixtures, actor in
                    _ = try await EditClients(fixtures.directory, known: DirectoryFixtures.permissions).create(
                        name: "SIPD", permissions: ["reports.triage"], by: actor)
                }
            ),
        ]
        var table: [String] = []
        for (name, act) in acts {
            var row = name
            var untouched: DirectoryFixtures?
            for who in ["visitor", "clerk", "agency administrator", "administrator"] {
                let fixtures = if let untouched { untouched } else { try await DirectoryFixtures() }
                let actors = [
                    "visitor": Actor.visitor, "clerk": fixtures.clerk, "agency administrator": fixtures.agencyAdministrator,
                    "administrator": fixtures.administrator,
                ]
                let said = await verdict { try await act(fixtures, actors[who]!) }
                row += " | " + said
                // What was refused to one has changed nothing for the next.
                untouched = said == "yes" ? nil : fixtures
            }
            table.append(row)
        }
        #expect(
            table == [
                "create agency at the top | sign in | no | no | yes",
                "create agency below public works | sign in | no | yes | yes",
                "change ICT agency | sign in | no | no | yes",
                "change road unit | sign in | no | yes | yes",
                "merge road unit into ICT | sign in | no | no | yes",
                "invite into public works | sign in | no | yes | yes",
                "invite into ICT | sign in | no | no | yes",
                "make clerk for public works | sign in | no | yes | yes",
                "make clerk for everything | sign in | no | no | yes",
                "make administrator | sign in | no | no | yes",
                "disable administrator | sign in | no | no | not oneself",
                "create role | sign in | no | no | yes",
                "add holiday | sign in | no | no | yes",
                "change setting | sign in | no | no | yes",
                "change a word | sign in | no | no | yes",
                "change retention | sign in | no | no | yes",
                "import regions | sign in | no | no | yes",
                "import roles | sign in | no | no | yes",
                "import holidays | sign in | no | no | yes",
                "renew the key of an API client | sign in | no | no | yes",
                "make API client | sign in | no | no | yes",
            ])
    }

    private func verdict(_ act: () async throws -> Void) async -> String {
        do {
            try await act()
            return "yes"
        } catch let error as AppError {
            return switch error.kind {
            case .unauthenticated: "sign in"
            case .forbidden: "no"
            case .conflict where error.message.key == "directory.account.not_yourself": "not oneself"
            default: "\(error.message.key) \(error.issues)"
            }
        } catch {
            return "\(error)"
        }
    }
}

private func draft(_ code: String, _ fixtures: DirectoryFixtures) -> AgencyDraft {
    AgencyDraft(code: code, name: "Dinas Baru", kind: .agency, validFrom: Day("2026-03-01")!)
}

private func grant(_ key: String, _ agency: String?, _ fixtures: DirectoryFixtures, _ actor: Actor) async throws {
    let role = fixtures.directory.roles.values.first { $0.key == key }!
    // Another clerk of public works, who has no role yet.
    let account = try await fixtures.database.write { tx in
        if let known = try AccountStore(tx).find(signInName: "tono") { return known.id }
        return try AccountWriter(tx, world: fixtures.world, by: .system).create(
            AccountDraft(name: "Tono", username: "tono", agency: fixtures.agency("DPU").id), passwordHash: nil
        ).id
    }
    try await EditAccounts(fixtures.directory, resolver: fixtures.resolver).grant(
        GrantDraft(role: role.id, agency: agency.map { fixtures.agency($0).id }, validFrom: Day("2026-03-01")!), to: account, by: actor)
}
