import HTTPTypes
import Kernel
import Web
import Work

/// Every act of officials as the noun it makes: `POST /api/cases/K7M-Q2X-94/assignment`.
enum CaseActEndpoints {
    static let all = CaseNoun.allCases.map(endpoint)

    private static let manners = """
        Send the `version` that was seen: when somebody else has acted since, nothing is done and the 409 says in `issues` what was done and \
        how the case stands now. 404 for a case the caller may not know of, 403 when the act is not hers to do.
        """

    private static func endpoint(_ noun: CaseNoun) -> Endpoint {
        let permissions = doers(noun)
        return Endpoint(
            .post, StaffAPIPaths.act(noun), CaseActSchemas.summary(noun), about: manners, permission: permissions[0],
            or: Array(permissions.dropFirst()), request: .object(CaseActSchemas.members(noun)), response: CaseSchemas.standing,
            rate: RateLimit("case-act", 600, per: 600)
        ) { request in try await CaseAction(request: request, noun: noun).answer() }
    }

    /// The permissions that the workflow asks for these acts; of a confidential case, coordinators check.
    private static func doers(_ noun: CaseNoun) -> [Permission] {
        var found: [Permission] = []
        for act in noun.acts.compactMap(Workflow.report.act) {
            switch act.by {
            case .holder(let permission), .anyone(let permission): found.append(permission)
            case .checker(let permission): found += [permission, .coordinateReports]
            case .reporter, .system: break
            }
        }
        return found.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
