/// A piece of a paper.
package indirect enum PaperBlock: Codable, Hashable, Sendable {
    case heading(PaperHeading)
    case paragraph(PaperText)
    case list(PaperList)
    case table(PaperTable)
    /// Names and what they say, one under the other: the sheet of an innovation, the particulars of a decree.
    case sheet(PaperSheet)
    case figure(PaperFigure)
    case qr(PaperQR)
    case note(PaperNote)
    /// The headings with their pages. Numbered and unnumbered ones alike.
    case contents(PaperContents)
    /// Places to sign, two beside each other.
    case signatures([PaperSignature])
    case pageBreak
    /// Blocks on pages turned sideways, for wide tables.
    case wide([PaperBlock])

    package static func heading(
        _ text: String, level: Int = 1, isNumbered: Bool = true, startsPage: Bool = false, anchor: String? = nil
    ) -> PaperBlock {
        .heading(PaperHeading(text: text, level: level, isNumbered: isNumbered, startsPage: startsPage, anchor: anchor))
    }
    package static func text(_ text: PaperText) -> PaperBlock { .paragraph(text) }
    package static func bullets(_ items: [PaperText]) -> PaperBlock { .list(PaperList(items: items)) }
    package static func steps(_ items: [PaperText]) -> PaperBlock { .list(PaperList(items: items, isNumbered: true)) }
    package static func note(_ text: PaperText, kind: PaperNote.Kind = .information) -> PaperBlock {
        .note(PaperNote(kind: kind, texts: [text]))
    }
}

/// Levels 1 (chapter) to 4. A level that skips one is lifted, because readers who listen go by the levels.
package struct PaperHeading: Codable, Hashable, Sendable {
    package var text: String
    package var level: Int
    package var isNumbered: Bool
    package var startsPage: Bool
    /// Letters, digits and `-`; what `#anchor` links lead to.
    package var anchor: String?

    package init(text: String, level: Int = 1, isNumbered: Bool = true, startsPage: Bool = false, anchor: String? = nil) {
        self.text = text
        self.level = level
        self.isNumbered = isNumbered
        self.startsPage = startsPage
        self.anchor = anchor
    }
}

/// Points or steps, one paragraph each.
package struct PaperList: Codable, Hashable, Sendable {
    package var items: [PaperText]
    package var isNumbered: Bool

    package init(items: [PaperText], isNumbered: Bool = false) {
        self.items = items
        self.isNumbered = isNumbered
    }
}

/// A table whose head comes again on every page. Rows shorter than the head are filled up, longer ones are cut.
package struct PaperTable: Codable, Hashable, Sendable {
    /// A column of a table.
    package struct Column: Codable, Hashable, Sendable {
        package var title: String
        /// In proportion to the other columns.
        package var width: Double
        /// Numbers stand to the right.
        package var isNumber: Bool

        package init(_ title: String, width: Double = 1, isNumber: Bool = false) {
            self.title = title
            self.width = width
            self.isNumber = isNumber
        }
    }

    package var caption: String?
    package var columns: [Column]
    package var rows: [[PaperText]]
    /// Last row, of sums.
    package var total: [PaperText]?
    /// Size of its letters in proportion to the text around it.
    package var scale: Double

    package init(
        _ caption: String? = nil, columns: [Column], rows: [[PaperText]], total: [PaperText]? = nil, scale: Double = 1
    ) {
        self.caption = caption
        self.columns = columns
        self.rows = rows
        self.total = total
        self.scale = scale
    }
}

/// Names with what is said of each, as a form that was filled in.
package struct PaperSheet: Codable, Hashable, Sendable {
    package struct Row: Codable, Hashable, Sendable {
        package var name: String
        /// Paragraphs.
        package var value: [PaperText]

        package init(_ name: String, _ value: [PaperText]) {
            self.name = name
            self.value = value
        }
        package init(_ name: String, _ value: PaperText) { self.init(name, [value]) }
    }

    package var rows: [Row]
    /// Part of the width, of a hundred, that names take.
    package var nameWidth: Double

    package init(rows: [Row], nameWidth: Double = 28) {
        self.rows = rows
        self.nameWidth = nameWidth
    }
}

/// A drawing as SVG that the program made. Colours stand in attributes, not in classes: it is also read outside our pages.
package struct PaperFigure: Codable, Hashable, Sendable {
    package var svg: String
    package var caption: String?
    /// What it shows, for those who cannot see it. Never empty.
    package var alternative: String
    /// Part of the width of the text, of a hundred.
    package var width: Double

    package init(svg: String, caption: String? = nil, alternative: String, width: Double = 100) {
        self.svg = svg
        self.caption = caption
        self.alternative = alternative
        self.width = width
    }
}

/// A QR code with words beside it.
package struct PaperQR: Codable, Hashable, Sendable {
    package var content: String
    package var text: PaperText
    /// Centimetres along one side.
    package var size: Double

    package init(_ content: String, text: PaperText, size: Double = 3) {
        self.content = content
        self.text = text
        self.size = size
    }
}

/// Paragraphs that are set apart, because they say how the rest is to be read.
package struct PaperNote: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
        case information, warning, success
    }

    package var kind: Kind
    package var texts: [PaperText]

    package init(kind: Kind = .information, texts: [PaperText]) {
        self.kind = kind
        self.texts = texts
    }
}

/// The table of contents, made of the headings behind it.
package struct PaperContents: Codable, Hashable, Sendable {
    package var title: String
    /// Levels shown.
    package var depth: Int

    package init(title: String, depth: Int = 2) {
        self.title = title
        self.depth = depth
    }
}

/// A place where somebody signs, with the office above and the name below.
package struct PaperSignature: Codable, Hashable, Sendable {
    package var role: String
    package var name: String
    /// Such as `NIP 19700101 …`, or how it was signed.
    package var detail: String?

    package init(role: String, name: String, detail: String? = nil) {
        self.role = role
        self.name = name
        self.detail = detail
    }
}
