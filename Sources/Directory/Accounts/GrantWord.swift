import Kernel

/// A role with its scope and its days as one word of a table of accounts: `agency_clerk@DISHUB#jalan,lampu~2026-01-01..2026-12-31`.
/// What a word leaves out has no limit, so nothing that limits a role is ever left out: narrow here must not be wide where it is read.
struct GrantWord: Equatable {
    /// Key of the role.
    var role: String
    /// Code of the agency that it reaches.
    var agency: String?
    var categories: Set<String>?
    var from: Day?
    var to: Day?

    /// `nil` for a word of another form.
    init?(_ word: Substring) {
        let ends = word.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false)
        if ends.count == 2 {
            let days = ends[1].split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false)
            guard days.count == 2, ends[1] != ".." else { return nil }
            (from, to) = (Day(days[0]), Day(days[1]))
            guard days[0].isEmpty || from != nil, days[1].isEmpty || to != nil else { return nil }
        }
        let scope = ends[0].split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        if scope.count == 2 {
            let named = Set(scope[1].split(separator: ",").map(String.init))
            guard !named.isEmpty else { return nil }
            categories = named
        }
        let parts = scope[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        role = parts[0]
        agency = parts.count == 2 ? parts[1] : nil
        if role.isEmpty || agency?.isEmpty == true { return nil }
    }

    /// Of a role that somebody has or will have; `nil` where its role or agency has no name here.
    init?(_ grant: RoleGrant, _ directory: DirectoryIndex) {
        guard let known = directory.roles[grant.role] else { return nil }
        role = known.key
        if let id = grant.agency {
            guard let found = directory.agencies[id] else { return nil }
            agency = found.code
        }
        categories = grant.categories
        if grant.validTo != nil || grant.validFrom > directory.today { (from, to) = (grant.validFrom, grant.validTo) }
    }

    var text: String {
        var text = role
        if let agency { text += "@\(agency)" }
        if let categories { text += "#\(categories.sorted().joined(separator: ","))" }
        if from != nil || to != nil { text += "~\(from?.description ?? "")..\(to?.description ?? "")" }
        return text
    }
}

extension RoleGrant {
    /// Whether it holds today or is to begin.
    func isNotOver(on day: Day) -> Bool { validTo.map { day <= $0 } ?? true }

    /// Whether it is what a draft would give, whatever its days.
    func reaches(like draft: GrantDraft) -> Bool { (role, agency, categories) == (draft.role, draft.agency, draft.categories) }
}
