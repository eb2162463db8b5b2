import Directory
import Kernel
import Signing
import Web
import Work

/// Commitments and pledges as the API answers them.
enum CommitmentJSON {
    static func commitment(_ file: CommitmentFile) -> JSONValue {
        var value = summary(file.commitment).members ?? [:]
        value["preamble"] = .string(file.commitment.preamble)
        value["preambleEnglish"] = text(file.commitment.preambleEnglish)
        value["template"] = .integer(file.layout.version)
        value["chapters"] = .array(
            file.layout.chapters.map { ["key": .string($0.key.rawValue), "title": .string($0.title), "text": .string($0.text)] })
        value["clauses"] = .array(file.clauses.map(clause))
        value["signatories"] = .array(file.signatories.map { signatory($0, file) })
        value["withoutSignature"] = .array(file.withoutSignature.map(JSONValue.string))
        value["withoutClause"] = .array(file.withoutClause.map(JSONValue.string))
        return .object(value)
    }

    static func summary(_ commitment: Commitment) -> JSONValue {
        [
            "code": .string(commitment.code), "title": .string(commitment.titleIndonesian), "titleEnglish": text(commitment.titleEnglish),
            "state": .string(commitment.state.rawValue), "startsOn": .string(commitment.startsOn.description),
            "endsOn": .string(commitment.endsOn.description), "textHash": .string(commitment.textHash),
            "openedAt": at(commitment.openedAt), "inForceAt": at(commitment.inForceAt), "endedAt": at(commitment.endedAt),
            "version": .integer(commitment.version),
        ]
    }

    static func clause(_ clause: Clause) -> JSONValue {
        [
            "code": .string(clause.code), "number": .integer(clause.number), "text": .string(clause.text),
            "textEnglish": text(clause.textEnglish), "promise": .string(clause.promise), "promiseEnglish": text(clause.promiseEnglish),
            "dimension": text(clause.dimension?.rawValue), "area": text(clause.area), "lead": .string(clause.lead.text),
            "supporters": .array(clause.supporters.map(JSONValue.string)), "subject": text(clause.subject?.description),
            "subjects": .array(clause.subjects.map { .string($0.description) }),
            "target": target(clause.target), "due": .string(clause.due.description), "isDropped": .bool(clause.isDropped),
            "version": .integer(clause.version),
        ]
    }

    static func target(_ target: Target) -> JSONValue {
        [
            "value": text(target.value), "unit": text(target.unit), "words": text(target.words),
            "isLowerBetter": .bool(target.isLowerBetter),
        ]
    }

    private static func signatory(_ signatory: Signatory, _ file: CommitmentFile) -> JSONValue {
        let successor = file.inheritances.last { $0.signatory == signatory.id }
        let inheritance: JSONValue =
            successor.map {
                [
                    "name": .string($0.name), "decision": .string($0.decision.rawValue), "text": .string($0.text),
                    "contested": .array($0.contested.map(JSONValue.string)),
                ]
            } ?? .null
        return [
            "id": .string(signatory.id.text), "office": .string(signatory.office.rawValue), "title": .string(signatory.officeTitle),
            "agency": text(signatory.agency), "institution": text(signatory.institution), "name": .string(signatory.name),
            "signedAt": at(signatory.signedAt), "verdict": .string((file.verdicts[signatory.id.text] ?? .waiting).rawValue),
            "key": text(signatory.keyID), "provider": text(signatory.provider), "inheritance": inheritance,
        ]
    }

    static func pledge(_ pledge: Pledge) -> JSONValue {
        var value = clause(pledge.clause).members ?? [:]
        value["commitment"] = .string(pledge.commitment.code)
        value["state"] = .string(pledge.standing.state.rawValue)
        value["pace"] = .string(pledge.standing.pace.rawValue)
        value["reason"] = .string(pledge.standing.reason.rawValue)
        value["proven"] = .integer(pledge.standing.proven)
        value["late"] = .integer(pledge.standing.late)
        value["daysLate"] = .integer(pledge.standing.daysLate)
        value["next"] = text(pledge.standing.next?.description)
        value["changedAt"] = .string(pledge.changedAt.description)
        return .object(value)
    }

    /// - Parameter showsAll: whether evidence of steps that nobody has looked at yet is shown.
    static func file(_ file: PledgeFile, showsAll: Bool) -> JSONValue {
        var value = pledge(file.pledge).members ?? [:]
        value["milestones"] = .array(file.pledge.milestones.map { milestone($0, file, showsAll: showsAll) })
        value["changes"] = .array(file.pledge.changes.map { change($0, file) })
        return .object(value)
    }

    static func milestone(_ step: Milestone, _ file: PledgeFile, showsAll: Bool) -> JSONValue {
        let evidence = showsAll || step.state == .verified ? file.evidence[step.id.text] ?? [] : []
        return [
            "id": .string(step.id.text), "name": .string(step.name), "weight": .integer(step.weight), "due": .string(step.due.description),
            "state": .string(step.state.rawValue), "doneOn": text(step.doneOn?.description), "submittedAt": at(step.submittedAt),
            "verifiedAt": at(step.verifiedAt), "version": .integer(step.version),
            "evidence": .array(evidence.map { self.evidence($0, file) }),
        ]
    }

    /// What a link leads to is told only to those who may see it.
    private static func evidence(_ one: Evidence, _ file: PledgeFile) -> JSONValue {
        let subject = one.subject.flatMap { file.links[$0] == nil ? nil : $0 }
        return [
            "id": .string(one.id.text), "kind": .string(one.kind.rawValue),
            "title": .string(subject == nil && one.kind == .link ? "" : one.title),
            "sha256": text(one.file), "subject": text(subject?.description),
        ]
    }

    private static func change(_ change: ClauseChange, _ file: PledgeFile) -> JSONValue {
        func terms(_ terms: (value: String?, words: String?, due: Day)) -> JSONValue {
            ["value": text(terms.value), "words": text(terms.words), "due": .string(terms.due.description)]
        }
        return [
            "kind": .string(change.kind.rawValue), "at": .string(change.at.description), "by": text(file.people[change.author]),
            "from": terms(change.before), "to": terms(change.after), "reason": .string(change.reason),
        ]
    }

    static func plan(_ plan: ActionPlan, _ items: [ActionItemDraft]) -> JSONValue {
        [
            "agency": .string(plan.agency), "year": .integer(plan.year), "state": .string(plan.state.rawValue),
            "proposedAt": at(plan.proposedAt), "checkedAt": at(plan.checkedAt), "version": .integer(plan.version),
            "items": .array(
                items.map { item in
                    [
                        "source": .string(item.source.rawValue), "clause": text(item.clause), "activity": .string(item.activity),
                        "output": .string(item.output), "owner": .string(item.owner),
                        "supporters": .array(item.supporters.map(JSONValue.string)), "months": .array(item.months.map(JSONValue.integer)),
                        "preparation": .string(item.preparation), "budgetCode": text(item.budgetCode),
                        "subject": item.subject.map { subject -> JSONValue in ["kind": .string(subject.kind), "id": .string(subject.id)] }
                            ?? .null,
                    ]
                }),
        ]
    }

    static func text(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    static func at(_ instant: Instant?) -> JSONValue { instant.map { .string($0.description) } ?? .null }
}
