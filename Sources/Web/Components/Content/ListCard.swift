import Kernel

/// One entry of a list of records: title that opens it, a few facts, states. The whole card can be tapped.
package struct ListCard: Component {
    var title: String
    var link: String
    var text: String?
    var facts: [HTML]
    var tags: [HTML]
    var image: String?
    var actions: HTML?
    var level: Int

    /// - Parameters:
    ///   - text: at most two lines or so of what it says.
    ///   - facts: short pieces such as place and day, each on its own.
    ///   - tags: ``Tag``, ``DueTag`` or ``Rating`` as markup.
    ///   - image: address of a small picture; decorative, so it gets no words.
    ///   - actions: buttons that stand beside opening the card.
    ///   - level: of the heading, so that the page's outline stays whole.
    package init(
        _ title: String, link: String, text: String? = nil, facts: [HTML] = [], tags: [HTML] = [], image: String? = nil,
        actions: HTML? = nil, level: Int = 2
    ) {
        self.title = title
        self.link = link
        self.text = text
        self.facts = facts
        self.tags = tags
        self.image = image
        self.actions = actions
        self.level = level
    }

    package var html: HTML {
        """
        <article class="list-card"><h\(level) class="list-card__title"><a href="\(link)">\(title)</a></h\(level)>\
        \(with: image, { "<img class=\"list-card__image\" src=\"\($0)\" alt=\"\" loading=\"lazy\" width=\"80\" height=\"80\">" })\
        \(with: text, { "<p class=\"list-card__text\">\($0)</p>" })\
        \(if: !tags.isEmpty, "<div class=\"list-card__tags\">\(tags)</div>")\
        \(if: !facts.isEmpty, "<ul class=\"list-card__meta\">\(each: facts, { "<li>\($0)</li>" })</ul>")\
        \(with: actions, { "<div class=\"list-card__actions row\">\($0)</div>" })</article>
        """
    }

    /// Cards one below the other as a list.
    /// - Parameter isGrid: side by side where there is room, for a few that need not be read in order.
    package static func list(_ cards: [ListCard], isGrid: Bool = false) -> HTML { list(cards.map(\.html), isGrid: isGrid) }

    /// Cards that were made before.
    package static func list(_ cards: [HTML], isGrid: Bool = false) -> HTML {
        "<ul class=\"list\(isGrid ? " list--grid" : "")\">\(each: cards, { "<li>\($0)</li>" })</ul>"
    }

    package static let examples = [
        Example("list of reports") { page in
            list([
                ListCard(
                    "Jalan berlubang di depan SDN Kencong 2", link: "#kencong",
                    text: "Lubang selebar satu meter, tergenang saat hujan. Sudah dua pengendara motor jatuh minggu ini.",
                    facts: ["\(Icon.pin) Kencong, Kencong", "\(page.format.day(page.now))", "K7M-Q2X-94"],
                    tags: [Tag("Dikerjakan", .act).html, DueTag(page, daysLeft: 3).html]),
                ListCard(
                    "Lampu jalan padam sepanjang Jalan Gajah Mada", link: "#gajahmada",
                    facts: ["\(Icon.pin) Jember Kidul, Kaliwates", "\(page.format.day(page.now.adding(days: -9)))", "R3T-9KD-11"],
                    tags: [Tag("Terbukti selesai", .good).html, Rating(page, 4).html]),
            ])
        }
    ]
}
