import Kernel
import Storage
import Work

extension Transaction {
    /// Every edition of every instrument, the youngest first.
    package func assessmentInstruments() throws -> [Instrument] {
        try rows("SELECT * FROM assessment_instrument ORDER BY purpose, code, edition DESC").map(Instrument.init(row:))
    }

    package func assessmentInstrument(code: String, edition: Int) throws -> Instrument? {
        try row("SELECT * FROM assessment_instrument WHERE code = \(code) AND edition = \(edition)").map(Instrument.init(row:))
    }

    package func assessment(code: String) throws -> Assessment? {
        try row("SELECT * FROM assessment WHERE code = \(code)").map(Assessment.init(row:))
    }

    /// Every assessment, the youngest year first. There are a few a year.
    package func assessments(isPublic: Bool = false) throws -> [Assessment] {
        let which: SQL = isPublic ? "WHERE state = 'closed' AND public_at IS NOT NULL" : ""
        return try rows("SELECT * FROM assessment \(which) ORDER BY year DESC, id DESC").map(Assessment.init(row:))
    }

    /// Parts by the assessment's id.
    package func assessmentParts(of assessments: [String]) throws -> [String: [AssessmentPart]] {
        let found = try rows("SELECT * FROM assessment_part WHERE assessment_id IN (\(SQL.list(assessments))) ORDER BY id").map(
            AssessmentPart.init(row:))
        return Dictionary(grouping: found, by: \.assessment.text)
    }

    /// Answers by the assessment's id.
    package func assessmentAnswers(of assessments: [String]) throws -> [String: [AssessmentAnswer]] {
        let found = try rows("SELECT * FROM assessment_answer WHERE assessment_id IN (\(SQL.list(assessments))) ORDER BY id").map(
            AssessmentAnswer.init(row:))
        return Dictionary(grouping: found, by: \.assessment.text)
    }

    package func assessors(of assessment: Identifier<Assessment>) throws -> [Assessor] {
        try rows("SELECT * FROM assessor WHERE assessment_id = \(assessment) ORDER BY id").map(Assessor.init(row:))
    }
}
