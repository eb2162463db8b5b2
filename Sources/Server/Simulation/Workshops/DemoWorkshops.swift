import Directory
import Innovations
import Kernel
import Masterplan
import Storage
import Workshops

/// The demo regency's four workshops, held at the real desk by people of agencies, villages, campus, business and community.
struct DemoWorkshops: Sendable {
    let desk: WorkshopDesk
    let time: SimulatedWorld
    let people: DemoPeople
    let now: Instant
    let earliest: Instant
    let seed: UInt64

    /// Days before today on which each of the four began.
    private static let begun = [300, 250, 215, 180]

    func load() async throws {
        time.set(now: max(now.adding(days: -320), earliest), seed: seed)
        guard let agency = desk.directory.agencies.find(code: "BAPPEDA"), let planner = people.clerks[agency.id.text] else {
            throw DemoDefect("nobody holds the workshops")
        }
        try await bodies(planner)
        let year = desk.directory.today.civil.year
        // Those of the plan it is held for.
        let first = DemoPlans.firstYear(year)
        let days = Self.begun.map { now.adding(days: -$0).parts(offsetHours: desk.directory.offsetHours).day }
        let cycle = try await desk.prepare(
            CycleDraft(
                title: "Bimtek Smart City Jember", fromYear: first, toYear: first + 9,
                rounds: days.enumerated().map { ($1, $1.adding(1), $0 == 2 ? "Aula Bappeda" : "Pendopo Wahyawibawagraha") }), by: planner)
        let guests = try await invite(cycle, planner)
        for round in 1...4 {
            time.set(now: max(now.adding(days: -Self.begun[round - 1]), earliest.adding(days: round)), seed: seed &+ UInt64(round))
            _ = try await desk.set(.open, round: round, of: cycle, by: planner)
            try await hold(round, cycle, planner, guests)
            _ = try await desk.set(.closed, round: round, of: cycle, by: planner)
        }
        time.set(now: now)
    }

    private func seat(_ code: String) throws -> Seat {
        guard let agency = desk.directory.agencies.find(code: code), let clerk = people.clerks[agency.id.text] else {
            throw DemoDefect("nobody comes from \(code)")
        }
        return Seat(actor: clerk)
    }

    private func invite(_ cycle: Cycle, _ planner: Actor) async throws -> [Seat] {
        var guests: [Seat] = []
        for (name, institution, from) in [
            ("Dr. Ratna Puspita", Participant.Institution.campus, "Universitas Jember"), ("H. Slamet Riyadi", .business, "Kadin Jember"),
            ("Nur Laila", .community, "Relawan TIK Jember"), ("Yoga Pratama", .media, "Radio Prosalina"),
        ] {
            let guest = try await desk.invite(name, institution, from: from, to: cycle, by: planner)
            guests.append(try await desk.guest(guest.id.text, secret: desk.secret(of: guest)))
        }
        return guests
    }

    private func hold(_ round: Int, _ cycle: Cycle, _ planner: Actor, _ guests: [Seat]) async throws {
        switch round {
        case 1:
            for (index, card) in Self.first.enumerated() {
                let who = try card.guest.map { guests[$0] } ?? seat(Self.agencies[index % Self.agencies.count])
                _ = try await desk.add(card.kind, in: card.group, card.fields, round: 1, of: cycle, by: who)
            }
            for (pillar, text, idea) in Self.candidates {
                guard let group = CityDimension.of(subPillar: pillar)?.id else { continue }
                let card = try await desk.add(
                    .candidate, in: group, ["text": text, "idea": idea, "pillar": pillar], round: 1, of: cycle, by: try seat("DISKOMINFO"))
                for seat in guests.prefix(text.utf8.count % 5) {
                    _ = try await desk.vote(card.id.text, true, round: 1, of: cycle, by: seat)
                }
            }
        case 2:
            for (group, text, agency, horizon) in Self.programmes {
                _ = try await desk.add(
                    .programme, in: group, ["text": text, "agency": agency, "horizon": horizon], round: 2, of: cycle,
                    by: try seat("BAPPEDA"))
            }
            for card in try await cards(cycle) where card.kind == .readiness && card.fields["condition"] == "poor" {
                let better = card.fields.merging(["condition": "fair", "evidence": "Pendataan ulang sesudah Bimtek I"]) { $1 }
                _ = try await desk.edit(card.id.text, better, seen: card.version, round: 2, of: cycle, by: try seat("DISKOMINFO"))
                break
            }
        case 3:
            for (index, card) in try await cards(cycle).filter({ $0.kind == .candidate }).enumerated() {
                let from = desk.directory.today.civil.year + index % 4
                _ = try await desk.place(
                    card.id.text, on: from...min(from + 2, cycle.toYear), round: 3, of: cycle, by: Seat(actor: planner))
                // One quick win in each dimension: the first of its candidates.
                if index % 2 == 0 { _ = try await desk.chooseQuickWin(card.id.text, true, round: 3, of: cycle, by: Seat(actor: planner)) }
            }
        default:
            if let card = try await cards(cycle).last(where: { $0.kind == .candidate }), let years = card.years {
                _ = try await desk.place(
                    card.id.text, on: years.lowerBound...min(years.upperBound + 1, cycle.toYear), round: 4, of: cycle,
                    by: Seat(actor: planner))
            }
        }
    }

    private func cards(_ cycle: Cycle) async throws -> [RoomCard] {
        try await desk.database.read { tx in try tx.workshopCards(of: cycle.id) }
    }

    private func bodies(_ planner: Actor) async throws {
        let today = desk.directory.today
        var council = BodyDraft()
        council.kind = .council
        council.name = "Dewan Smart City Kabupaten Jember"
        council.decree = "188.45/214/1.12/\(today.civil.year)"
        (council.decreeOn, council.validFrom, council.validTo) = (today, today, today.adding(365 * 5))
        council.members = """
            Bambang Suryanegara | agency | chair
            Sekretaris Daerah | agency | deputy
            Dewi Maharani | agency | secretary
            Dr. Ratna Puspita | campus | member
            H. Slamet Riyadi | business | member
            Nur Laila | community | member
            """
        _ = try await desk.keep(council, by: planner)
        var team = council
        team.kind = .team
        team.name = "Tim Pelaksana Smart City Kabupaten Jember"
        team.decree = "188.45/215/1.12/\(today.civil.year)"
        team.members = """
            Dewi Maharani | agency | chair
            Rina Kartikasari | agency | secretary
            Hendra Wijaya | agency | coordinator
            Agus Priyanto | agency | member
            Sutrisno | village | member
            Yoga Pratama | media | member
            """
        _ = try await desk.keep(team, by: planner)
    }
}
