/// A sheet of paper on the page: one subject with its heading.
package struct Card: Component {
    var title: String?
    var content: HTML
    var level: Int

    /// - Parameter level: of the heading, so that the page's outline stays whole.
    package init(title: String? = nil, level: Int = 2, _ content: HTML) {
        self.title = title
        self.content = content
        self.level = level
    }

    package var html: HTML {
        "<section class=\"card\">\(with: title, { "<h\(level)>\($0)</h\(level)>" })\(content)</section>"
    }

    package static let examples = [
        Example("with heading") { _ in
            Card(title: "Siapa yang menangani", "<p>Dinas Pekerjaan Umum, Bina Marga dan Sumber Daya Air</p>").html
        },
        Example("without") { _ in Card("<p>Sebuah keterangan singkat.</p>").html },
    ]
}
