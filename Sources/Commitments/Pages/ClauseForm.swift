import Directory
import Kernel
import Storage
import Web
import Work

/// The form of a clause.
struct ClauseForm {
    let request: Request
    let commitment: Commitment
    let clause: Clause?

    private var directory: DirectoryIndex { request.commitments.directory }

    func filled() -> Form {
        guard let clause else { return Form(["due": commitment.endsOn.description]) }
        return Form([
            "text": clause.text, "text_english": clause.textEnglish ?? "", "promise": clause.promise,
            "promise_english": clause.promiseEnglish ?? "", "dimension": clause.dimension?.rawValue ?? "", "area": clause.area ?? "",
            "lead": clause.lead.text, "subject": clause.subjects.map(\.description).joined(separator: "\n"),
            "target_value": clause.target.value ?? "",
            "target_unit": clause.target.unit ?? "", "target_words": clause.target.words ?? "",
            "is_lower_better": clause.target.isLowerBetter ? "1" : "0", "due": clause.due.description, "version": "\(clause.version)",
        ]).setting("supporters", all: clause.supporters)
    }

    /// Under which the phone keeps what is typed.
    var draftName: String { "butir-\(commitment.code)-\(clause?.code ?? "baru")" }

    func draft(_ data: FormData) async throws -> ClauseDraft {
        var checker = Checker(data)
        let lead = checker.line("lead", max: 40)
        let due = checker.day("due")
        let dimension = checker.choiceIfAny("dimension", of: PledgeDimension.self)
        let typed = checker.textIfAny("subject", max: 4000) ?? ""
        let number = checker.lineIfAny("target_value", max: 40)
        var value: String?
        if let number {
            value = Target.decimal(number)
            if value == nil { checker.add("target_value", "error.not_a_number") }
        }
        let (desk, actor) = (request.commitments.desk, request.actor)
        let lines = typed.split(separator: "\n").map { Plain.line(String($0)) }.filter { !$0.isEmpty }
        let found = try await desk.database.read { tx in
            try lines.map { line in try RecordName.find(line, hasTitles: true, desk.references, for: actor, tx).first }
        }
        if found.contains(where: { $0 == nil }) { checker.add("subject", "error.clause_subject_unknown") }
        try checker.check()
        return ClauseDraft(
            text: data["text"] ?? "", textEnglish: data["text_english"], promise: data["promise"] ?? "",
            promiseEnglish: data["promise_english"], dimension: dimension, area: data["area"], lead: lead,
            supporters: data.all("supporters"),
            subjects: found.compactMap { $0 },
            target: Target(
                value: value, unit: data["target_unit"], words: data["target_words"], isLowerBetter: checker.isOn("is_lower_better")),
            due: due!)
    }

    func page(_ form: Form, _ error: AppError? = nil) -> HTML {
        let page = request.page
        // Who has been told that somebody was quicker may save over it.
        let isTold = error?.kind == .conflict
        let fields = Fields(page, isTold ? form.setting("version", clause.map { "\($0.version)" } ?? "") : form)
        let agencies = directory.agencies.active(on: directory.today).map { Choice($0.id.text, $0.name) }
        let areas = directory.places.subdistricts.map { Choice($0.code.text, $0.name) }
        let title = page.t(clause == nil ? "clause.new" : "clause.edit")
        let target = clause.map { CommitmentPaths.editClause(commitment.code, $0.code) } ?? CommitmentPaths.newClause(commitment.code)
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("commitment.menu"), CommitmentPaths.work()), (commitment.title, CommitmentPaths.draft(commitment.code))], title: title))\
                <div class="stack"><h1>\(title)</h1>\(with: error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\
                \(fields.summary)\(PostForm(
                    page, target, draft: draftName,
                    """
                    \(if: clause != nil, fields.seenVersion)\
                    \(fields.area("text", "clause.field.text", hint: "clause.field.text_hint", rows: 5, max: 4000))\
                    \(fields.line("promise", "clause.field.promise", hint: "clause.field.promise_hint", max: 300))\
                    \(fields.select("lead", "clause.field.lead", agencies, prompt: "clause.field.choose"))\
                    \(fields.boxes("supporters", "clause.field.supporters", agencies, hint: "clause.field.supporters_hint"))\
                    \(fields.line("target_value", "clause.field.target_value", need: .optional, hint: "clause.field.target_hint", max: 40))\
                    \(fields.line("target_unit", "clause.field.target_unit", need: .optional, max: 60))\
                    \(fields.radios("is_lower_better", "clause.field.direction", [Choice("0", page.t("clause.higher_better")), Choice("1", page.t("clause.lower_better"))], isRow: true))\
                    \(fields.line("target_words", "clause.field.target_words", need: .optional, max: 300))\
                    \(fields.day("due", "clause.field.due"))\
                    \(fields.select("dimension", "pledge.filter.dimension", PledgeDimension.allCases.map { Choice($0.rawValue, page.t($0.label)) }, need: .optional, prompt: "clause.field.none"))\
                    \(fields.select("area", "pledge.filter.area", areas, need: .optional, prompt: "pledge.whole_regency"))\
                    \(fields.area("subject", "clause.field.subject", need: .optional, hint: "clause.field.subjects_hint", rows: 3, max: 4000))\
                    \(fields.area("text_english", "clause.field.text_english", need: .optional, rows: 4, max: 4000))\
                    \(fields.line("promise_english", "clause.field.promise_english", need: .optional, max: 300))\
                    <p>\(Button(page.t("clause.save")))</p>
                    """))</div>
                """)
    }
}
