import Kernel
import Testing

@testable import Documents

@Suite("Laying papers out")
struct LayingTests {
    private func laid(_ blocks: [PaperBlock], address: String = "https://a.example") -> LaidPaper {
        var paper = SamplePaper.make(blocks)
        paper.address = address
        paper.codeAddress = address + "/angka/"
        return LaidPaper(paper)
    }

    private func runs(_ text: PaperText) -> [PaperRun] {
        guard case .paragraph(let clean)? = laid([.heading("A", anchor: "ada"), .paragraph(text)]).blocks.last else { return [] }
        return clean.runs
    }

    @Test("text is written as a string with emphasis, links and codes of figures")
    func writing() {
        let text: PaperText = "Ada \("27", code: "K7M-Q2X-94") lembar, \(bold: "tujuh") \(link: "belum", to: "/x"); \(3) lagi"
        #expect(text.plain == "Ada 27 lembar, tujuh belum; 3 lagi")
        #expect(text.runs.map(\.isBold) == [false, false, false, true, false, false, false, false, false])
        #expect(text.runs[1].code == "K7M-Q2X-94")
        #expect(PaperText("").isEmpty && !text.isEmpty)
    }

    @Test("headings are numbered by level, and those without a number do not count")
    func numbering() {
        let paper = laid([
            .heading("A"), .heading("B", level: 2), .heading("C", level: 2), .heading("D", level: 3), .heading("E"),
            .heading("F", isNumbered: false),
            .heading("G", level: 2),
        ])
        #expect(paper.headings.map(\.number) == ["1", "1.1", "1.2", "1.2.1", "2", nil, "2.1"])
    }

    @Test("a heading that skips a level is lifted, because readers who listen go by levels")
    func skippedLevels() {
        #expect(laid([.heading("A", level: 3), .heading("B", level: 4), .heading("C", level: 9)]).headings.map(\.level) == [1, 2, 3])
    }

    @Test("of two headings with one anchor the first keeps it, and every heading has a place of its own")
    func anchors() {
        let headings = laid([.heading("A", anchor: "satu"), .heading("B", anchor: "satu"), .heading("C", anchor: "<x y>")]).headings
        #expect(headings.map(\.anchor) == ["satu", nil, "xy"])
        #expect(Set(headings.map(\.place)).count == 3)
    }

    @Test(
        "links that run something or lead nowhere are dropped; their words stay",
        arguments: [
            "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//evil.example", "#tiada", "https://a b", "file:///etc/passwd", "",
        ])
    func badLinks(_ target: String) {
        #expect(runs("lihat \(link: "ini", to: target)").map(\.link) == [nil, nil])
        #expect(runs("lihat \(link: "ini", to: target)").map(\.text) == ["lihat ", "ini"])
    }

    @Test("links within the installation become whole, others stay")
    func goodLinks() {
        let texts: [PaperText] = [
            .link("a", to: "/rencana"), .link("b", to: "#ada"), .link("c", to: "https://b.example/?x=1"), .link("d", to: "mailto:a@b"),
        ]
        #expect(texts.map { runs($0)[0].link } == ["https://a.example/rencana", "#ada", "https://b.example/?x=1", "mailto:a@b"])
    }

    @Test("letters that hide, reorder or mean something else elsewhere are taken out; line ends stay")
    func letters() {
        #expect(PaperLetters.clean("a\u{0}b\u{202E}c\u{200B}d\te\nf\u{7}\u{FEFF}") == "abcd e\nf")
        #expect(PaperLetters.clean("\u{E000}x\u{F8FF}") == "\u{25A1}x\u{25A1}")
        #expect(PaperLetters.clean("Ngawi – “ꦲꦤ” 😀") == "Ngawi – “ꦲꦤ” 😀")
    }

    @Test("rows are cut and filled up to the columns; a table without columns and empty pieces leave nothing")
    func tables() {
        let paper = laid([
            .table(PaperTable("T", columns: [.init("A"), .init("B", width: -3)], rows: [["1"], ["1", "2", "3"]], total: ["x"])),
            .table(PaperTable(columns: [], rows: [["1"]])), .paragraph(""), .bullets([""]), .sheet(PaperSheet(rows: [])), .wide([]),
        ])
        #expect(paper.blocks.count == 1)
        guard case .table(let table)? = paper.blocks.first else {
            Issue.record("no table")
            return
        }
        #expect(table.rows.map { $0.map(\.plain) } == [["1", ""], ["1", "2"]])
        #expect(table.total?.map(\.plain) == ["x", ""])
        #expect(table.columns[1].width > 0)
        #expect(table.caption == "Tabel 1. T")
    }

    @Test("a title of nothing, a colour that is none and sizes beyond measure are mended")
    func mending() {
        var paper = SamplePaper.make([])
        paper.title = " \n"
        paper.look = PaperLook(margin: 90, size: 0, accent: "red; }")
        let laid = LaidPaper(paper)
        #expect(laid.title == "–")
        #expect(laid.look.accent == PaperLook.usualAccent && laid.look.size == 6 && laid.look.margin == 6)
        #expect(laid.footer == laid.title)
    }
}
