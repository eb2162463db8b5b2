import Kernel
import Storage
import Work

extension Transaction {
    package func workshopCards(of cycle: Identifier<Cycle>, group: String? = nil) throws -> [RoomCard] {
        let which: SQL = group.map { "AND group_code = \($0)" } ?? ""
        return try rows("SELECT * FROM workshop_card WHERE cycle_id = \(cycle) AND is_removed = \(false) \(which) ORDER BY id").map(
            RoomCard.init(row:))
    }

    package func workshopCard(_ id: String) throws -> RoomCard? {
        try row("SELECT * FROM workshop_card WHERE id = \(id)").map(RoomCard.init(row:))
    }

    /// Every version of a cycle's cards, the oldest first.
    package func workshopCardVersions(of cycle: Identifier<Cycle>) throws -> [CardVersion] {
        try rows(
            """
            SELECT workshop_card_version.* FROM workshop_card_version JOIN workshop_card ON workshop_card.id = workshop_card_version.card_id
            WHERE workshop_card.cycle_id = \(cycle) ORDER BY workshop_card_version.card_id, workshop_card_version.version
            """
        ).map(CardVersion.init(row:))
    }

    func workshopCardVersion(_ card: Identifier<RoomCard>, _ version: Int) throws -> CardVersion? {
        try row("SELECT * FROM workshop_card_version WHERE card_id = \(card) AND version = \(version)").map(CardVersion.init(row:))
    }

    /// How many cards somebody has put down in a cycle, by kind and group.
    func workshopCardsBegun(by author: String, of cycle: Identifier<Cycle>) throws -> [String: Int] {
        let found = try rows(
            """
            SELECT workshop_card.kind AS kind, workshop_card.group_code AS group_code, count(*) AS number FROM workshop_card_version
            JOIN workshop_card ON workshop_card.id = workshop_card_version.card_id
            WHERE workshop_card.cycle_id = \(cycle) AND workshop_card_version.version = 1 AND workshop_card_version.author = \(author)
            GROUP BY workshop_card.kind, workshop_card.group_code
            """)
        return Dictionary(uniqueKeysWithValues: found.map { ("\($0.text("kind")) \($0.text("group_code"))", $0.int("number")) })
    }

    /// Who voted for each card.
    package func workshopVotes(of cycle: Identifier<Cycle>) throws -> [Identifier<RoomCard>: Set<String>] {
        let found = try rows(
            """
            SELECT workshop_vote.card_id AS card_id, workshop_vote.voter AS voter FROM workshop_vote
            JOIN workshop_card ON workshop_card.id = workshop_vote.card_id WHERE workshop_card.cycle_id = \(cycle)
            """)
        return Dictionary(grouping: found) { $0.id("card_id") }.mapValues { Set($0.map { $0.text("voter") }) }
    }

    func insert(_ card: RoomCard) throws {
        try run(
            """
            INSERT INTO workshop_card (id, cycle_id, kind, group_code, fields, is_removed, version, created_in, updated_in, author, updated_at)
            VALUES (\(card.id), \(card.cycle), \(card.kind.rawValue), \(card.group), \(flatJSON(card.fields)), \(card.isRemoved),
                \(card.version), \(card.createdIn), \(card.updatedIn), \(card.author), \(card.updatedAt))
            """)
        try keepVersion(card)
    }

    func update(_ card: RoomCard, from version: Int) throws {
        let saved = try run(
            """
            UPDATE workshop_card SET fields = \(flatJSON(card.fields)), is_removed = \(card.isRemoved), version = \(card.version),
                updated_in = \(card.updatedIn), author = \(card.author), updated_at = \(card.updatedAt)
            WHERE id = \(card.id) AND version = \(version)
            """)
        guard saved == 1 else { throw AppError.conflict("error.changed_meanwhile") }
        try keepVersion(card)
    }

    private func keepVersion(_ card: RoomCard) throws {
        try run(
            """
            INSERT INTO workshop_card_version (card_id, version, round, fields, is_removed, author, at)
            VALUES (\(card.id), \(card.version), \(card.updatedIn), \(flatJSON(card.fields)), \(card.isRemoved), \(card.author), \(card.updatedAt))
            """)
    }
}
