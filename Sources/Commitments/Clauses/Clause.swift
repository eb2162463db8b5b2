import Kernel
import Storage
import Work

/// One pledge of a commitment: what, by when, who leads, who shares, and what in the plans it is bound to.
package struct Clause: CommitmentRecord, Equatable, Identifiable {
    package static let kind = "clause"

    package var id: Identifier<Clause>
    /// Short public code, under which the pledge has its page.
    package var code: String
    package var commitment: Identifier<Commitment>
    /// 1 for the first.
    package var number: Int
    /// As it stands in the signed text.
    package var text: String
    package var textEnglish: String?
    /// The same in words for everybody; belongs to the signed text.
    package var promise: String
    package var promiseEnglish: String?
    package var dimension: PledgeDimension?
    /// The subdistrict or village it is for; `nil` for the whole regency.
    package var area: String?
    package var lead: Identifier<AgencyID>
    /// Agencies that share it; kept in a table of their own.
    package var supporters: [String] = []
    /// What it is bound to: a node of a plan, an innovation's sheet, an indicator.
    package var subject: Reference?
    /// What it is bound to besides; kept in a table of their own.
    package var more: [Reference] = []
    /// As it holds now; what was signed stands in the commitment's text and in the first change.
    package var target: Target
    package var due: Day
    package var isDropped = false
    package var updatedAt: Instant
    package var version = 1

    package init(
        id: Identifier<Clause>, code: String, commitment: Identifier<Commitment>, number: Int, draft: ClauseDraft, at now: Instant
    ) {
        self.id = id
        self.code = code
        self.commitment = commitment
        self.number = number
        text = draft.text
        promise = draft.promise
        lead = Identifier(draft.lead)
        target = draft.target
        due = draft.due
        updatedAt = now
        apply(draft)
    }

    mutating func apply(_ draft: ClauseDraft) {
        text = draft.text
        textEnglish = draft.textEnglish
        promise = draft.promise
        promiseEnglish = draft.promiseEnglish
        dimension = draft.dimension
        area = draft.area
        lead = Identifier(draft.lead)
        supporters = draft.supporters
        subject = draft.subjects.first
        more = Array(draft.subjects.dropFirst())
        target = draft.target
        due = draft.due
    }

    package init(row: Row) {
        id = row.id("id")
        code = row.text("code")
        commitment = row.id("commitment_id")
        number = row.int("number")
        text = row.text("text")
        textEnglish = row.textIfAny("text_english")
        promise = row.text("promise")
        promiseEnglish = row.textIfAny("promise_english")
        dimension = row.textIfAny("dimension").flatMap(PledgeDimension.init)
        area = row.textIfAny("area")
        lead = row.id("lead_id")
        subject = row.textIfAny("subject_kind").map { Reference($0, row.textIfAny("subject_id") ?? "") }
        target = Target(
            value: row.textIfAny("target_value"), unit: row.textIfAny("target_unit"), words: row.textIfAny("target_words"),
            isLowerBetter: row.bool("is_lower_better"))
        due = row.day("due_on")
        isDropped = row.bool("is_dropped")
        updatedAt = row.instant("updated_at")
        version = row.int("version")
    }

    package var key: String { id.text }
    package var holder: String? { lead.text }
    package var title: String { promise }
    package var columns: [(name: String, value: Value)] {
        [
            ("code", code.value), ("commitment_id", commitment.value), ("number", number.value), ("text", text.value),
            ("text_english", textEnglish.value), ("promise", promise.value), ("promise_english", promiseEnglish.value),
            ("dimension", dimension?.rawValue.value ?? .null), ("area", area.value), ("lead_id", lead.value),
            ("subject_kind", subject?.kind.value ?? .null), ("subject_id", subject?.id.value ?? .null),
            ("target_value", target.value.value), ("target_unit", target.unit.value), ("target_words", target.words.value),
            ("is_lower_better", target.isLowerBetter.value), ("due_on", due.value), ("is_dropped", isDropped.value),
            ("updated_at", updatedAt.value),
        ]
    }

    package func belongings(_ tx: Transaction) throws -> [String?] {
        var parts: [String?] = try tx.supporters(of: [id.text])[id.text, default: []]
        for change in try tx.changes(of: [id.text])[id.text, default: []] { parts += change.digested }
        for subject in try tx.moreSubjects(of: [id.text])[id.text, default: []] { parts += [subject.kind, subject.id] }
        return parts
    }

    /// Everything it is bound to, what was named first first.
    package var subjects: [Reference] { (subject.map { [$0] } ?? []) + more }

    package func promise(_ language: Language) -> String { language == .english ? promiseEnglish ?? promise : promise }
    package func text(_ language: Language) -> String { language == .english ? textEnglish ?? text : text }
    /// Everybody who has a share in it, the lead first.
    package var agencies: [String] { [lead.text] + supporters }
}

