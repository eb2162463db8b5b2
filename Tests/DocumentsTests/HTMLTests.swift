import Foundation
import Kernel
import Testing

@testable import Documents

@Suite("Papers as HTML")
struct HTMLTests {
    @Test("what people typed is shown and never read as markup")
    func escaping() {
        let evil = "<script>alert(1)</script> \" onload='x' &amp;"
        let html = PaperHTML(
            SamplePaper.make([
                .heading(evil), .paragraph("\(evil) \(link: evil, to: "https://a.example/?a=1&b=\u{27}")"), .bullets([PaperText(evil)]),
                .table(PaperTable(evil, columns: [.init(evil)], rows: [[PaperText(evil)]])),
                .sheet(PaperSheet(rows: [.init(evil, PaperText(evil))])),
                .figure(PaperFigure(svg: SamplePaper.svg, caption: evil, alternative: evil)), .note(PaperText(evil)),
                .signatures([PaperSignature(role: evil, name: evil, detail: evil)]), .contents(PaperContents(title: evil)),
            ])
        ).document
        #expect(!html.contains("<script") && !html.contains("\" onload"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &quot; onload=&#39;x&#39; &amp;amp;"))
        #expect(html.contains("href=\"https://a.example/?a=1&amp;b=&#39;\""))
    }

    @Test("a piece for a page has no style and no script of its own, and its headings follow that of the page")
    func fragment() {
        let html = PaperHTML(SamplePaper.make()).fragment
        #expect(!html.contains("style=") && !html.contains("<style") && !html.contains("<h1"))
        #expect(html.contains("<h2 id=\"visi\" class=\"paper__new\"><span class=\"paper__number\">1</span> Visi &amp; misi</h2>"))
        #expect(html.contains("<h3 id=\"h2\"><span class=\"paper__number\">1.1</span> Sasaran</h3>"))
        #expect(html.contains("<a class=\"paper__code\" href=\"https://pendopo.example.id/angka/K7M-Q2X-94\">K7M-Q2X-94</a>"))
        #expect(html.contains("<svg role=\"img\" aria-label=\"Bagan batang anggaran\""))
        #expect(
            html.contains("<caption>Tabel 1. Rencana aksi</caption>") && html.contains("<th scope=\"col\" class=\"number\">Anggaran</th>"))
        #expect(html.contains("<a href=\"#h2\">1.1 Sasaran</a>"))
        let bare = SamplePaper.make([.table(PaperTable(columns: [.init("Siapa")], rows: [["Bupati"]]))])
        #expect(PaperHTML(bare).fragment.contains("<caption class=\"visually-hidden\">"))
        #expect(!PaperHTML(bare).document.contains("visually-hidden"))
    }

    @Test("a file stands alone: language, title, style, and one heading of the first level")
    func document() {
        let html = PaperHTML(SamplePaper.make(cover: true, language: .english)).document
        #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(html.components(separatedBy: "<h1>").count == 2)
        #expect(
            html.contains("<title>Buku 2: Rencana Induk</title>") && html.contains("@media print") && html.contains("Figure 1. Anggaran"))
        #expect(!html.contains("http-equiv") && !html.contains("src="))
        #expect(html == PaperHTML(SamplePaper.make(cover: true, language: .english)).document)
    }
}
