import Synchronization
import Web

/// What other capabilities show on a dataset's page: each gives a piece at the start, the page shows them in that order. Found among
/// the installation's services.
package final class DatasetPanels: Sendable {
    /// A piece for one reader; empty where there is nothing to say to her.
    package typealias Panel = @Sendable (Dataset, Request) async throws -> HTML

    private let panels = Mutex<[Panel]>([])

    package init() {}

    package func register(_ panel: @escaping Panel) { panels.withLock { $0.append(panel) } }

    package func html(_ dataset: Dataset, _ request: Request) async throws -> HTML {
        var all = HTML.empty
        for panel in panels.withLock({ $0 }) { all += try await panel(dataset, request) }
        return all
    }
}
