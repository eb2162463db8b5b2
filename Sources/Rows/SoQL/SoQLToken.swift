/// A word, value or sign of Socrata's query language.
struct SoQLToken: Equatable {
    enum Kind: Equatable {
        /// As it was written; words of the language are compared without regard to capitals.
        case word(String)
        /// A name in backticks, which is never a word of the language.
        case name(String)
        case text(String)
        case number(String)
        case sign(String)
        case end
    }

    var kind: Kind
    /// The character at which it begins, from 1.
    var position: Int

    func isWord(_ word: String) -> Bool {
        if case .word(let own) = kind { own.lowercased() == word } else { false }
    }

    func isSign(_ sign: String) -> Bool { kind == .sign(sign) }

    var shown: String {
        switch kind {
        case .word(let text), .name(let text), .text(let text), .number(let text), .sign(let text): String(text.prefix(40))
        case .end: "…"
        }
    }
}
