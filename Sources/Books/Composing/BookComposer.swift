import Crypto
import Documents
import Kernel

/// Makes a paper of data: the same data, template and language make the same paper. Nothing here asks a database or a clock.
package struct BookComposer {
    let kind: Book.Kind
    let data: BookData
    let template: BookTemplate
    let language: Language
    let words: Words
    /// SHA-256 of the data's JSON.
    let snapshot: String
    /// The innovation sheet, of a book of that kind.
    var subject = ""

    package private(set) var figures: [BookFigure] = []
    private var codes: [String: String] = [:]

    package init(
        kind: Book.Kind, data: BookData, template: BookTemplate, language: Language, words: Words, snapshot: String, subject: String = ""
    ) {
        self.kind = kind
        self.data = data
        self.template = template
        self.language = language
        self.words = words
        self.snapshot = snapshot
        self.subject = subject
    }

    private var address: String { data.address }

    var format: Format { Format(language: language) }

    func t(_ key: TextKey, _ values: [String: String] = [:]) -> String { words(Message(key, values), language) }

    /// A printed figure with the code that opens on where it comes from. The same figure of the same data has the same code.
    mutating func figure(_ name: String, _ value: String, label: String, source: String) -> PaperText {
        if let code = codes[name] { return .figure(value, code: code) }
        let hash = Array(SHA256.hash(data: Array("\(snapshot)/\(kind.rawValue)/\(name)".utf8)))
        let number = hash[..<4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let code = ShortCode.make(number)
        codes[name] = code
        figures.append(BookFigure(code: code, label: label, value: value, source: source.isEmpty ? "/buku" : source))
        return .figure(value, code: code)
    }

    /// The paper and the figures in it.
    package mutating func paper() throws(AppError) -> Paper {
        if kind == .sheet, !data.sheets.contains(where: { $0.code == subject }) { throw AppError(.invalid, "books.error.no_sheet") }
        if kind != .sheet, data.plan == nil, data.sheets.isEmpty { throw AppError(.invalid, "books.error.nothing") }
        var blocks: [PaperBlock] = []
        for chapter in template.chapters where chapter.isShown && kind.chapters.contains(chapter.key) {
            let own = content(chapter.key)
            let said = opening(chapter)
            // A chapter of which there is nothing to tell says so, so that the hole is seen.
            let body = said + (own.isEmpty && said.isEmpty ? [.text(PaperText(t("books.empty_chapter")))] : own)
            guard hasHeadings else {
                blocks += body
                continue
            }
            let title = chapter.title.isEmpty ? t(TextKey("books.chapter.\(chapter.key)")) : chapter.title
            blocks.append(.heading(title, startsPage: startsPage(chapter.key), anchor: chapter.key.replacing("_", with: "-")))
            blocks += body
        }
        if hasHeadings {
            blocks = [.contents(PaperContents(title: t("books.contents"), depth: kind == .summary ? 1 : 2))] + blocks + sources
        }
        blocks += verification
        return Paper(
            title: title, subtitle: subtitle, about: t(kind.about), language: language, date: data.gatheredOn,
            publisher: t("books.government", ["regency": data.regency]), keywords: [t("books.keyword"), data.regency],
            letterhead: letterhead, look: look, footer: "\(title) · \(data.regency)", address: address, codeAddress: address + "/angka/",
            blocks: blocks, attachments: [])
    }

    /// Short chapters follow each other; of the analysis also what stands beside a short contents page or a table.
    private func startsPage(_ chapter: String) -> Bool {
        switch chapter {
        case "swot", "closing", "glance", "vision": false
        case "introduction", "direction": kind != .analysis
        default: true
        }
    }

    private var hasHeadings: Bool { kind != .roadmap && kind != .sheet }

    var title: String {
        guard kind == .sheet, let sheet = data.sheets.first(where: { $0.code == subject }) else { return t(kind.title) }
        return sheet.title
    }

    private var subtitle: String {
        if kind == .sheet { return t("books.sheet_of", ["code": subject, "regency": data.regency]) }
        let years = data.years.map { "\($0.lowerBound)–\($0.upperBound)" } ?? ""
        return t("books.subtitle", ["regency": data.regency, "years": years])
    }

    private var letterhead: PaperLetterhead {
        let names = template.letterhead.filter { !$0.isEmpty }
        return PaperLetterhead(
            names: names.isEmpty ? [t("books.government", ["regency": data.regency])] : names,
            contact: template.contact.filter { !$0.isEmpty })
    }

    private var look: PaperLook {
        let colour = template.accent.isEmpty ? data.accent : template.accent
        switch kind {
        case .roadmap: return PaperLook(sheet: .a2, isLandscape: true, margin: 1.8, size: 14, accent: colour)
        case .sheet: return PaperLook(accent: colour)
        case .analysis, .masterplan, .summary: return PaperLook(accent: colour, hasCover: true)
        }
    }

    private func opening(_ chapter: BookTemplate.Chapter) -> [PaperBlock] {
        let values = [
            "regency": data.regency, "from": data.years.map { "\($0.lowerBound)" } ?? "–",
            "to": data.years.map { "\($0.upperBound)" } ?? "–",
            "plan": data.plan?.title ?? "–", "sheets": format.number(data.sheets.count), "money": format.rupiah(data.money),
            "date": format.day(data.gatheredOn),
        ]
        return BookTemplate.filled(chapter.text, values).split(separator: "\n\n").map { .text(PaperText(String($0))) }
    }

    /// The last pages: every figure with its code, and how to find out whether a copy is what was made.
    private var sources: [PaperBlock] {
        guard !figures.isEmpty else { return [] }
        let rows: [[PaperText]] = figures.map { figure in
            [.link(figure.code, to: "/angka/\(figure.code)"), PaperText(figure.label), PaperText(figure.value)]
        }
        return [
            .heading(t("books.sources"), isNumbered: false, startsPage: true, anchor: "sumber"), .text(PaperText(t("books.sources.about"))),
            .table(
                PaperTable(
                    columns: [
                        .init(t("books.code"), width: 1.3), .init(t("books.figure"), width: 5),
                        .init(t("books.value"), width: 2, isNumber: true),
                    ], rows: rows, scale: 0.95)),
        ]
    }

    private var verification: [PaperBlock] {
        let link = address + "/buku/periksa"
        return [
            .qr(
                PaperQR(
                    link,
                    text: PaperText(
                        t("books.verify.print", ["date": format.day(data.gatheredOn), "hash": String(snapshot.prefix(16)), "link": link])),
                    size: 2.4))
        ]
    }
}
