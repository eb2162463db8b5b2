import Foundation
import Kernel

/// What the Typst template reads. Text goes in as JSON strings and in no other way.
struct TypstPaper: Encodable {
    let paper: LaidPaper

    private enum Key: String, CodingKey {
        case title, subtitle, about, language, day, publisher, keywords, letterhead, look, footer, dateLine, codeAddress, blocks,
            attachments
    }
    private enum LookKey: String, CodingKey {
        case sheet, isLandscape, margin, size, accent, hasCover
    }
    private struct File: Encodable {
        var place: String
        var name: String
        var type: String
        var about: String
    }

    /// Names of the attachments' files in the job's folder, which nobody can choose.
    static func place(_ index: Int) -> String { "attachment-\(index)" }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(paper.title, forKey: .title)
        try fields.encodeIfPresent(paper.subtitle, forKey: .subtitle)
        try fields.encodeIfPresent(paper.about, forKey: .about)
        try fields.encode(paper.language, forKey: .language)
        let (year, month, day) = paper.date.civil
        try fields.encode([year, month, day], forKey: .day)
        try fields.encode(paper.publisher, forKey: .publisher)
        try fields.encode(paper.keywords, forKey: .keywords)
        try fields.encodeIfPresent(paper.letterhead, forKey: .letterhead)
        try fields.encode(paper.footer, forKey: .footer)
        try fields.encode(paper.dateLine, forKey: .dateLine)
        try fields.encode(paper.codeAddress, forKey: .codeAddress)
        try fields.encode(paper.blocks.map(TypstBlock.init), forKey: .blocks)
        let files = paper.attachments.enumerated().map { index, file in
            File(place: TypstPaper.place(index), name: TypstPaper.name(file.name, index), type: file.type, about: file.about)
        }
        try fields.encode(files, forKey: .attachments)
        var look = fields.nestedContainer(keyedBy: LookKey.self, forKey: .look)
        try look.encode(paper.look.sheet, forKey: .sheet)
        try look.encode(paper.look.isLandscape, forKey: .isLandscape)
        try look.encode(paper.look.margin, forKey: .margin)
        try look.encode(paper.look.size, forKey: .size)
        try look.encode(paper.look.accent, forKey: .accent)
        try look.encode(paper.look.hasCover, forKey: .hasCover)
    }

    private static func name(_ typed: String, _ index: Int) -> String {
        let kept = typed.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }.drop { $0 == "." }
        return kept.isEmpty ? "data-\(index + 1)" : String(kept)
    }
}

/// One block as an object of one field, its kind.
private struct TypstBlock: Encodable {
    let block: LaidBlock

    init(_ block: LaidBlock) { self.block = block }

    private enum Key: String, CodingKey {
        case heading, paragraph, list, table, sheet, figure, qr, note, contents, signatures, pageBreak, wide
    }
    private struct QR: Encodable {
        var svg: String
        var alternative: String
        var text: PaperText
        var size: Double
    }

    func encode(to encoder: any Encoder) throws {
        var field = encoder.container(keyedBy: Key.self)
        switch block {
        case .heading(let heading): try field.encode(heading, forKey: .heading)
        case .paragraph(let text): try field.encode(text, forKey: .paragraph)
        case .list(let list): try field.encode(list, forKey: .list)
        case .table(let table): try field.encode(table, forKey: .table)
        case .sheet(let sheet): try field.encode(sheet, forKey: .sheet)
        case .figure(let figure): try field.encode(figure, forKey: .figure)
        case .qr(let qr):
            try field.encode(QR(svg: qr.svg, alternative: qr.alternative, text: qr.text, size: qr.size), forKey: .qr)
        case .note(let note): try field.encode(note, forKey: .note)
        case .contents(let contents): try field.encode(contents, forKey: .contents)
        case .signatures(let places): try field.encode(places, forKey: .signatures)
        case .pageBreak: try field.encode(true, forKey: .pageBreak)
        case .wide(let blocks): try field.encode(blocks.map(TypstBlock.init), forKey: .wide)
        }
    }
}
