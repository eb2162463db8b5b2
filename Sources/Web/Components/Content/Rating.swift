import Kernel

/// Stars that were given, with the number in words.
package struct Rating: Component {
    var page: Page
    var stars: Int

    /// - Parameter stars: 1…5.
    package init(_ page: Page, _ stars: Int) {
        self.page = page
        self.stars = min(max(stars, 1), 5)
    }

    /// Stars as letters, not as drawings: a list has many of them, and every byte of it goes to a cheap phone.
    package var html: HTML {
        """
        <span class="rating" role="img" aria-label="\(page.t("ui.stars.given", ["stars": "\(stars)"]))">\
        <span class="is-full">\(raw: Rating.letters[stars])</span>\(raw: Rating.letters[5 - stars])</span>
        """
    }

    private static let letters = (0...5).map { String(repeating: "★", count: $0) }

    package static let examples = [Example("four and one") { page in "<p>\(Rating(page, 4)) · \(Rating(page, 1))</p>" }]
}
