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

    package var html: HTML {
        """
        <span class="rating" role="img" aria-label="\(page.t("ui.stars.given", ["stars": "\(stars)"]))">\
        \(each: 1...5, { Rating.star(isFull: $0 <= stars) })</span>
        """
    }

    private static func star(isFull: Bool) -> HTML {
        isFull ? HTML(raw: Icon.star.html.markup.replacing("class=\"icon\"", with: "class=\"icon is-full\"")) : Icon.star.html
    }

    package static let examples = [Example("four and one") { page in "<p>\(Rating(page, 4)) · \(Rating(page, 1))</p>" }]
}
