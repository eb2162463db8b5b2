import Kernel
import Reports
import Storage

extension Simulation {
    /// Plans what happens next to a case, from the state it has come to; nothing when it rests or only clocks move it.
    mutating func planNext(_ index: Int, after now: Instant) {
        lives[index].turn += 1
        let life = lives[index]
        let state = life.report.state
        if life.goal == state { return }
        let isQuick = life.goal != nil
        let hours: Double? =
            switch state {
            case "received": isQuick ? 0.6 : chance.around(4, spread: 0.8)
            case "verified": isQuick ? 0.3 : chance.around(1.2)
            case "assigned": isQuick ? 0.5 : chance.around(4.5, spread: 0.8)
            case "ruling": chance.around(10)
            case "in_progress": isQuick ? 1.5 : hoursOfWork(life)
            case "scheduled", "postponed", "referred": isQuick ? 1 : chance.around(30)
            case "claimed":
                isQuick ? 1 : stage.ground.spots[life.spot].code == CastMember.village ? chance.around(20) : chance.around(8, spread: 0.8)
            default: nil
            }
        if let hours { return plan(.step(life: index, turn: life.turn), at: stage.hours.after(now, hours: max(0.1, hours))) }
        guard let days = citizenDays(life, state) else { return }
        plan(.step(life: index, turn: life.turn), at: stage.hours.awake(after: now, days: days, &chance))
    }

    /// Working hours until the agency's next act: a first word to the citizen soon, then the work.
    private mutating func hoursOfWork(_ life: CaseLife) -> Double {
        if life.notes > 0, !life.hasAnswered { return min(life.workDays * 4, chance.around(9, spread: 0.7)) }
        return life.workDays * 8 / Double(life.notes + 1)
    }

    /// After how many days the citizen does what is hers to do; `nil` when she does nothing.
    private mutating func citizenDays(_ life: CaseLife, _ state: String) -> Double? {
        switch state {
        case "incomplete": return chance.happens(0.7) ? chance.around(1.5) : nil
        case "checked":
            if case .silent = life.answer { return nil }
            return chance.around(1.5)
        case "closed":
            // A few come back after a case was closed in silence.
            guard life.report.closure == .silent, life.goal == nil, chance.happens(0.05) else { return nil }
            return chance.around(3)
        case "rejected": return chance.happens(0.06) ? chance.around(1) : nil
        default: return nil
        }
    }

    /// Does what is due in a case and plans what comes after.
    mutating func step(_ index: Int, at now: Instant, _ tx: Transaction) throws {
        let life = lives[index]
        guard let (act, actor) = try choose(index, life, at: now, tx) else { return }
        lives[index].report = try perform(act, life.report.id, actor, tx)
        if life.report.state != lives[index].report.state || life.goal == nil || life.notes != lives[index].notes {
            planNext(index, after: now)
        }
    }

    mutating func perform(_ act: any ReportAct, _ id: Identifier<Report>, _ actor: Actor, _ tx: Transaction) throws -> Report {
        acts += 1
        return try stage.desk.perform(act, on: id, by: actor, in: tx)
    }

    private mutating func choose(_ index: Int, _ life: CaseLife, at now: Instant, _ tx: Transaction) throws -> (any ReportAct, Actor)? {
        let citizen = Actor(kind: .reporter, id: life.report.id.text)
        switch life.report.state {
        case "received": return try triage(index, life, tx)
        case "incomplete": return (CompleteReport(text: chance.pick(Wording.replies)), citizen)
        case "verified": return (AssignReport(agency: takeAgency(index)), officer(life))
        case "ruling":
            return (
                RuleOnReport(agency: stage.themes.matches[life.match].agency, text: chance.pick(Wording.rulings)), stage.people.coordinator
            )
        case "assigned", "in_progress", "scheduled", "postponed", "referred": return try handle(index, life, at: now)
        case "claimed":
            let checker = life.report.checker.flatMap { stage.people.checkers[$0] } ?? stage.people.coordinator
            let theme = stage.themes.matches[life.match].theme
            if life.sendsBack > 0 {
                lives[index].sendsBack -= 1
                lives[index].workDays = 1 + chance.unit() * 2
                return (SendBack(text: chance.pick(Wording.sendBacks)), checker)
            }
            return (ConfirmWork(text: chance.pick(theme.checks)), checker)
        case "checked", "closed": return citizensWord(index, life, citizen)
        case "rejected":
            return (ReopenReport(of: life.report, text: "Mohon dipertimbangkan lagi, ini keterangan dan fotonya lebih jelas."), citizen)
        default: return nil
        }
    }

    private mutating func citizensWord(_ index: Int, _ life: CaseLife, _ citizen: Actor) -> (any ReportAct, Actor) {
        if case .reopens = life.answer, life.report.reopenings < 2 {
            lives[index].answer = chance.happens(0.3) ? .reopens : .stars(chance.number(in: 2...4))
            lives[index].workDays = 1 + chance.unit() * 5
            return (ReopenReport(of: life.report, text: chance.pick(Wording.reopenings)), citizen)
        }
        var stars = chance.number(in: 3...5)
        if case .stars(let wanted) = life.answer { stars = life.report.isInTime == false && wanted > 2 ? wanted - 1 : wanted }
        return (AcceptResult(of: life.report, stars: stars, text: chance.pick(Wording.compliments)), citizen)
    }

    /// The agency triage sends it to: first the ones it will be sent to by mistake.
    private mutating func takeAgency(_ index: Int) -> String {
        lives[index].mistakes.first ?? stage.themes.matches[lives[index].match].agency
    }

    /// Storylines are the cast's; otherwise the two officers share the work.
    func officer(_ life: CaseLife) -> Actor {
        let team = stage.people.triage
        return life.goal != nil ? team[0] : team[life.match % team.count]
    }
}
