import Directory
import Kernel

/// What is written of an edition before it has nodes.
package struct EditionDraft: Sendable {
    package var kind: PlanEdition.Kind
    package var title: String
    package var legalBasis: String
    package var fromYear: Int
    package var toYear: Int
    package var agency: String?
    package var replaces: Identifier<PlanEdition>?
    package var basis: Identifier<PlanEdition>?

    package init(
        _ kind: PlanEdition.Kind, title: String, legalBasis: String = "", fromYear: Int, toYear: Int, agency: String? = nil,
        replaces: Identifier<PlanEdition>? = nil, basis: Identifier<PlanEdition>? = nil
    ) {
        self.kind = kind
        self.title = title
        self.legalBasis = legalBasis
        self.fromYear = fromYear
        self.toYear = toYear
        self.agency = agency
        self.replaces = replaces
        self.basis = basis
    }

    func issues(_ directory: DirectoryIndex) -> [Issue] {
        var issues: [Issue] = []
        let length = Plain.line(title).count
        if length < 5 { issues.append(Issue("title", "plan.error.title")) }
        if length > 200 { issues.append(Issue("title", "plan.error.too_long")) }
        if Plain.line(legalBasis).count > 300 { issues.append(Issue("legalBasis", "plan.error.too_long")) }
        if !(2000...2099).contains(fromYear) { issues.append(Issue("fromYear", "plan.error.year")) }
        if !(2000...2099).contains(toYear) || toYear < fromYear { issues.append(Issue("toYear", "plan.error.year_order")) }
        if toYear - fromYear + 1 > kind.mostYears {
            issues.append(Issue("toYear", Message("plan.error.too_many_years", ["most": "\(kind.mostYears)"])))
        }
        switch (kind.isOfAgency, agency) {
        case (true, nil): issues.append(Issue("agency", "plan.error.needs_agency"))
        case (true, let agency?) where directory.agencies[agency] == nil: issues.append(Issue("agency", "plan.error.no_agency"))
        case (false, .some): issues.append(Issue("agency", "plan.error.not_of_agency"))
        default: break
        }
        return issues
    }
}
