import Kernel

/// What all pages of a moment share, whoever looks: replaced as a whole when words or colours change. One object, so that
/// handing a page on costs little however much there is in it.
package final class Look: Sendable {
    let words: Words
    let brand: Brand
    let assets: Assets
    /// Changes with every sentence and colour, so that pages rendered before are not reused.
    let revision: Int
    let fragments: Fragments?
    private let frames: [Language: Frame]

    /// - Parameter keepsFrames: whether the parts of the layout that are the same on every page are made now, for many pages.
    init(words: Words, brand: Brand, assets: Assets, revision: Int = 0, fragments: Fragments? = nil, keepsFrames: Bool = false) {
        self.words = words
        self.brand = brand
        self.assets = assets
        self.revision = revision
        self.fragments = fragments
        guard keepsFrames else {
            frames = [:]
            return
        }
        let plain = Look(words: words, brand: brand, assets: assets)
        frames = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, Frame(Page(plain, language: $0))) })
    }

    func frame(_ language: Language) -> Frame? { frames[language] }
}
