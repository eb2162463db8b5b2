import Directory
import Kernel
import Storage
import Web

/// What the pages and endpoints of sharing stand on, put among the installation's services at the start.
package struct SharingSite: Sendable {
    package let cases: CaseDesk
    package let agreements: AgreementDesk
    package let subscriptions: SubscriptionDesk
    package let webhooks: WebhookDesk

    package init(cases: CaseDesk, agreements: AgreementDesk, subscriptions: SubscriptionDesk, webhooks: WebhookDesk) {
        self.cases = cases
        self.agreements = agreements
        self.subscriptions = subscriptions
        self.webhooks = webhooks
    }

    var directory: DirectoryIndex { cases.directory }

    /// The names of accounts and API clients by id.
    func names(of ids: some Sequence<String>) async throws -> [String: String] {
        let ids = Set(ids).filter { !$0.isEmpty }
        return ids.isEmpty ? [:] : try await cases.database.read { try $0.actorNames(ids) }
    }
}

extension Request {
    /// Sharing between agencies.
    package var sharing: SharingSite { installation.services.get() }
}

extension Actor {
    /// The agencies for which somebody holds any of these permissions; `nil` when one of them reaches all.
    func agencies(forAny permissions: [Permission]) -> Set<String>? {
        var all: Set<String> = []
        for permission in permissions {
            guard let some = agencies(for: permission) else { return nil }
            all.formUnion(some)
        }
        return all
    }
}
