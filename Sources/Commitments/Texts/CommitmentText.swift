import Crypto
import Directory
import Kernel
import Signing
import Storage
import Work

/// The one text of a commitment that everybody signs: clauses, offices and dates as one canonical value. Names of holders are not in
/// it, so that an office that changes hands before it signed does not change what the others have signed.
package enum CommitmentText {
    package static let type = "pendopo.commitment-text/1"

    /// - Parameters:
    ///   - regency: name and Kemendagri code.
    ///   - subjects: titles of what clauses are bound to, as anybody may read them.
    ///   - layout: the regency's own chapters, which are signed as all else is.
    static func value(
        _ commitment: Commitment, _ clauses: [Clause], _ signatories: [Signatory], regency: (name: String, code: String),
        agencies: AgencyTree, subjects: [Reference: String], layout: CommitmentLayout = CommitmentLayout()
    ) -> CanonicalValue {
        var members: [String: CanonicalValue] = [
            "type": .string(type), "code": .string(commitment.code),
            "regency": ["name": .string(regency.name), "code": .string(regency.code)],
            "title": both(commitment.titleIndonesian, commitment.titleEnglish),
            "preamble": both(commitment.preamble, commitment.preambleEnglish),
            "starts_on": .string(commitment.startsOn.description), "ends_on": .string(commitment.endsOn.description),
            "clauses": .array(clauses.map { clause($0, agencies, subjects) }),
            "signatories": .array(signatories.map { signatory($0, agencies) }),
        ]
        members["template"] = layout.canonical
        return .object(members)
    }

    private static func clause(_ clause: Clause, _ agencies: AgencyTree, _ subjects: [Reference: String]) -> CanonicalValue {
        func bound(_ reference: Reference) -> CanonicalValue {
            ["kind": .string(reference.kind), "id": .string(reference.id), "title": .text(subjects[reference])]
        }
        var members: [String: CanonicalValue] = [
            "number": .integer(clause.number), "code": .string(clause.code), "text": both(clause.text, clause.textEnglish),
            "promise": both(clause.promise, clause.promiseEnglish), "dimension": .text(clause.dimension?.rawValue),
            "area": .text(clause.area), "lead": agency(clause.lead.text, agencies),
            "supporters": .array(clause.supporters.map { agency($0, agencies) }), "subject": clause.subject.map(bound) ?? .null,
            "target": ["value": .text(clause.target.value), "unit": .text(clause.target.unit), "words": .text(clause.target.words)],
            "due_on": .string(clause.due.description),
        ]
        // Only where there are any: texts from before clauses could be bound to several things keep their hash.
        if !clause.more.isEmpty { members["also"] = .array(clause.more.map(bound)) }
        return .object(members)
    }

    private static func signatory(_ signatory: Signatory, _ agencies: AgencyTree) -> CanonicalValue {
        [
            "id": .string(signatory.id.text), "office": .string(signatory.office.rawValue), "title": .string(signatory.officeTitle),
            "agency": signatory.agency.map { agency($0, agencies) } ?? .null, "institution": .text(signatory.institution),
        ]
    }

    private static func agency(_ id: String, _ agencies: AgencyTree) -> CanonicalValue {
        ["code": .text(agencies[id]?.code), "name": .string(agencies.name(id))]
    }

    private static func both(_ indonesian: String, _ english: String?) -> CanonicalValue {
        ["id": .string(indonesian), "en": .text(english)]
    }

    /// SHA-256 of the text, in hexadecimal.
    package static func hash(_ canonical: String) -> String { hex(SHA256.hash(data: Array(canonical.utf8))) }
}