/// Stands for the directory's agency in identifiers of records that keep only its id.
package enum AgencyID {}

/// What somebody writes of a clause.
package struct ClauseDraft: Sendable, Equatable {
    package var text: String
    package var textEnglish: String?
    package var promise: String
    package var promiseEnglish: String?
    package var dimension: PledgeDimension?
    package var area: String?
    package var lead: String
    package var supporters: [String]
    /// What it is bound to: of the kinds of ``bindable``, each once.
    package var subjects: [Reference]
    package var target: Target
    package var due: Day

    /// What a pledge can be bound to, so that it can be told whether it is kept: points and indicators of plans, innovation sheets, quick
    /// wins. Not a citizen's report, and not another pledge.
    package static let bindable: Set<String> = ["plan_node", "plan_indicator", "innovation_sheet", "quick_win"]
    /// More would bind it to everything and to nothing.
    static let mostSubjects = 10

    package init(
        text: String, textEnglish: String? = nil, promise: String, promiseEnglish: String? = nil, dimension: PledgeDimension? = nil,
        area: String? = nil, lead: String, supporters: [String] = [], subject: Reference? = nil, subjects: [Reference] = [],
        target: Target, due: Day
    ) {
        self.text = Plain.text(text)
        self.textEnglish = textEnglish.map(Plain.text).flatMap { $0.isEmpty ? nil : $0 }
        self.promise = Plain.line(promise)
        self.promiseEnglish = promiseEnglish.map(Plain.line).flatMap { $0.isEmpty ? nil : $0 }
        self.dimension = dimension
        self.area = area.flatMap { $0.isEmpty ? nil : $0 }
        self.lead = lead
        var seen: Set<String> = [lead]
        self.supporters = supporters.filter { seen.insert($0).inserted }
        var named: Set<Reference> = []
        self.subjects = ((subject.map { [$0] } ?? []) + subjects).filter { named.insert($0).inserted }
        self.target = target
        self.due = due
    }

    func issues(within commitment: Commitment) -> [Issue] {
        var issues = target.issues
        func measure(_ name: String, _ text: String, min: Int, max: Int) {
            if text.count < min { issues.append(Issue(name, Message("error.too_short", ["min": "\(min)"]))) }
            if text.count > max { issues.append(Issue(name, Message("error.too_long", ["max": "\(max)", "length": "\(text.count)"]))) }
        }
        measure("text", text, min: 10, max: 4000)
        measure("promise", promise, min: 10, max: 300)
        measure("text_english", textEnglish ?? "", min: 0, max: 4000)
        measure("promise_english", promiseEnglish ?? "", min: 0, max: 300)
        if !subjects.allSatisfy({ ClauseDraft.bindable.contains($0.kind) }) { issues.append(Issue("subject", "error.clause_subject_kind")) }
        if subjects.count > ClauseDraft.mostSubjects {
            issues.append(Issue("subject", Message("error.clause_subjects_many", ["max": "\(ClauseDraft.mostSubjects)"])))
        }
        if due < commitment.startsOn || due > commitment.endsOn { issues.append(Issue("due", "error.clause_due_outside")) }
        return issues
    }
}
