import Directory
import Kernel
import Storage
import Work

/// One edition of a plan: the RPJMD 2025–2029, an agency's Renja 2026, the smart-city master plan.
///
/// As long as it is a draft its nodes can be changed; once adopted it never changes again, and a change is a new edition that
/// ``replaces`` it. Edition, nodes and indicators are one record as far as events and `pendopo verify` are concerned: every change
/// of a node raises the edition's ``version``, so that two people who move nodes at once can never make a cycle between them.
package struct PlanEdition: Sendable, Equatable, Identifiable {
    /// What kind of plan it is (UU 25/2004, Permendagri 86/2017; the master plan after the 2017 guide of the smart-city movement).
    package enum Kind: String, Sendable, CaseIterable, Codable {
        /// RPJPD, 20 years.
        case longTerm = "long_term"
        /// RPJMD, 5 years.
        case mediumTerm = "medium_term"
        /// Renstra of an agency, 5 years.
        case strategic
        /// RKPD, 1 year.
        case annualGovernment = "annual_government"
        /// Renja of an agency, 1 year.
        case annualWork = "annual_work"
        /// Smart-city master plan, 5–10 years.
        case masterplan
        /// The regent's flagship programmes.
        case flagship
        /// Plans of the province that ours must agree with.
        case province
        /// Plans of the centre that ours must agree with.
        case national

        package var label: TextKey { TextKey("plan.kind.\(rawValue)") }
        /// Whether it belongs to one agency.
        package var isOfAgency: Bool { self == .strategic || self == .annualWork }
        /// The kind of plan that one of this kind is written for; `nil` for what stands on nothing of the regency's.
        package var basisKind: Kind? {
            switch self {
            case .mediumTerm: .longTerm
            case .strategic, .annualGovernment, .annualWork, .masterplan, .flagship: .mediumTerm
            case .longTerm, .province, .national: nil
            }
        }
        /// Most years one edition may span.
        package var mostYears: Int {
            switch self {
            case .longTerm, .province, .national: 25
            case .mediumTerm, .strategic, .flagship: 6
            case .annualGovernment, .annualWork: 1
            case .masterplan: 15
            }
        }
    }

    /// A draft can be written; an adopted edition never changes; a replaced one has another after it.
    package enum Status: String, Sendable, CaseIterable, Codable {
        case draft, adopted, replaced
        package var label: TextKey { TextKey("plan.status.\(rawValue)") }
    }

    package var id: Identifier<PlanEdition>
    package var kind: Kind
    package var title: String
    /// The regulation that adopts it, such as `Perda 3/2025`; empty while a draft has none yet.
    package var legalBasis: String
    package var fromYear: Int
    package var toYear: Int
    /// Whose plan it is; `nil` for plans of the whole regency.
    package var agency: String?
    package var status: Status
    /// The edition it changes or follows.
    package var replaces: Identifier<PlanEdition>?
    /// The plan it is written for, of ``Kind/basisKind``: the RPJMD of a master plan or a Renstra.
    package var basis: Identifier<PlanEdition>?
    package var adoptedOn: Day?
    /// Sum over the digests of its nodes and indicators (``ContentSum``).
    package var content: ContentSum
    package var updatedAt: Instant
    package var version: Int

    package init(
        id: Identifier<PlanEdition>, kind: Kind, title: String, legalBasis: String = "", fromYear: Int, toYear: Int, agency: String? = nil,
        replaces: Identifier<PlanEdition>? = nil, basis: Identifier<PlanEdition>? = nil, updatedAt: Instant
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.legalBasis = legalBasis
        self.fromYear = fromYear
        self.toYear = toYear
        self.agency = agency
        status = .draft
        self.replaces = replaces
        self.basis = basis
        content = ContentSum()
        self.updatedAt = updatedAt
        version = 1
    }

    package var reference: Reference { Reference("plan_edition", id) }
    package var years: ClosedRange<Int> { fromYear...toYear }
    /// `2026` or `2025–2029`.
    package var span: String { fromYear == toYear ? "\(fromYear)" : "\(fromYear)–\(toYear)" }
    package var isDraft: Bool { status == .draft }

    /// Every column, for the digest in its events.
    package var digest: String {
        Seal.digest([
            id.text, kind.rawValue, title, legalBasis, String(fromYear), String(toYear), agency, status.rawValue, replaces?.text,
            basis?.text, adoptedOn?.description, content.text, String(version),
        ])
    }

    /// Adopted plans are everybody's to read, drafts for those who work on plans.
    package func maySee(_ actor: Actor) -> Bool {
        !isDraft || actor.kind == .system || actor.mayAnywhere(.readPlans) || actor.mayAnywhere(.stewardPlans)
            || actor.mayAnywhere(.writePlans) || actor.mayAnywhere(.adoptPlans)
    }

    /// Whether its nodes are this actor's to change, were it a draft: the planning agency's all of them, an agency's its own.
    package func mayEdit(_ actor: Actor) -> Bool {
        actor.kind == .system || actor.may(.stewardPlans) || (agency.map { actor.may(.writePlans, agency: $0) } ?? false)
    }
}
