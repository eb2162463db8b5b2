import Kernel

/// What a page knows about whoever is looking. Pages are pure functions `(Page, View) -> HTML`.
package struct Page: Sendable {
    package var words: Words
    package var language: Language
    package var format: Format
    package var actor: Actor
    /// The address asked for, with its query.
    package var path: String
    package var now: Instant
    package var brand: Brand
    /// One sentence to show once, after an act that ended in a redirect.
    package var flash: String?
    package var assets: Assets
    /// Before the ids of fields, where several forms with fields of one name stand on a page: `penolakan.`, for example.
    package var fieldScope = ""
    /// The menu of staff, from every capability; the layout leaves out what the actor may not use.
    package var menu: [MenuItem] = []
    /// Changes with every sentence and colour.
    var revision = 0
    var fragments: Fragments?
    private let token: @Sendable () -> String

    /// - Parameter csrf: makes the token that every form must carry; called only when a page has a form, because only then
    ///   does the visitor need a cookie.
    package init(
        words: Words, language: Language = .indonesian, offsetHours: Int = 7, actor: Actor = .visitor,
        csrf: @autoclosure @escaping @Sendable () -> String, path: String, now: Instant, brand: Brand, flash: String? = nil,
        assets: Assets
    ) {
        self.words = words
        self.language = language
        format = Format(language: language, offsetHours: offsetHours)
        self.actor = actor
        token = csrf
        self.path = path
        self.now = now
        self.brand = brand
        self.flash = flash
        self.assets = assets
    }

    /// The token for the hidden field ``csrfField`` of every form that posts.
    package var csrf: String { token() }
    package static let csrfField = "_csrf"

    package func t(_ key: TextKey, _ values: [String: String] = [:]) -> String { words(Message(key, values), language) }
    package func t(_ message: Message) -> String { words(message, language) }

    /// A piece that other requests in this language share; made anew when `source`, words or colours differ. Nothing that depends
    /// on who is looking belongs into it.
    package func kept<Source: Equatable & Sendable>(_ name: String, of source: Source, _ make: () -> HTML) -> HTML {
        guard let fragments else { return make() }
        return fragments.html("\(name) \(language.rawValue)", of: Sourced(revision: revision, source: source), make)
    }

    private struct Sourced<Source: Equatable & Sendable>: Equatable, Sendable {
        var revision: Int
        var source: Source
    }

    /// The same address in another language, for the switch.
    package func path(in language: Language) -> String {
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let kept = parts.count < 2 ? [] : parts[1].split(separator: "&").filter { !$0.hasPrefix("bahasa=") }.map(String.init)
        return "\(parts[0])?\((kept + ["bahasa=\(language.rawValue)"]).joined(separator: "&"))"
    }
}
