import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Web

/// What a room shows to whoever sits in it.
struct RoomView: Sendable {
    var cycle: Cycle
    var rounds: [Round]
    var round: Round
    var group: String
    var cards: [RoomCard]
    var votes: [Identifier<RoomCard>: Set<String>]
    /// Number of the last change, from which the screen's stream goes on.
    var change: Int
    var seat: Seat
    /// Names of those who wrote cards.
    var names: [String: String]
    /// How many cards this person has put down, by kind and group: what is typed is kept on her phone under a name that begins anew with
    /// each.
    var begun: [String: Int]
    /// Agencies that may lead a sheet.
    var leads: [Choice]
    /// Drafts of the masterplan that candidates can be put into, for those who write them.
    var plans: [Choice]
    /// Where programmes on this group's cards stand in plans already, by code.
    var standing: [String: [StandingProgramme]]
    /// Names of the guests who sit in this group.
    var members: [String]
    /// Address of the room and of everything below it.
    var base: String
    /// What was typed into which card's form (`new.KIND` for a new one) and could not be taken.
    var form = Form.empty
    var target = ""
    var error: AppError?

    var isOpen: Bool { round.state == .open }

    /// Address of another round's room, for this seat.
    func room(_ number: Int) -> String { base.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/\(number)" }

    /// The room with one group's cards.
    static func load(_ request: Request, _ seat: Seat, cycle: Cycle, number: Int, base: String, group asked: String?) async throws
        -> RoomView
    {
        let (rounds, cards, votes, change, begun) = try await request.database.read { tx in
            (
                try tx.workshopRounds(of: cycle.id), try tx.workshopCards(of: cycle.id), try tx.workshopVotes(of: cycle.id),
                try tx.workshopChange(of: cycle.id), try tx.workshopCardsBegun(by: seat.id, of: cycle.id)
            )
        }
        guard seat.mayEnter(cycle), let round = rounds.first(where: { $0.number == number }) else { throw AppError.notFound }
        let groups = RoomGroup.groups(in: number)
        let group = asked.flatMap { groups.contains($0) ? $0 : nil } ?? groups[0]
        let authors = Set(cards.map(\.author))
        let codes = Set(cards.filter { $0.kind == .programme && $0.group == group }.compactMap { $0.fields["code"] })
        let standing = codes.isEmpty ? [:] : try await request.database.read { tx in try tx.standingProgrammes(codes) }
        let (names, members) = try await request.database.read { tx in
            let guests = try tx.workshopParticipants(of: cycle.id)
            let seated = guests.filter { $0.isActive && $0.group(in: number) == group }.map { "\($0.name), \($0.from)" }
            return (try tx.actorNames(authors).merging(guests.map { ($0.id.text, "\($0.name), \($0.from)") }) { $1 }, seated)
        }
        let plans = try await IntoPlan.drafts(request.database, for: seat.actor)
        let directory = request.workshops.directory
        let own = seat.actor.agencies(for: .editInnovations) ?? []
        // Her own agencies first: those she makes most sheets for.
        let leads = directory.agencies.active(on: directory.today).sorted {
            (own.contains($0.id.text) ? 0 : 1, $0.name) < (own.contains($1.id.text) ? 0 : 1, $1.name)
        }.map { Choice($0.id.text, $0.name) }
        return RoomView(
            cycle: cycle, rounds: rounds, round: round, group: group, cards: cards, votes: votes, change: change, seat: seat, names: names,
            begun: begun, leads: leads, plans: plans,
            standing: standing, members: members, base: base)
    }

    /// The name under which a new card is kept on the phone while it is written, and the one whose card has arrived.
    func drafts(_ kind: CardKind) -> (name: String, sent: String?) {
        let (stem, count) = ("kartu-\(cycle.code)-\(group)-\(kind.rawValue)", begun["\(kind.rawValue) \(group)"] ?? 0)
        return ("\(stem)-\(count)", count > 0 ? "\(stem)-\(count - 1)" : nil)
    }

    func cards(_ kind: CardKind) -> [RoomCard] {
        let found = cards.filter { $0.kind == kind && $0.group == group }
        // Candidates with more votes stand first; all others in the order in which they came.
        return kind == .candidate
            ? found.sorted { ((votes[$1.id]?.count ?? 0), $0.id.text) < ((votes[$0.id]?.count ?? 0), $1.id.text) } : found
    }
}
