import Kernel
import Storage

extension Transaction {
    package func workshopCycles() throws -> [Cycle] {
        try rows("SELECT * FROM workshop_cycle ORDER BY id DESC").map(Cycle.init(row:))
    }

    package func workshopCycle(code typed: String) throws -> Cycle? {
        try row("SELECT * FROM workshop_cycle WHERE code = \(Plain.line(typed).uppercased())").map(Cycle.init(row:))
    }

    package func workshopCycle(_ id: Identifier<Cycle>) throws -> Cycle? {
        try row("SELECT * FROM workshop_cycle WHERE id = \(id)").map(Cycle.init(row:))
    }

    package func workshopRounds(of cycle: Identifier<Cycle>) throws -> [Round] {
        try rows("SELECT * FROM workshop_round WHERE cycle_id = \(cycle) ORDER BY number").map(Round.init(row:))
    }

    package func workshopParticipants(of cycle: Identifier<Cycle>) throws -> [Participant] {
        try rows("SELECT * FROM workshop_participant WHERE cycle_id = \(cycle) ORDER BY id").map(Participant.init(row:))
    }

    /// Names of guests with where they come from, by their ids; ids that are none of theirs are left out.
    func workshopGuestNames(_ ids: Set<String>) throws -> [String: String] {
        if ids.isEmpty { return [:] }
        let found = try rows("SELECT * FROM workshop_participant WHERE id IN (\(.list(ids.sorted())))").map(Participant.init(row:))
        return Dictionary(found.map { ($0.id.text, "\($0.name), \($0.from)") }) { $1 }
    }

    package func workshopParticipant(_ id: String) throws -> Participant? {
        try row("SELECT * FROM workshop_participant WHERE id = \(id)").map(Participant.init(row:))
    }

    /// Number of the last change in the rooms of a cycle, by which screens know whether they are up to date.
    package func workshopChange(of cycle: Identifier<Cycle>) throws -> Int {
        try row("SELECT last_change FROM workshop_cycle WHERE id = \(cycle)")?.int("last_change") ?? 0
    }

    /// Counts one more change. The row is locked until the commit, so that numbers come in the order of commits.
    func changeWorkshop(_ cycle: Identifier<Cycle>) throws -> Int {
        try run("UPDATE workshop_cycle SET last_change = last_change + 1 WHERE id = \(cycle)")
        return try workshopChange(of: cycle)
    }
}
