import Kernel
import Reports
import Storage
import TestSupport
import Web
import Work

extension ReportTestSite {
    /// A site with reports in several states, one of them with everything a page can show.
    static func inSeveralStates() async throws -> (site: ReportTestSite, checked: Receipt) {
        let site = try await ReportTestSite()
        let checked = try await site.checked()
        _ = try await site.inProgress(site.submission("Lampu padam sejak kemarin malam di perempatan.", disclosure: .anonymous))
        try await site.verify(try await site.desk.submit(site.submission("Drainase mampet. Air meluap ke jalan."), by: .visitor))
        return (site, checked)
    }
}
