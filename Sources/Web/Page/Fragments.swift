import Synchronization

/// Pieces of pages that many requests share, such as the choices of a filter, kept with what they were made of. A piece whose
/// source differs is made anew, so none is ever stale.
package final class Fragments: Sendable {
    private struct Kept: Sendable {
        var source: String
        var html: HTML
    }

    private let kept = Mutex<[String: Kept]>([:])
    private static let most = 500

    package init() {}

    /// - Parameters:
    ///   - name: of the piece, in the program's own words; never input.
    ///   - source: another text whenever the piece would be another.
    package func html(_ name: String, of source: String, _ make: () -> HTML) -> HTML {
        if let known = kept.withLock({ $0[name] }), known.source == source { return known.html }
        let html = make()
        kept.withLock { kept in
            if kept.count >= Self.most { kept = [:] }
            kept[name] = Kept(source: source, html: html)
        }
        return html
    }
}
