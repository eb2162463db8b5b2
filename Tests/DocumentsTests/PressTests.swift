import Foundation
import Kernel
import Logging
import Testing

@testable import Documents

/// Whether Typst is there; `bin/setup` puts it there.
private let hasTypst = Others.press != nil

@Suite("Papers as PDF", .enabled(if: hasTypst, "needs Typst: bin/setup"))
struct PressTests {
    private func text(_ bytes: [UInt8]) throws -> String {
        try Others.ask("/usr/bin/pdftotext", ["-layout"], about: bytes, ending: "pdf", then: ["-"])
    }

    private func failure(_ typst: String, _ limits: PressLimits = PressLimits()) async -> AppError? {
        do {
            _ = try await Others.pressing(limits).press(["paper.typ": Array(typst.utf8)], moment: 0)
            return nil
        } catch { return error }
    }

    @Test("a paper with one of everything becomes PDF/A-3a and PDF/UA-1, and nothing of the outside reaches it")
    func standards() async throws {
        let pressed = try await Others.pressing().pdf(SamplePaper.make(cover: true))
        #expect(pressed.bytes.starts(with: Array("%PDF-".utf8)) && pressed.hash.count == 64)
        #expect(pressed.replaced.isEmpty)
        #expect(pressed.cutFromNetworkBy.contains("filter"))
        // What the file says of itself lies in it unpacked.
        let whole = String(decoding: pressed.bytes, as: UTF8.self)
        #expect(whole.contains("<pdfaid:part>3</pdfaid:part>") && whole.contains("<pdfaid:conformance>A</pdfaid:conformance>"))
        #expect(whole.contains("<pdfuaid:part>1</pdfuaid:part>"))
    }

    @Test("the same paper set by two processes makes the same bytes")
    func sameBytes() async throws {
        let first = try await Others.pressing().pdf(SamplePaper.make(cover: true))
        let second = try await Others.pressing().pdf(SamplePaper.make(cover: true))
        #expect(first.hash == second.hash && first.bytes == second.bytes)
        var later = SamplePaper.make(cover: true)
        later.date = Day("2026-11-30")!
        #expect(try await Others.pressing().pdf(later).hash != first.hash)
    }

    @Test("Typst markup typed into fields stays the letters it is", .enabled(if: Others.hasPoppler, "needs poppler-utils"))
    func markup() async throws {
        let evil = "#eval(\"1+1\") *tebal* $x^2$ #read(\"/etc/passwd\") ]#pagebreak()["
        let pressed = try await Others.pressing().pdf(
            SamplePaper.make([
                .heading(evil), .paragraph(PaperText(evil)), .bullets([PaperText(evil)]),
                .table(PaperTable(evil, columns: [.init(evil)], rows: [[PaperText(evil)]])),
                .sheet(PaperSheet(rows: [.init(evil, PaperText(evil))])), .note(PaperText(evil)),
                .signatures([PaperSignature(role: evil, name: evil, detail: evil)]),
                .figure(PaperFigure(svg: SamplePaper.svg, caption: evil, alternative: evil)),
            ]))
        let words = try text(pressed.bytes).replacingOccurrences(of: "\\s+", with: "", options: .regularExpression)
        #expect(words.components(separatedBy: "#eval(\"1+1\")*tebal*$x^2$#read(\"/etc/passwd\")]#pagebreak()[").count >= 9, "\(words)")
        #expect(!words.contains("root:"))
    }

