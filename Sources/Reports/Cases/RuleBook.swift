import Kernel
import Storage
import Synchronization
import Work

/// Categories and workflows as this process last read them. Whoever changes them calls ``forget()``; other processes
/// notice within its lifetime.
package final class RuleBook: Sendable {
    /// Seconds for which what was read is believed.
    private let lifetime: Double

    private struct Pages {
        var versions: [Int: Workflow] = [:]
        var current: (workflow: Workflow, readAt: Instant)?
        var categories: (tree: CategoryTree, readAt: Instant)?
        /// Also when it is no longer believed.
        var lastTree: CategoryTree?
        /// Counts what was found changed, so that pages made of it are made anew.
        var revision = 0
    }

    private let pages = Mutex(Pages())

    package init(lifetime: Double = 10) { self.lifetime = lifetime }

    /// The version a case lives by.
    func workflow(version: Int, _ tx: Transaction) throws -> Workflow {
        if let known = pages.withLock({ $0.versions[version] }) { return known }
        guard let read = try tx.workflow("report", version: version)?.withLaterActs else { throw AppError.unavailable("error.no_workflow") }
        pages.withLock { $0.versions[version] = read }
        return read
    }

    /// The version for new cases.
    package func currentWorkflow(at now: Instant, _ tx: Transaction) throws -> Workflow {
        if let current = pages.withLock({ $0.current }), abs(now.seconds(since: current.readAt)) < lifetime { return current.workflow }
        guard let read = try tx.workflow("report", at: now)?.withLaterActs else { throw AppError.unavailable("error.no_workflow") }
        pages.withLock { $0.current = (read, now) }
        return read
    }

    /// What receiving a report goes by.
    struct Rules: Sendable {
        var categories: CategoryTree
        var workflow: Workflow
    }

    /// The rules without reading; `nil` when something must be read first.
    func inMemory(at now: Instant) -> Rules? {
        pages.withLock { pages in
            guard let tree = pages.categories, abs(now.seconds(since: tree.readAt)) < lifetime, let current = pages.current,
                abs(now.seconds(since: current.readAt)) < lifetime
            else { return nil }
            return Rules(categories: tree.tree, workflow: current.workflow)
        }
    }

    func rules(at now: Instant, _ tx: Transaction) throws -> Rules {
        Rules(categories: try categories(at: now, tx), workflow: try currentWorkflow(at: now, tx))
    }

    package func categories(at now: Instant, _ tx: Transaction) throws -> CategoryTree {
        if let known = pages.withLock({ $0.categories }), abs(now.seconds(since: known.readAt)) < lifetime { return known.tree }
        let read = try CategoryTree(tx.categories())
        pages.withLock { pages in
            if pages.categories?.tree.all != read.all { pages.revision += 1 }
            pages.categories = (read, now)
            pages.lastTree = read
        }
        return read
    }

    /// The categories in memory; `nil` when they must be read first.
    func categoriesInMemory(at now: Instant) -> CategoryTree? {
        guard let known = pages.withLock({ $0.categories }), abs(now.seconds(since: known.readAt)) < lifetime else { return nil }
        return known.tree
    }

    /// Tells which categories there are before anybody has asked, for ``withChildren(_:)`` only.
    func warm(_ tree: CategoryTree) { pages.withLock { $0.lastTree = $0.lastTree ?? tree } }

    /// These categories with those below them, as far as is known without reading: for grants, which are asked at every request.
    package func withChildren(_ ids: Set<String>) -> Set<String> {
        guard let tree = pages.withLock({ $0.lastTree }) else { return ids }
        return ids.union(tree.all.filter { $0.parent.map(ids.contains) ?? false }.map(\.id))
    }

    /// Changes whenever categories were found changed.
    package var revision: Int { pages.withLock { $0.revision } }

    /// Reads everything anew next time.
    package func forget() { pages.withLock { $0 = Pages(lastTree: $0.lastTree, revision: $0.revision + 1) } }
}
