import Kernel
import Reports
import Storage

extension Simulation {
    /// What triage does with a report that came in.
    mutating func triage(_ index: Int, _ life: CaseLife, _ tx: Transaction) throws -> (any ReportAct, Actor) {
        let officer = officer(life)
        let match = stage.themes.matches[life.match]
        if life.goal == "incomplete" { return (AskReporter(question: Wording.questions[0]), officer) }
        let key = life.match * 1000 + life.spot
        if life.goal == nil, life.report.reopenings == 0 {
            if let main = latest[key], chance.happens(0.25), mayMerge(life, into: main) {
                return (
                    MergeReport(into: lives[main].report.code, reason: "Hal yang sama sudah dilaporkan dan sedang ditangani."), officer
                )
            }
            let draw = chance.unit()
            if draw < 0.045, life.report.disclosure != .confidential {
                let (reason, text) = Wording.rejection(&chance)
                return (RejectReport(reason: RejectReport.Reason(rawValue: reason), text: text), officer)
            }
            if draw < 0.09 { return (AskReporter(question: chance.pick(Wording.questions)), officer) }
        }
        latest[key] = index
        let photos = life.report.disclosure == .confidential ? [] : try photos(of: life.report, tx)
        return (
            VerifyReport(
                kind: match.theme.kind, category: match.category, disclosure: life.report.disclosure, publicText: life.report.text,
                publicPhotos: photos), officer
        )
    }

    private func mayMerge(_ life: CaseLife, into main: Int) -> Bool {
        let other = lives[main].report
        return ["verified", "assigned", "in_progress", "scheduled"].contains(other.state) && other.mergedInto == nil
            && other.id != life.report.id
            && other.disclosure != .confidential && life.report.disclosure != .confidential && lives[main].goal == nil
    }

    private func photos(of report: Report, _ tx: Transaction) throws -> [Identifier<ReportPhoto>] {
        guard hasPhotos else { return [] }
        return try tx.rows("SELECT id FROM report_photo WHERE report_id = \(report.id) ORDER BY position").map { $0.id("id") }
    }

    /// What the agency does next.
    mutating func handle(_ index: Int, _ life: CaseLife, at now: Instant) throws -> (any ReportAct, Actor) {
        guard let agency = life.report.agency, let clerk = stage.people.clerks[agency] else {
            throw DemoDefect("nobody works for \(life.report.agency ?? "-")")
        }
        let theme = stage.themes.matches[life.match].theme
        switch life.report.state {
        case "assigned":
            if agency == life.mistakes.first {
                lives[index].mistakes.removeFirst()
                let right = stage.themes.matches[life.match].agency
                return (ReturnReport(of: life.report, reason: chance.pick(Wording.returns), suggestion: right), clerk)
            }
            return (AcceptReport(), clerk)
        case "in_progress":
            if life.notes > 0 {
                lives[index].notes -= 1
                let isPublic = !life.hasAnswered || chance.happens(0.6)
                lives[index].hasAnswered = true
                let text =
                    theme.steps.isEmpty || !isPublic ? "Sudah dibahas di rapat pagi, dikerjakan bidang terkait." : chance.pick(theme.steps)
                return (NoteProgress(text: text, isPublic: isPublic), clerk)
            }
            let today = now.parts(offsetHours: stage.hours.calendar.offsetHours).day
            if life.isPlanned {
                lives[index].isPlanned = false
                return (
                    ScheduleReport(until: stage.hours.calendar.advance(today, chance.number(in: 8...20)), text: chance.pick(Wording.plans)),
                    clerk
                )
            }
            if life.isPutOff {
                lives[index].isPutOff = false
                let until = today.adding(chance.number(in: 10...25))
                return (PostponeReport(until: until, reason: chance.pick(Wording.postponements)), clerk)
            }
            return (ClaimDone(text: chance.pick(theme.done), photos: try evidence(life)), clerk)
        default: return (ResumeReport(), clerk)
        }
    }

    /// A picture of the finished work, where it is demanded or somebody took one.
    private mutating func evidence(_ life: CaseLife) throws -> [PhotoDraft] {
        let match = stage.themes.matches[life.match]
        let isDemanded = isEvidenceDemanded && stage.evidence.contains { $0.id == life.report.category }
        guard isDemanded || isEvidenceDemanded && chance.happens(0.25) else { return [] }
        let scene = match.theme.scene ?? (isDemanded ? .road : nil)
        let photos = photo(scene, isMended: true)
        if isDemanded, photos.isEmpty { throw DemoDefect("too few pictures of \(match.theme.name)") }
        return photos
    }
}
