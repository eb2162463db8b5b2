import Assessments
import Directory
import Kernel
import Masterplan
import Storage
import Work

/// The demo regency's assessments, done at the real desk: the selection of a year ago, closed and open to everybody; and this year's
/// evaluation, which the central team has begun to score.
struct DemoAssessments: Sendable {
    let desk: AssessmentDesk
    let time: SimulatedWorld
    let people: DemoPeople
    let now: Instant
    let seed: UInt64

    func load() async throws {
        time.set(now: moment(-398), seed: seed)
        try await desk.ensureInstruments()
        let (instruments, plan, sheets) = try await desk.database.read { tx in
            (
                try tx.assessmentInstruments(), try tx.currentEdition(kind: .masterplan, on: day(0))?.id.text,
                // What the sheets' own pages call them.
                try tx.rows("SELECT id, code, title FROM innovation_sheet WHERE state <> 'dropped' ORDER BY code LIMIT 5").map {
                    AssessmentEvidenceDraft.link(
                        Reference("innovation_sheet", $0.text("id")), title: "\($0.text("code")) \($0.text("title"))")
                }
            )
        }
        guard let selection = instruments.first(where: { $0.code == "seleksi-100" }),
            let evaluation = instruments.filter({ $0.code == "smart-city" }).max(by: { $0.edition < $1.edition })
        else { throw DemoDefect("no instruments") }
        try await select(selection)
        try await evaluate(evaluation, plan: plan, sheets)
    }

    private func moment(_ days: Int) -> Instant { now.adding(days: days) }
    private func day(_ days: Int) -> Day { moment(days).parts(offsetHours: desk.directory.offsetHours).day }

    private func agency(_ code: String) throws -> String {
        guard let agency = desk.directory.agencies.find(code: code) else { throw DemoDefect("no agency \(code)") }
        return agency.id.text
    }

    private func clerk(_ code: String) throws -> Actor {
        guard let clerk = people.clerks[try agency(code)] else { throw DemoDefect("nobody works for \(code)") }
        return clerk
    }

    private func file(_ title: String) async throws -> AssessmentEvidenceDraft {
        let text = Array("\(title) (contoh kabupaten demo).\n".utf8)
        return .file(try await desk.files.put(text), name: "\(title).txt", bytes: text.count)
    }

    /// One that ended: everything is there, also why the central team saw it otherwise.
    private func select(_ instrument: Instrument) async throws {
        let planner = try clerk("BAPPEDA")
        time.set(now: moment(-390), seed: seed &+ 1)
        let code = try await desk.open(
            instrument: instrument.key, year: day(-390).civil.year, title: "Seleksi Gerakan Menuju 100 Smart City", by: planner
        ).code
        try await handOut(
            [("structure", ["BKPSDM", "BPKAD"]), ("infra", ["DISKOMINFO"]), ("supra", ["BAPPEDA"]), ("potential", ["DISPERINDAG"])],
            of: code, due: -370, by: planner)
        for answer in DemoAnswer.selection { try await self.answer(answer, of: code, [try await file(answer.evidence)], at: -380) }
        for (component, office) in [("structure", "BKPSDM"), ("infra", "DISKOMINFO"), ("supra", "BAPPEDA"), ("potential", "DISPERINDAG")] {
            try await desk.handIn(component, of: code, by: try clerk(office))
        }
        time.set(now: moment(-368))
        try await desk.nameAssessor(people.assessor.id, until: day(-340), of: code, by: planner)
        try await desk.move("submit", code, by: planner)
        time.set(now: moment(-356))
        for answer in DemoAnswer.selection { try await score(answer, of: code) }
        try await desk.move("conclude", code, by: people.assessor)
        time.set(now: moment(-350))
        try await desk.move("close", code, by: planner)
        try await desk.publish(code, true, by: planner)
        time.set(now: moment(-339))
        try await desk.watch()
    }

    /// One that is under way: submitted, and scored but for what the evaluator of the cast has yet to look at.
    private func evaluate(_ instrument: Instrument, plan: String?, _ sheets: [AssessmentEvidenceDraft]) async throws {
        let planner = try clerk("BAPPEDA")
        time.set(now: moment(-45), seed: seed &+ 2)
        let year = day(0).civil.year
        let code = try await desk.open(
            instrument: instrument.key, year: year, title: "Evaluasi Smart City \(year)", plan: plan, by: planner
        ).code
        try await handOut(
            [
                ("baseline", ["BAPPEDA"]), ("output", ["SETDA", "BPKAD"]), ("outcome", ["DISKOMINFO", "BAPPEDA"]), ("impact", ["DINKES"]),
                ("quick_win", ["DPUBM-SDA"]),
            ], of: code, due: -20, by: planner)
        for (index, answer) in DemoAnswer.evaluation.enumerated() {
            var evidence = [try await file(answer.evidence)]
            if !sheets.isEmpty { evidence.append(sheets[index % sheets.count]) }
            try await self.answer(answer, of: code, evidence, at: -30)
            try await desk.handIn(answer.item, of: code, by: try clerk(answer.agency))
        }
        time.set(now: moment(-18))
        try await desk.nameAssessor(people.assessor.id, until: day(120), of: code, by: planner)
        try await desk.move("submit", code, by: planner)
        time.set(now: moment(-6))
        for answer in DemoAnswer.evaluation where answer.central != nil { try await score(answer, of: code) }
    }

    private func handOut(_ parts: [(String, [String])], of code: String, due: Int, by planner: Actor) async throws {
        let drafts = try parts.map { component, offices in
            PartDraft(component, agencies: try offices.map(agency), due: day(due))
        }
        try await desk.handOut(drafts, of: code, by: planner)
    }

    private func answer(_ answer: DemoAnswer, of code: String, _ evidence: [AssessmentEvidenceDraft], at days: Int) async throws {
        time.set(now: moment(days))
        try await desk.answer(
            answer.item, of: code, AnswerDraft(score: Hundredths(answer.score), reason: answer.reason, evidence: evidence),
            by: try clerk(answer.agency))
    }

    private func score(_ answer: DemoAnswer, of code: String) async throws {
        guard let central = answer.central else { return }
        try await desk.score(
            answer.item, of: code,
            CentralDraft(score: Hundredths(central), reason: answer.centralReason, interview: answer.interview), by: people.assessor)
    }
}
