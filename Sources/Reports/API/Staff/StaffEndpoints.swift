import Kernel
import Web

/// Every operation of the API for those who work on reports: what their pages do, through the same acts and the same policy.
///
/// A caller is a person signed in or another system with a key. What a key may do is what it was given, for the agency it was
/// given for: `pendopo client add NAME --allow reports.handle --agency CODE`, or the page of API clients. A key without an agency
/// reaches all of them. Either way the policy is asked at each record, and what may not be known of is answered as if it were not.
package enum StaffEndpoints {
    package static let all: [Endpoint] =
        WorkEndpoints.all + CaseEndpoints.all + CaseActEndpoints.all + CoveringEndpoints.all + IdentityEndpoints.all
        + CasePhotoEndpoints.all
        + NotificationEndpoints.all

    /// Who may open cases, some or all.
    static let readers: [Permission] = [.triageReports, .coordinateReports, .handleReports, .checkReports, .readReports]
}
