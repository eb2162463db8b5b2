import Kernel
import Reports
import Storage

extension Simulation {
    mutating func arrive(at now: Instant, _ tx: Transaction) throws {
        let month = now.parts(offsetHours: stage.hours.calendar.offsetHours).day.civil.month
        let match = chance.index(weights: stage.themes.matches.map { $0.theme.weight * $0.theme.season.factor(month: month) })
        let spot = chance.index(weights: stage.ground.spots.map(\.weight))
        let theme = stage.themes.matches[match].theme
        var submission = submission(match, spot)
        submission.text = Wording.report(theme, at: Wording.place(in: stage.ground.spots[spot].name, for: theme, &chance), &chance)
        let draw = chance.unit()
        submission.disclosure = draw < theme.confidential ? .confidential : draw < theme.confidential + theme.anonymous ? .anonymous : .open
        if chance.happens(0.65) { submission.identity = ReporterIdentity(name: Names.one(&chance), phone: phone()) }
        var life = CaseLife(
            report: try receive(submission, tx), match: match, spot: spot,
            workDays: theme.days * pace(of: match) * chance.around(1, spread: 0.55),
            notes: chance.happens(0.88) ? chance.number(in: 1...2) : 0, sendsBack: chance.happens(0.1) ? 1 : 0, answer: answer())
        if chance.happens(0.06) { life.mistakes = [stranger(to: match)] }
        if chance.happens(0.008) { life.mistakes = [stranger(to: match), stranger(to: match)] }
        life.isPlanned = theme.days > 5 && chance.happens(0.2)
        life.isPutOff = chance.happens(0.03)
        // Some are simply forgotten, as in life; the late list shows them.
        if chance.happens(0.015) { life.workDays += 40 }
        keep(life, at: now)
    }

    mutating func arrive(_ line: Storyline, at now: Instant, _ tx: Transaction) throws {
        guard let match = stage.themes.matches.firstIndex(where: { $0.theme.name == line.theme }),
            let spot = stage.ground.spots.firstIndex(where: { $0.code == line.village }) ?? stage.ground.spots.indices.first
        else { return }
        let theme = stage.themes.matches[match].theme
        var submission = submission(match, spot)
        submission.text =
            line.text ?? Wording.report(theme, at: Wording.place(in: stage.ground.spots[spot].name, for: theme, &chance), &chance)
        submission.disclosure = line.disclosure
        let name = line.isSiti ? CastMember.citizen : Names.one(&chance)
        submission.identity = ReporterIdentity(name: name, phone: line.isSiti ? "0812-0000-3509" : phone())
        submission.photos = photo(theme.scene, isMended: false)
        if line.isSiti, line.goal == "checked" { submission.clientKey = Storyline.citizensKey }
        let life = CaseLife(
            report: try receive(submission, tx), match: match, spot: spot, mistakes: (0..<line.mistakes).map { _ in stranger(to: match) },
            workDays: 0.4, notes: 1, isPlanned: line.goal == "scheduled", sendsBack: 0, answer: line.stars.map { .stars($0) } ?? .silent,
            goal: line.goal)
        keep(life, at: now)
    }

    private mutating func submission(_ match: Int, _ spot: Int) -> Submission {
        let place = stage.ground.spots[spot]
        let category = stage.themes.matches[match].category
        var submission = Submission()
        submission.category = category.id
        submission.kind = stage.themes.matches[match].theme.kind
        submission.village = place.code
        if let position = stage.ground.position(in: place, &chance) {
            submission.latitude = position.latitude
            submission.longitude = position.longitude
            submission.accuracy = Double(chance.number(in: 4...40))
        }
        for question in category.questions where question.isRequired {
            submission.answers[question.code] =
                switch question.kind {
                case .text: "Seperti tertulis di atas"
                case .number: "\(chance.number(in: 1...9))"
                case .choice: question.options.isEmpty ? "" : chance.pick(question.options)
                case .yesno: chance.happens(0.5) ? "yes" : "no"
                }
        }
        if isEvidenceDemanded, chance.happens(0.45) { submission.photos = photo(stage.themes.matches[match].theme.scene, isMended: false) }
        return submission
    }

    private mutating func receive(_ submission: Submission, _ tx: Transaction) throws -> Report {
        acts += 1
        let receipt = try stage.desk.submit(submission, by: .visitor, in: tx)
        guard let row = try tx.row("SELECT * FROM report WHERE id = \(receipt.id)") else { throw DemoDefect("a report is gone") }
        return Report(row: row)
    }

    private mutating func keep(_ life: CaseLife, at now: Instant) {
        made += 1
        lives.append(life)
        lifeOf[life.report.id.text] = lives.count - 1
        planNext(lives.count - 1, after: now)
    }

    private mutating func answer() -> CaseLife.Answer {
        if chance.happens(0.07) { return .reopens }
        return chance.happens(0.42) ? .stars([5, 5, 5, 4, 4, 4, 3, 3, 2, 1][chance.number(below: 10)]) : .silent
    }

    private mutating func phone() -> String { "08\(chance.number(in: 11...99))\(chance.number(in: 1_000_000...9_999_999))" }

    /// Agencies differ in how quick they are, and stay so.
    private func pace(of match: Int) -> Double {
        var own = Chance(seed: stage.themes.matches[match].theme.name.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
        return 0.7 + own.unit() * 0.8
    }

    private mutating func stranger(to match: Int) -> String {
        let right = stage.themes.matches[match].agency
        let wrong = chance.pick(stage.themes.strangers)
        return wrong == right ? stage.themes.strangers.first { $0 != right } ?? wrong : wrong
    }
}
