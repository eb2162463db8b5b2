import Foundation
import FoundationXML
import Kernel
import Tables
import Testing

@testable import Documents

@Suite("Papers as DOCX")
struct DOCXTests {
    private func parts(_ bytes: [UInt8]) throws -> [String: String] {
        let archive = try ZipArchive(RandomSource(bytes))
        var parts: [String: String] = [:]
        for name in archive.names {
            let stream = try #require(try archive.stream(name))
            var content: [UInt8] = []
            while true {
                let piece = try stream.next()
                if piece.isEmpty { break }
                content += piece
            }
            parts[name] = String(decoding: content, as: UTF8.self)
        }
        return parts
    }

    private func values(_ pattern: String, in text: String) throws -> [String] {
        let expression = try NSRegularExpression(pattern: pattern)
        return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap {
            Range($0.range(at: 1), in: text).map { String(text[$0]) }
        }
    }

    @Test("every part is well-formed XML, has a content type, and every relationship ends at a part", arguments: [true, false])
    func wholeness(_ cover: Bool) throws {
        let parts = try parts(PaperDOCX(SamplePaper.make(cover: cover)).bytes())
        for (name, text) in parts where name.hasSuffix(".xml") || name.hasSuffix(".rels") || name.hasSuffix(".svg") {
            #expect(XMLParser(data: Data(text.utf8)).parse(), "\(name)")
        }
        let types = try #require(parts["[Content_Types].xml"])
        let endings = Set(try values("Extension=\"(\\w+)\"", in: types))
        for name in parts.keys where name != "[Content_Types].xml" {
            #expect(types.contains("\"/\(name)\"") || endings.contains(String(name.split(separator: ".").last ?? "")), "\(name)")
        }
        for name in try values("PartName=\"/([^\"]+)\"", in: types) { #expect(parts[name] != nil, "\(name)") }
        let relations = try #require(parts["word/_rels/document.xml.rels"])
        let known = try values("Id=\"(\\w+)\"", in: relations)
        #expect(Set(known).count == known.count)
        let document = try #require(parts["word/document.xml"])
        for used in try values("r:(?:id|embed)=\"(\\w+)\"", in: document) { #expect(known.contains(used), "\(used)") }
        for target in try values("Target=\"([^\"]+)\"/>", in: relations) { #expect(parts["word/" + target] != nil, "\(target)") }
        let styles = try #require(parts["word/styles.xml"])
        for used in Set(try values("<w:[pr]Style w:val=\"(\\w+)\"", in: document)) {
            #expect(styles.contains("w:styleId=\"\(used)\""), "\(used)")
        }
        let numbering = try #require(parts["word/numbering.xml"])
        for used in try values("<w:numId w:val=\"(\\d+)\"", in: document) where used != "0" {
            #expect(numbering.contains("<w:num w:numId=\"\(used)\">"))
        }
        for anchor in try values("w:anchor=\"(\\w+)\"", in: document) { #expect(document.contains("w:name=\"\(anchor)\"/>"), "\(anchor)") }
    }

    @Test("the same paper makes the same bytes, and another one others")
    func sameBytes() throws {
        #expect(try PaperDOCX(SamplePaper.make()).bytes() == PaperDOCX(SamplePaper.make()).bytes())
        #expect(try PaperDOCX(SamplePaper.make()).bytes() != PaperDOCX(SamplePaper.make(language: .english)).bytes())
    }

    @Test("markup and letters that XML cannot carry stay letters or go")
    func evil() throws {
        let evil = "</w:t></w:r><w:r><w:instrText>INCLUDETEXT \"/etc/passwd\"</w:instrText> \u{1}\u{B}\u{FFFE} ]]> &"
        let parts = try parts(
            PaperDOCX(
                SamplePaper.make([
                    .heading(evil), .paragraph(PaperText(evil)),
                    .table(PaperTable(evil, columns: [.init(evil)], rows: [[PaperText(evil)]])),
                    .figure(PaperFigure(svg: SamplePaper.svg, alternative: evil)),
                ])
            ).bytes())
        let document = try #require(parts["word/document.xml"])
        #expect(XMLParser(data: Data(document.utf8)).parse())
        #expect(!document.contains("<w:instrText>INCLUDETEXT"))
        #expect(document.contains("&lt;/w:t&gt;"))
    }

    @Test("stretches of wide pages lie between upright ones, also at the end")
    func sections() throws {
        func turns(_ blocks: [PaperBlock]) throws -> [Bool] {
            let document = try #require(try parts(PaperDOCX(SamplePaper.make(blocks)).bytes())["word/document.xml"])
            return try values("<w:pgSz ([^>]*)>", in: document).map { $0.contains("landscape") }
        }
        #expect(try turns([.paragraph("a")]) == [false])
        #expect(try turns([.wide([.paragraph("a")])]) == [false, true])
        #expect(
            try turns([.paragraph("a"), .wide([.paragraph("b")]), .paragraph("c"), .wide([.paragraph("d")])]) == [false, true, false, true])
    }

    @Test(
        "python-docx reads headings, tables, lists, pictures, properties and language",
        .enabled(if: Others.hasPython, "needs bin/setup --test"))
    func isReadByOthers() throws {
        let script = """
            import sys, docx
            d = docx.Document(sys.argv[1])
            p = d.core_properties
            print("title", p.title, "|", p.author, "|", p.language, "|", p.created.isoformat())
            for x in d.paragraphs:
                if x.style.name.lower().startswith("heading"): print(x.style.name, x.text)
            for t in d.tables: print("table", len(t.rows), len(t.columns), "|".join(c.text for c in t.rows[0].cells), "|".join(c.text for c in t.rows[-1].cells))
            print("lists", sum(1 for x in d.paragraphs if x.style.name == "List Paragraph"))
            print("pictures", len(d.inline_shapes))
            print("sections", [s.orientation for s in d.sections], d.sections[0].different_first_page_header_footer)
            print("footer", d.sections[0].footer.paragraphs[0].text)
            print("links", [h.address + "#" + h.fragment for x in d.paragraphs for h in x.hyperlinks][-3:])
            """
        let said = try Others.ask(
            Others.python, ["-c", script], about: PaperDOCX(SamplePaper.make(cover: true)).bytes(), ending: "docx")
        #expect(said.contains("title Buku 2: Rencana Induk | Pemerintah Kabupaten Jember | id-ID | 2026-11-29T00:00:00"), "\(said)")
        #expect(said.contains("Heading 1 Visi & misi\nHeading 2 Sasaran\nHeading 1 Lampiran"), "\(said)")
        #expect(said.contains("table 4 3 Tahun|Kegiatan|Anggaran |Jumlah|Rp3.000"), "\(said)")
        #expect(said.contains("table 2 2 Nama|Lapor Manfaat|Cepat\nTerbuka"), "\(said)")
        #expect(said.contains("lists 4\npictures 3"), "\(said)")
        #expect(
            said.contains("[<WD_ORIENTATION.PORTRAIT: 0>, <WD_ORIENTATION.LANDSCAPE: 1>, <WD_ORIENTATION.PORTRAIT: 0>] True")
                || said.contains("True\nfooter"), "\(said)")
    }
}
