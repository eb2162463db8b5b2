import Columns
import Directory
import Kernel
import Storage
import TestSupport
import Testing
import Web
import Work

@testable import Catalogue

/// Villages are told that they are asked for rows, in the application and by mail, each person once and in her language.
@Suite("Mail to villages") struct VillageMailTests {
    private struct House {
        let site: CatalogueTestSite
        let dataset: Dataset
        let table: Distribution
        let village: Agency
        let people: [Account]

        /// Two people of one village who may send data, one who may not, and one of another agency.
        init() async throws {
            let site = try await CatalogueTestSite()
            self.site = site
            dataset = try await site.published("harga-beras")
            table = try await site.table(of: dataset.id)
            let (directory, works) = (site.directory, site.works)
            let offices = directory.agencies.active(on: directory.today).filter { FillingInvitation.isMeant($0) && $0.region != nil }
            let village = try #require(offices.first)
            self.village = village
            people = try await site.desk.database.write { tx in
                let world = site.site.installation.world
                try RoleStore(tx).seed([BuiltinRole("data_sender", id: "Pengirim data", en: "Data sender", [.produceData])], world: world)
                let writer = AccountWriter(tx, world: world, by: .system)
                func add(_ name: String, _ agency: Identifier<Agency>, _ language: Language, role: String?) throws -> Account {
                    let account = try writer.create(
                        AccountDraft(name: name, username: name, email: "\(name)@example.org", agency: agency, language: language),
                        passwordHash: nil)
                    if let role = try role.flatMap({ try RoleStore(tx).find(key: $0) }) {
                        try writer.grant(GrantDraft(role: role.id, agency: agency, validFrom: Day("2020-01-01")!), to: account)
                    }
                    return account
                }
                return try [
                    add("lurah", village.id, .indonesian, role: "data_sender"), add("operator", village.id, .english, role: "data_sender"),
                    add("tamu", village.id, .indonesian, role: nil), add("dinas", works, .indonesian, role: "data_sender"),
                ]
            }
        }

        var database: Database { site.desk.database }

        /// Tells every event and sends every mail that is due.
        func settle() async throws {
            let installation = site.site.installation
            try await Outbox(database: database, world: installation.world, subscribers: [CatalogueNotifier(site.desk).subscriber]).drain()
            let mailer = NotificationMailer(
                database: database, world: installation.world, words: { installation.words }, publicURL: "https://data.example",
                finders: [
                    { notification, tx in
                        guard let account = try AccountStore(tx).find(Identifier(notification.recipient)), let mail = account.email else {
                            return nil
                        }
                        return NotificationMailer.Address(mail: mail, language: account.language, path: notification.url)
                    }
                ])
            try await Queue(
                database: database, world: installation.world, handlers: [mailer.handler], logger: installation.logger
            ).drain()
        }

        func told(_ person: Account) async throws -> [String] {
            try await database.read { tx in try tx.notifications(for: person.id.text, limit: 100).map(\.message.key.id) }
                .filter { $0 != "told.data.published" }
        }

        func invite(_ days: Int) async throws {
            try await site.desk.perform(
                InviteVillages(table.id, until: site.directory.today.adding(days)), on: dataset.id, by: site.producer)
        }

        var mails: [Mail] { site.site.world.mails }
    }

    @Test("an invitation is told once to everyone who may send for a village, and to nobody else; another day is told again")
    func invited() async throws {
        let house = try await House()
        try await house.invite(29)
        try await house.settle()
        try await house.settle()
        #expect(Set(house.mails.map(\.to)) == ["lurah@example.org", "operator@example.org"] && house.mails.count == 2)
        let until = house.site.directory.today.adding(29).civil
        let digits = "\(until.day)-\(until.month)-\(until.year)"
        let indonesian = try #require(house.mails.first { $0.to == "lurah@example.org" })
        let english = try #require(house.mails.first { $0.to == "operator@example.org" })
        #expect(indonesian.subject.hasPrefix("Isian desa diminta: ") && indonesian.text.contains("sampai \(digits)"))
        #expect(english.subject.hasPrefix("Rows of your village are asked for: ") && english.text.contains("by \(digits)"))
        for mail in house.mails { #expect(mail.text.contains("https://data.example/data/isi/\(house.table.id)")) }
        for (person, expected) in zip(house.people, [["told.data.invited"], ["told.data.invited"], [], []]) {
            #expect(try await house.told(person) == expected)
        }
        try await house.invite(40)
        try await house.settle()
        #expect(house.mails.count == 4)
    }

    @Test("of an invitation that was ended before it was told, nobody is told")
    func ended() async throws {
        let house = try await House()
        try await house.invite(29)
        try await house.site.desk.perform(EndInvitation(house.table.id), on: house.dataset.id, by: house.site.producer)
        try await house.settle()
        #expect(house.mails.isEmpty)
    }

    @Test("whoever sent rows that come back is told why")
    func returned() async throws {
        let house = try await House()
        try await house.invite(29)
        let head = Actor(
            kind: .account, id: house.people[0].id.text, name: "Lurah",
            grants: [Grant(permissions: [.produceData], agencies: [house.village.id.text])])
        let sent = try await house.site.desk.contribute(
            [[.missing, .text("Pasar Desa"), .year(2025), .integer(12_000)]], to: house.table.id, for: house.village.id, by: head)
        try await house.settle()
        let before = house.mails.count
        _ = try await house.site.desk.refuse(sent.id, reason: "Harga per kilogram, bukan per karung", by: house.site.producer)
        try await house.settle()
        #expect(house.mails.count == before + 1 && house.mails.last?.to == "lurah@example.org")
        #expect(house.mails.last?.text.contains("Harga per kilogram, bukan per karung") == true)
        #expect(try await house.told(house.people[0]).first == "told.data.rows_returned")
    }
}
