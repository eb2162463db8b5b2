import Kernel

/// A document before it has a form: what it says, in blocks. ``PaperHTML``, ``PaperDOCX`` and ``PaperPress`` write it as a page, for a word
/// processor and for print; all three say the same.
///
/// It is a value that can be kept as JSON: the same paper always makes the same bytes.
package struct Paper: Codable, Hashable, Sendable {
    package var title: String
    package var subtitle: String?
    /// One sentence for the properties of the file.
    package var about: String?
    package var language: Language
    /// The day it speaks of; also the only time that the files bear.
    package var date: Day
    /// Who publishes it, such as `Pemerintah Kabupaten Jember`.
    package var publisher: String
    package var keywords: [String]
    package var letterhead: PaperLetterhead?
    package var look: PaperLook
    /// Said at the foot of every page, before the page number; the title when there is nothing.
    package var footer: String?
    /// Absolute address, ending in `/`, that the code of a figure follows: `https://…/angka/`.
    package var codeAddress: String
    /// Absolute address of the installation, without `/` at the end, for links that begin with `/`.
    package var address: String
    package var blocks: [PaperBlock]
    /// Files that lie inside the PDF.
    package var attachments: [PaperAttachment]

    package init(
        title: String, subtitle: String? = nil, about: String? = nil, language: Language, date: Day, publisher: String,
        keywords: [String] = [], letterhead: PaperLetterhead? = nil, look: PaperLook = PaperLook(), footer: String? = nil,
        address: String = "", codeAddress: String? = nil, blocks: [PaperBlock] = [], attachments: [PaperAttachment] = []
    ) {
        self.title = title
        self.subtitle = subtitle
        self.about = about
        self.language = language
        self.date = date
        self.publisher = publisher
        self.keywords = keywords
        self.letterhead = letterhead
        self.look = look
        self.footer = footer
        self.address = address
        self.codeAddress = codeAddress ?? address + "/angka/"
        self.blocks = blocks
        self.attachments = attachments
    }
}

/// What stands above everything: whose paper it is and where they are found.
package struct PaperLetterhead: Codable, Hashable, Sendable {
    /// From the government down to the office, each on its line.
    package var names: [String]
    /// Street, telephone, web and mail, on one line.
    package var contact: [String]
    /// The coat of arms as SVG.
    package var emblem: String?
    /// What the coat of arms is, for those who cannot see it.
    package var emblemText: String

    package init(names: [String], contact: [String] = [], emblem: String? = nil, emblemText: String = "") {
        self.names = names
        self.contact = contact
        self.emblem = emblem
        self.emblemText = emblemText
    }
}

/// Paper, type and colour.
package struct PaperLook: Codable, Hashable, Sendable {
    /// Sizes of paper (ISO 216).
    package enum Sheet: String, Codable, Hashable, Sendable, CaseIterable {
        case a4, a3, a2

        /// Width and height upright, in millimetres.
        package var size: (width: Double, height: Double) {
            switch self {
            case .a4: (210, 297)
            case .a3: (297, 420)
            case .a2: (420, 594)
            }
        }
    }

    package var sheet: Sheet
    package var isLandscape: Bool
    /// Centimetres on all sides.
    package var margin: Double
    /// Points of running text.
    package var size: Double
    /// Colour of headings and rules, `#rrggbb`; anything else becomes ``usualAccent``.
    package var accent: String
    /// Whether the title has the first page for itself.
    package var hasCover: Bool

    package static let usualAccent = "#2a3f7a"

    package init(
        sheet: Sheet = .a4, isLandscape: Bool = false, margin: Double = 2.2, size: Double = 10, accent: String = usualAccent,
        hasCover: Bool = false
    ) {
        self.sheet = sheet
        self.isLandscape = isLandscape
        self.margin = margin
        self.size = size
        self.accent = accent
        self.hasCover = hasCover
    }
}

/// A file inside the PDF, such as the data that the paper was made of.
package struct PaperAttachment: Codable, Hashable, Sendable {
    /// File name without folders, such as `data.json`.
    package var name: String
    package var type: String
    package var about: String
    package var text: String

    package init(name: String, type: String = "application/json", about: String, text: String) {
        self.name = name
        self.type = type
        self.about = about
        self.text = text
    }
}
