import Directory
import Kernel
import Signing
import Web

/// What the pages and endpoints of citations stand on, put among the installation's services at the start.
package struct CitationSite: Sendable {
    package let desk: CitationDesk
    package let referee: ConflictReferee

    package init(desk: CitationDesk, referee: ConflictReferee) {
        self.desk = desk
        self.referee = referee
    }
}

extension Request {
    /// Cited numbers.
    package var citations: CitationSite { installation.services.get() }
}
