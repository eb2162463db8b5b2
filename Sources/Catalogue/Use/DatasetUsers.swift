import Kernel
import Synchronization
import Web

/// Who uses a dataset, as far as everybody may know it: capabilities give lines at their start, the page of use shows them in that order.
/// Found among the installation's services.
package final class DatasetUsers: Sendable {
    package struct Line: Sendable {
        /// What they do with it.
        package var label: TextKey
        /// Those who are named.
        package var names: [(name: String, link: String?)]
        /// How many there are of them, named or not.
        package var count: Int

        package init(_ label: TextKey, _ names: [(name: String, link: String?)] = [], count: Int? = nil) {
            self.label = label
            self.names = names
            self.count = count ?? names.count
        }
    }

    package typealias Source = @Sendable (Dataset, Request) async throws -> [Line]

    private let sources = Mutex<[Source]>([])

    package init() {}

    package func register(_ source: @escaping Source) { sources.withLock { $0.append(source) } }

    /// Lines with somebody in them.
    func lines(_ dataset: Dataset, _ request: Request) async throws -> [Line] {
        var all: [Line] = []
        for source in sources.withLock({ $0 }) { all += try await source(dataset, request) }
        return all.filter { $0.count > 0 }
    }

    /// Names given of one line; the rest is counted.
    static let mostNames = 12

    static func html(_ page: Page, _ lines: [Line]) -> HTML {
        if lines.isEmpty { return .empty }
        let facts = lines.map { line -> (String, HTML?) in
            let names = line.names.prefix(mostNames).map { name -> HTML in
                name.link.map { "<a href=\"\($0)\">\(name.name)</a>" } ?? "\(name.name)"
            }
            var list = HTML.empty
            for (index, name) in names.enumerated() { list += index == 0 ? name : "<br>\(name)" }
            let rest = line.count - names.count
            if names.isEmpty { return (page.t(line.label), "\(page.format.number(line.count))") }
            return (
                page.t(line.label),
                rest > 0 ? "\(list)<br><span class=\"muted\">\(page.t("reading.more", ["count": page.format.number(rest)]))</span>" : list
            )
        }
        return Facts(facts).html
    }
}
