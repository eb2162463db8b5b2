import Kernel
import Synchronization

/// Which page stands behind the code of a printed figure. Numbers cited from datasets have theirs under `/angka/CODE`; papers whose figures
/// come from elsewhere, such as books, register how theirs are found, and the same address leads to them.
package final class FigureCodes: Sendable {
    /// The path of the page behind a code, if the actor may see it; `nil` when the code is not known here.
    package typealias Find = @Sendable (_ code: String, Actor) async throws -> String?

    private let finders = Mutex<[Find]>([])

    package init() {}

    package func register(_ find: @escaping Find) { finders.withLock { $0.append(find) } }

    package func path(_ code: String, _ actor: Actor) async throws -> String? {
        for find in finders.withLock(\.self) { if let path = try await find(code, actor) { return path } }
        return nil
    }
}
