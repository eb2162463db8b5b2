/// A state in one or two words, with a shape of its own so that it does not depend on colour.
package struct Tag: Component {
    package enum Kind: String, Sendable, CaseIterable {
        /// Nothing is asked of anyone.
        case idle
        /// Somebody is at work.
        case act
        case info, good, warn, bad
    }

    var words: String
    var kind: Kind
    var icon: Icon?

    /// - Parameter icon: the shape; each kind has its own when none is named.
    package init(_ words: String, _ kind: Kind = .idle, icon: Icon? = nil) {
        self.words = words
        self.kind = kind
        self.icon = icon ?? Tag.shape(kind)
    }

    private static func shape(_ kind: Kind) -> Icon? {
        switch kind {
        case .idle: nil
        case .act: .arrow
        case .info: .info
        case .good: .check
        case .warn: .clock
        case .bad: .alert
        }
    }

    package var html: HTML { "<span class=\"tag tag--\(kind.rawValue)\">\(icon)\(words)</span>" }

    package static let examples = [
        Example("kinds") { _ in
            """
            <p class="row">\(Tag("Draf")) \(Tag("Diterima", .info)) \(Tag("Dikerjakan", .act)) \(Tag("Terbukti selesai", .good)) \
            \(Tag("Menunggu jawaban Anda", .warn)) \(Tag("Terlambat 2 hari kerja", .bad)) \(Tag("Rahasia", .idle, icon: .lock))</p>
            """
        }
    ]
}
