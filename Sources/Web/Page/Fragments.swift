import Synchronization

/// Pieces of pages that many requests share, such as the choices of a filter, kept with what they were made of. A piece whose
/// source differs is made anew, so none is ever stale.
package final class Fragments: Sendable {
    private struct Kept: Sendable {
        var source: any Equatable & Sendable
        var html: HTML
    }

    private let kept = Mutex<[String: Kept]>([:])
    private static let most = 5000

    package init() {}

    /// - Parameters:
    ///   - name: of the piece, in the program's own words or of a record that exists; never input.
    ///   - source: differs whenever the piece would be another.
    package func html<Source: Equatable & Sendable>(_ name: String, of source: Source, _ make: () -> HTML) -> HTML {
        if let known = known(name, of: source) { return known }
        let html = make()
        kept.withLock { kept in
            if kept.count >= Self.most { kept = [:] }
            kept[name] = Kept(source: source, html: html)
        }
        return html
    }

    /// The piece, if it is kept and its source is still the same.
    package func known<Source: Equatable & Sendable>(_ name: String, of source: Source) -> HTML? {
        guard let known = kept.withLock({ $0[name] }), let before = known.source as? Source, before == source else { return nil }
        return known.html
    }
}
