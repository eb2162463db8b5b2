import Kernel
import Storage
import Web
import Work

/// How other capabilities name records of `Assessments` and lead to them.
package enum AssessmentsReferences {
    package static let all: [ReferenceKind] = [instrument, assessment, part, duty, answer]

    static let instrument = ReferenceKind(
        Instrument.kind,
        views: { tx, ids, actor in
            guard actor.kind == .system || actor.mayAnywhere(.shapeInstruments) || actor.mayAnywhere(.coordinateAssessments) else {
                return [:]
            }
            return try each(ids) { id in
                try tx.kept(Instrument.self, id).map { ReferenceView(title: $0.title, url: AssessmentPaths.instrument($0.key)) }
            }
        })

    static let assessment = ReferenceKind(
        Assessment.kind,
        views: { tx, ids, actor in
            try each(ids) { id in
                guard let assessment = try tx.kept(Assessment.self, id) else { return nil }
                return try view(assessment, for: actor, tx)
            }
        },
        find: { tx, typed in try ShortCode.normalize(typed).flatMap { try tx.assessment(code: $0)?.key } },
        written: { tx, events, actor in
            try written(tx, events) { id in
                try tx.kept(Assessment.self, id).map { try policy($0, tx).maySee(actor) } ?? false
            }
        })

    static let part = ReferenceKind(
        AssessmentPart.kind,
        views: { tx, ids, actor in
            try each(ids) { id in try view(part: id, for: actor, tx) }
        },
        written: { tx, events, actor in try written(tx, events) { id in try view(part: id, for: actor, tx) != nil } })

    /// What one agency owes of a part.
    static let duty = ReferenceKind(
        AssessmentPart.dutyKind,
        views: { tx, ids, actor in
            try each(ids) { id in try view(part: String(id.prefix { $0 != ":" }), for: actor, tx) }
        })

    private static func view(part id: String, for actor: Actor, _ tx: Transaction) throws -> ReferenceView? {
        guard let part = try tx.kept(AssessmentPart.self, id), let assessment = try tx.kept(Assessment.self, part.assessment.text),
            try policy(assessment, tx).visible(actor).contains(where: { $0.id == part.id }),
            let instrument = try tx.kept(Instrument.self, assessment.instrument.text)
        else { return nil }
        let component = instrument[part.component]?.title ?? part.component
        return ReferenceView(
            title: "\(assessment.name) – \(component)", url: AssessmentPaths.component(assessment.code, part.component))
    }

    static let answer = ReferenceKind(
        AssessmentAnswer.kind,
        views: { tx, ids, actor in
            try each(ids) { id in
                guard let answer = try tx.kept(AssessmentAnswer.self, id),
                    let assessment = try tx.kept(Assessment.self, answer.assessment.text),
                    try policy(assessment, tx).visible(actor).contains(where: { $0.component == answer.component })
                else { return nil }
                return ReferenceView(
                    title: "\(assessment.name) – \(answer.item)", url: AssessmentPaths.component(assessment.code, answer.component))
            }
        })

    /// The result's page for everybody, or the page of those who work on it.
    private static func view(_ assessment: Assessment, for actor: Actor, _ tx: Transaction) throws -> ReferenceView? {
        if try policy(assessment, tx).maySee(actor) {
            return ReferenceView(title: assessment.name, url: AssessmentPaths.assessment(assessment.code))
        }
        return assessment.isPublic ? ReferenceView(title: assessment.name, url: AssessmentPaths.result(assessment.code)) : nil
    }

    /// Names know no clock: whoever was named counts until ``AssessmentDesk/watch()`` has ended it. Pages ask by today's date as well.
    private static func policy(_ assessment: Assessment, _ tx: Transaction) throws -> AssessmentPolicy {
        AssessmentPolicy(
            assessment: assessment, parts: try tx.assessmentParts(of: [assessment.key])[assessment.key] ?? [],
            assessors: try tx.assessors(of: assessment.id), today: Day(daysSinceEpoch: 0))
    }

    private static func each(_ ids: [String], _ view: (String) throws -> ReferenceView?) rethrows -> [String: ReferenceView] {
        var views: [String: ReferenceView] = [:]
        for id in ids { views[id] = try view(id) }
        return views
    }

    /// What people wrote with these acts, where the record is the reader's to see.
    private static func written(_ tx: Transaction, _ events: [Event], _ maySee: (String) throws -> Bool) throws -> [Identifier<Event>:
        String]
    {
        var texts: [Identifier<Event>: String] = [:]
        for (subject, same) in Dictionary(grouping: events, by: \.subject) where try maySee(subject.id) {
            let notes = try tx.assessmentNotes(of: subject)
            for event in same { if let note = notes.first(where: { $0.sequence == event.sequence }) { texts[event.id] = note.text } }
        }
        return texts
    }
}
