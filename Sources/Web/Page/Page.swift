import Kernel

/// What a page knows about whoever is looking. Pages are pure functions `(Page, View) -> HTML`.
package struct Page: Sendable {
    let look: Look
    package var language: Language
    package var format: Format
    package var actor: Actor
    /// The address asked for, with its query.
    package var path: String
    package var now: Instant
    /// One sentence to show once, after an act that ended in a redirect.
    package var flash: String?
    /// A form's draft that has arrived with that act: this page tells the phone to forget it.
    package var sentDraft: String?
    /// Before the ids of fields, where several forms with fields of one name stand on a page: `penolakan.`, for example.
    package var fieldScope = ""
    /// The menu of staff, from every capability; the layout leaves out what the actor may not use.
    package var menu: [MenuItem] = []
    private let token: @Sendable () -> String

    package var words: Words { look.words }
    package var brand: Brand { look.brand }
    package var assets: Assets { look.assets }

    /// - Parameter csrf: makes the token that every form must carry; called only when a page has a form, because only then
    ///   does the visitor need a cookie.
    package init(
        words: Words, language: Language = .indonesian, offsetHours: Int = 7, actor: Actor = .visitor,
        csrf: @autoclosure @escaping @Sendable () -> String, path: String, now: Instant, brand: Brand, flash: String? = nil,
        assets: Assets
    ) {
        self.init(
            Look(words: words, brand: brand, assets: assets), language: language, offsetHours: offsetHours, actor: actor, csrf: csrf(),
            path: path, now: now, flash: flash)
    }

    /// A page that shares its look with others.
    init(
        _ look: Look, language: Language, offsetHours: Int = 7, actor: Actor = .visitor,
        csrf: @autoclosure @escaping @Sendable () -> String = "", path: String = "", now: Instant = Instant(milliseconds: 0),
        flash: String? = nil
    ) {
        self.look = look
        self.language = language
        format = Format(language: language, offsetHours: offsetHours)
        self.actor = actor
        token = csrf
        self.path = path
        self.now = now
        self.flash = flash
    }

    /// The token for the hidden field ``csrfField`` of every form that posts.
    package var csrf: String { token() }
    package static let csrfField = "_csrf"

    package func t(_ key: TextKey, _ values: [String: String] = [:]) -> String { words(Message(key, values), language) }
    package func t(_ message: Message) -> String { words(message, language) }

    /// A piece that other requests in this language share; made anew when `source`, words or colours differ. Nothing that depends
    /// on who is looking belongs into it.
    package func kept<Source: Equatable & Sendable>(_ name: String, of source: Source, _ make: () -> HTML) -> HTML {
        guard let fragments = look.fragments else { return make() }
        return fragments.html("\(name) \(language.rawValue)", of: Sourced(revision: look.revision, source: source), make)
    }

    /// The piece as ``kept(_:of:_:)`` would give it without making it; `nil` when it is not kept.
    package func known<Source: Equatable & Sendable>(_ name: String, of source: Source) -> HTML? {
        look.fragments?.known("\(name) \(language.rawValue)", of: Sourced(revision: look.revision, source: source))
    }

    private struct Sourced<Source: Equatable & Sendable>: Equatable, Sendable {
        var revision: Int
        var source: Source
    }

    /// Whether `bahasa=` stands in the address. Byte by byte, because every page asks.
    private var saysLanguage: Bool {
        var rest = path.utf8[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "b")) {
            rest = rest[start...]
            if rest.starts(with: "bahasa=".utf8) { return true }
            rest = rest.dropFirst()
        }
        return false
    }

    /// The same address in another language, for the switch.
    package func path(in language: Language) -> String {
        // Seldom is a language asked for already; then it only has to be added.
        if !saysLanguage { return "\(path)\(path.utf8.contains(UInt8(ascii: "?")) ? "&" : "?")bahasa=\(language.rawValue)" }
        let parts = path.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let kept = parts.count < 2 ? [] : parts[1].split(separator: "&").filter { !$0.hasPrefix("bahasa=") }.map(String.init)
        return "\(parts[0])?\((kept + ["bahasa=\(language.rawValue)"]).joined(separator: "&"))"
    }
}
