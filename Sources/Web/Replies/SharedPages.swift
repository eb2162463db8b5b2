import HTTPTypes
import Kernel
import NIOCore
import Synchronization

/// Pages that every visitor who asks in a language gets alike, but for their own address in the switch of languages: kept as the bytes
/// before the switch and those behind it, which go out as they lie. They are found by what they were made of, so none is ever stale.
final class SharedPages: Sendable {
    struct Kept: Sendable {
        var language: Language
        /// Of the look it was made with.
        var revision: Int
        var source: any Equatable & Sendable
        var before: ByteBuffer
        var behind: ByteBuffer

        func isMade(in language: Language, _ revision: Int, of source: some Equatable) -> Bool {
            self.language == language && self.revision == revision && isSame(source)
        }

        private func isSame<Source: Equatable>(_ source: Source) -> Bool { (self.source as? Source).map { $0 == source } ?? false }
    }

    private let kept = Mutex<[Place: Kept]>([:])

    private struct Place: Hashable {
        let name: String
        let language: Language
        let number: Int
    }

    /// Pages of one name that are kept at a time.
    private static let places = 32

    func find<Source: Hashable & Sendable>(_ name: String, _ page: Page, of source: Source) -> Kept? {
        let place = Self.place(name, page, source)
        guard let found = kept.withLock({ $0[place] }), found.isMade(in: page.language, page.look.revision, of: source) else { return nil }
        return found
    }

    func keep<Source: Hashable & Sendable>(_ page: Kept, _ name: String, as shown: Page, of source: Source) {
        kept.withLock { $0[Self.place(name, shown, source)] = page }
    }

    private static func place(_ name: String, _ page: Page, _ source: some Hashable) -> Place {
        Place(name: name, language: page.language, number: Int(UInt(bitPattern: source.hashValue) % UInt(places)))
    }
}

extension Request {
    /// A page that is the same for every visitor who asks in a language. Only its address stands in the switch of languages; all else
    /// is made anew when `source` has changed, and otherwise sent from memory.
    /// - Parameters:
    ///   - name: of the kind of page, in the program's own words. All pages of a name stand at one address without its query.
    ///   - source: equal only while the page would be the same; what it is made of has been read just now.
    package func shared<Source: Hashable & Sendable>(
        _ name: String, of source: Source, _ make: () async throws -> HTML
    ) async throws -> Reply {
        guard actor.kind == .visitor, page.flash == nil, page.sentDraft == nil else { return .page(try await make()) }
        let pages = installation.sharedPages
        let switchOfLanguages = LanguageSwitch(page).html.markup
        if let kept = pages.find(name, page, of: source) { return .page(kept, switchOfLanguages) }
        let html = try await make()
        // A page with a form carries this browser's own token and is nobody else's.
        guard exchange.read({ $0.token == nil }), let parts = split(html.markup, at: switchOfLanguages) else { return .page(html) }
        let made = SharedPages.Kept(
            language: page.language, revision: page.look.revision, source: source, before: parts.before, behind: parts.behind)
        pages.keep(made, name, as: page, of: source)
        return .page(made, switchOfLanguages)
    }

    /// The first place where it stands: the switch is at the head of the page, before anything that somebody wrote.
    private func split(_ markup: String, at piece: String) -> (before: ByteBuffer, behind: ByteBuffer)? {
        var (markup, piece) = (markup, piece)
        return markup.withUTF8 { whole in
            piece.withUTF8 { part in
                guard let place = whole.firstRange(of: part) else { return nil }
                return (ByteBuffer(bytes: whole[..<place.lowerBound]), ByteBuffer(bytes: whole[place.upperBound...]))
            }
        }
    }
}

extension Reply {
    fileprivate static func page(_ kept: SharedPages.Kept, _ switchOfLanguages: String) -> Reply {
        Reply(
            headers: [.contentType: "text/html; charset=utf-8"],
            body: .pieces([kept.before, ByteBuffer(string: switchOfLanguages), kept.behind]))
    }
}