    @Test(
        "headings carry their numbers, links their targets, figures their codes; data lies inside",
        .enabled(if: Others.hasPython, "needs bin/setup --test"))
    func content() async throws {
        let script = """
            import sys, pikepdf
            d = pikepdf.open(sys.argv[1])
            print("lang", d.Root.Lang, "pages", len(d.pages), "title", d.docinfo["/Title"])
            print("sizes", [int(p.mediabox[2]) > int(p.mediabox[3]) for p in d.pages])
            for name, file in d.attachments.items(): print("file", name, file.get_file().read_bytes().decode())
            seen = set()
            for p in d.pages:
                for a in p.get("/Annots", []):
                    if "/A" in a and "/URI" in a.A: seen.add(str(a.A.URI))
            print("links", sorted(seen))
            def walk(items):
                for i in items: print("bookmark", i.title); walk(i.children)
            with d.open_outline() as o: walk(o.root)
            alts = [str(o.Alt) for o in d.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
            print("alternatives", sorted(alts))
            """
        let pressed = try await Others.pressing().pdf(SamplePaper.make(cover: true))
        let said = try Others.ask(Others.python, ["-c", script], about: pressed.bytes, ending: "pdf")
        #expect(said.contains("lang id pages") && said.contains("title Buku 2: Rencana Induk"), "\(said)")
        #expect(said.contains("file data.json {\"sheets\":27}"), "\(said)")
        #expect(
            said.contains("https://pendopo.example.id/angka/K7M-Q2X-94") && said.contains("https://pendopo.example.id/rencana"), "\(said)")
        #expect(
            said.contains("1\u{2003}Visi & misi") && said.contains("1.1\u{2003}Sasaran") && said.contains("bookmark Lampiran"), "\(said)")
        #expect(said.contains("Bagan batang anggaran") && said.contains("Lambang Jember") && said.contains("QR: https://"), "\(said)")
        #expect(said.contains("sizes [False, False,") && said.contains("True"), "\(said)")
    }

    @Test(
        "letters that no font has become boxes and are named, instead of failing the book",
        .enabled(if: Others.hasPoppler, "needs poppler-utils"))
    func lettersWithoutFont() async throws {
        let pressed = try await Others.pressing().pdf(SamplePaper.make([.heading("Emoji 😀"), .paragraph("Aksara ꦲꦤ dan 漢, ✓ ▲")]))
        for letter in ["😀", "ꦲ", "ꦤ", "漢"] { #expect(pressed.replaced.contains(letter)) }
        #expect(!pressed.replaced.contains("✓"))
        #expect(try text(pressed.bytes).contains("□"))
    }

    @Test("a template that never ends is stopped with words")
    func neverEnds() async {
        let failure = await failure(
            "#let f(n) = { let x = 0\n for i in range(n) { for j in range(n) { x += 1 } }\n x }\n#f(1000000)", PressLimits(seconds: 2))
        #expect(failure?.kind == .invalid && failure?.message.key == "documents.press_too_long")
    }

    @Test("a paper that nobody wants any more holds up none that waits")
    func cancelled() async throws {
        let press = Others.pressing()
        let endless = "#let f(n) = { let x = 0\n for i in range(n) { for j in range(n) { x += 1 } }\n x }\n#f(1000000)"
        let unwanted = Task { try await press.press(["paper.typ": Array(endless.utf8)], moment: 0) }
        let wanted = Task { try await press.pdf(SamplePaper.make([.paragraph("x")])) }
        unwanted.cancel()
        let outcome = await unwanted.result
        #expect(throws: AppError.unavailable("documents.press_busy")) { try outcome.get() }
        #expect(try await wanted.value.bytes.count > 1000)
    }

    @Test("a template that grows past its memory is stopped with words")
    func grows() async {
        let failure = await failure(
            "#let a = range(3000000)\n#let b = range(60).map(i => a.map(x => str(x + i)))\n#b.len()",
            PressLimits(seconds: 60, memory: 420 << 20))
        #expect(failure?.kind == .invalid && failure?.message.key == "documents.press_too_large", "\(String(describing: failure))")
    }

    @Test(
        "a template reads nothing outside its folder and gets nothing from the network",
        arguments: ["#read(\"/etc/passwd\")", "#read(\"../../../../etc/passwd\")", "#import \"@preview/cetz:0.3.1\": canvas"])
    func outside(_ template: String) async {
        let failure = await failure("#set document(title: \"x\")\n" + template)
        #expect(failure?.message.key == "documents.press_refused")
    }

    @Test("what cannot be set is said, and the next paper is set all the same")
    func refused() async throws {
        let press = Others.pressing()
        let broken = SamplePaper.make([.figure(PaperFigure(svg: "<svg", alternative: "rusak"))])
        await #expect(throws: AppError.self) { try await press.pdf(broken) }
        #expect(try await press.pdf(SamplePaper.make([.paragraph("baik")])).bytes.count > 1000)
    }

    @Test("too many who wait are told to come back")
    func busy() async throws {
        let press = Others.pressing(mostWaiting: 1)
        let outcomes = await withTaskGroup(of: TextKey?.self) { group in
            for _ in 0..<12 {
                group.addTask {
                    do {
                        _ = try await press.pdf(SamplePaper.make([.paragraph("x")]))
                        return nil
                    } catch { return (error as? AppError)?.message.key ?? "?" }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.contains { $0 == nil } && outcomes.contains { $0 == "documents.press_busy" })
        #expect(outcomes.allSatisfy { $0 == nil || $0 == "documents.press_busy" })
    }
}

@Suite("Without Typst")
struct WithoutTypstTests {
    @Test("PDF says what to do, HTML and DOCX work")
    func missing() async throws {
        let press = PaperPress(folder: nil, log: Logger(label: "test"))
        #expect(!press.isInstalled)
        let failure = await #expect(throws: AppError.self) { try await press.pdf(SamplePaper.make()) }
        #expect(failure?.kind == .unavailable && failure?.message.key == "documents.press_missing")
        #expect(try PaperDOCX(SamplePaper.make()).bytes().count > 1000)
        #expect(PaperHTML(SamplePaper.make()).document.contains("Visi"))
        #expect(PaperPress.installed(named: "/nowhere") == nil)
    }
}
