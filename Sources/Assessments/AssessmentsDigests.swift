import Work

/// How records of `Assessments` are held against their events by `pendopo verify`.
package enum AssessmentsDigests {
    package static let all: [RecordDigest] = [
        Instrument.recordDigest, Assessment.recordDigest, AssessmentPart.recordDigest, AssessmentAnswer.recordDigest, Assessor.recordDigest,
    ]
}
