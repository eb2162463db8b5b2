import Kernel
import Storage
import Work

/// What an assessment comes to: by component, and in all.
package struct AssessmentResult: Sendable {
    /// What one component, or the whole, came to, by the agencies' own scores and by the central team's.
    package struct Line: Sendable {
        /// `nil` for the total.
        package var component: InstrumentItem?
        package var own: Tally
        package var central: Tally
        package var ownValue: Hundredths?
        package var centralValue: Hundredths?

        package var difference: Hundredths? { ownValue.flatMap { own in centralValue.map { $0 - own } } }
    }

    package var assessment: Assessment
    package var instrument: Instrument
    package var lines: [Line]
    package var total: Line
    package var seesCentral: Bool

    /// Whether every component is in it; of a part of them ``total`` says nothing about the whole.
    package var isWhole: Bool { lines.count == instrument.components.count }

    /// The components, and the total where it is one.
    package var allLines: [Line] { isWhole ? lines + [total] : lines }

    /// - Parameter components: only these; `nil` for all.
    init(
        _ assessment: Assessment, _ instrument: Instrument, _ answers: [AssessmentAnswer], seesCentral: Bool, components: Set<String>? = nil
    ) {
        let own = Dictionary(answers.compactMap { answer in answer.score.map { (answer.item, $0) } }) { first, _ in first }
        let central =
            seesCentral
            ? Dictionary(answers.compactMap { answer in answer.centralScore.map { (answer.item, $0) } }) { first, _ in first } : [:]
        func line(_ component: InstrumentItem?) -> Line {
            let (mine, theirs) = (Tally(instrument, of: component?.code, own), Tally(instrument, of: component?.code, central))
            let rounding = instrument.draft.rounding
            return Line(
                component: component, own: mine, central: theirs, ownValue: mine.value(rounding), centralValue: theirs.value(rounding))
        }
        self.assessment = assessment
        self.instrument = instrument
        self.seesCentral = seesCentral
        lines = instrument.components.filter { components?.contains($0.code) ?? true }.map { line($0) }
        total = line(nil)
    }

    /// What the central team scored lower than the regency first, the most first; then the others.
    package var badNewsFirst: [Line] {
        lines.enumerated().sorted { a, b in
            let (first, second) = (a.element.difference?.count ?? 0, b.element.difference?.count ?? 0)
            return (first, a.offset) < (second, b.offset)
        }.map(\.element)
    }
}

extension AssessmentDesk {
    /// What a closed assessment came to.
    func result(of assessment: Assessment, _ tx: Transaction) throws -> AssessmentResult {
        AssessmentResult(
            assessment, try instrument(of: assessment, tx), try tx.assessmentAnswers(of: [assessment.key])[assessment.key] ?? [],
            seesCentral: true)
    }

    /// The results that were opened to everybody, the youngest first.
    package func publicResults() async throws -> [AssessmentResult] {
        try await database.read { tx in try tx.assessments(isPublic: true).map { try result(of: $0, tx) } }
    }

    /// One of them, with the earlier ones of its kind.
    /// - Throws: `.notFound` for what is not public.
    package func publicResult(_ code: String) async throws -> (result: AssessmentResult, earlier: [AssessmentResult]) {
        let all = try await publicResults()
        guard let result = all.first(where: { $0.assessment.code == code }) else { throw AppError.notFound }
        return (
            result,
            all.filter { $0.assessment.purpose == result.assessment.purpose && $0.assessment.year < result.assessment.year }
        )
    }
}
