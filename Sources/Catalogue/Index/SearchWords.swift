import Storage

/// A question typed into the catalogue's search box.
struct SearchWords {
    let stems: [String]
    let typed: [String]

    init(_ text: String) {
        stems = SearchTerms.asked(text)
        // Shorter beginnings match half of the catalogue.
        typed = SearchTerms.typed(text).filter { $0.unicodeScalars.count >= 3 }
    }

    var isEmpty: Bool { stems.isEmpty }
}
