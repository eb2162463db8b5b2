import Kernel

/// A paper with its headings, tables and figures numbered, its links made whole and what no form can show taken out: what all writers
/// start from, so that the three forms say the same.
struct LaidPaper: Sendable {
    struct Letterhead: Encodable, Sendable {
        var names: [String]
        var contact: [String]
        var emblem: String?
        var emblemText: String
    }

    var title: String
    var subtitle: String?
    var about: String?
    var language: Language
    var date: Day
    var publisher: String
    var keywords: [String]
    var letterhead: Letterhead?
    var look: PaperLook
    var footer: String
    /// The day in words.
    var dateLine: String
    var codeAddress: String
    var blocks: [LaidBlock]
    /// Every heading in order, for lists of contents.
    var headings: [LaidHeading]
    var attachments: [PaperAttachment]

    init(_ paper: Paper) {
        var layer = PaperLayer(paper)
        title = layer.line(paper.title)
        subtitle = paper.subtitle.map(layer.line)
        about = paper.about.map(layer.line)
        language = paper.language
        date = paper.date
        publisher = layer.line(paper.publisher)
        keywords = paper.keywords.map(layer.line)
        letterhead = paper.letterhead.map { head in
            Letterhead(
                names: head.names.map(layer.line), contact: head.contact.map(layer.line), emblem: head.emblem,
                emblemText: head.emblemText.isEmpty ? layer.line(head.names.first ?? "") : layer.line(head.emblemText))
        }
        look = paper.look
        if !LaidPaper.isColour(look.accent) { look.accent = PaperLook.usualAccent }
        look.size = min(max(look.size, 6), 20)
        look.margin = min(max(look.margin, 0.5), 6)
        footer = paper.footer.map(layer.line) ?? title
        dateLine = Format(language: paper.language).day(paper.date)
        codeAddress = paper.codeAddress
        blocks = layer.lay(paper.blocks)
        headings = layer.headings
        attachments = paper.attachments
    }

    private static func isColour(_ text: String) -> Bool {
        text.utf8.count == 7 && text.hasPrefix("#") && text.dropFirst().allSatisfy { $0.isASCII && $0.isHexDigit }
    }
}

struct LaidHeading: Encodable, Sendable, Hashable {
    var text: String
    var level: Int
    /// `2.1`; `nil` for headings without numbers.
    var number: String?
    var startsPage: Bool
    var anchor: String?
    /// What lists of contents lead to: unlike ``anchor`` every heading has one.
    var place: String
}

/// A QR code with its drawing.
struct LaidQR: Sendable {
    /// The content once more, in words for those who cannot see it.
    var alternative: String
    var text: PaperText
    var size: Double
    var span: Int
    /// Rows of modules, quiet zone included.
    var rows: [[Bool]]
    var svg: String
}

/// A block as writers take it.
indirect enum LaidBlock: Sendable {
    case heading(LaidHeading)
    case paragraph(PaperText)
    case list(PaperList)
    case table(PaperTable)
    case sheet(PaperSheet)
    case figure(PaperFigure)
    case qr(LaidQR)
    case note(PaperNote)
    case contents(PaperContents)
    case signatures([PaperSignature])
    case pageBreak
    case wide([LaidBlock])
}
