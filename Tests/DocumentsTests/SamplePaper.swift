import Foundation
import Kernel
import Logging

@testable import Documents

/// A paper with one of everything.
enum SamplePaper {
    static let svg = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 25" width="100" height="25">\
        <rect width="60" height="10" fill="#0f5c66"/><text x="2" y="22" font-size="8">Bagan</text></svg>
        """

    static func make(_ blocks: [PaperBlock] = all, cover: Bool = false, language: Language = .indonesian) -> Paper {
        Paper(
            title: "Buku 2: Rencana Induk", subtitle: "Kabupaten Jember 2026–2030", about: "Rencana induk kota cerdas.", language: language,
            date: Day("2026-11-29")!, publisher: "Pemerintah Kabupaten Jember", keywords: ["kota cerdas", "rencana induk"],
            letterhead: PaperLetterhead(
                names: ["Pemerintah Kabupaten Jember", "Badan Perencanaan"], contact: ["Jl. Sudarman 1", "Jember 68118"], emblem: svg,
                emblemText: "Lambang Jember"),
            look: PaperLook(hasCover: cover), address: "https://pendopo.example.id", blocks: blocks,
            attachments: [PaperAttachment(name: "data.json", about: "Data buku", text: "{\"sheets\":27}")])
    }

    static let all: [PaperBlock] = [
        .contents(PaperContents(title: "Daftar isi")),
        .heading("Visi & misi", startsPage: true, anchor: "visi"),
        .paragraph("Ada \("27", code: "K7M-Q2X-94") lembar; \(bold: "tujuh") \(italic: "belum") \(link: "terhubung", to: "/rencana")."),
        .heading("Sasaran", level: 2),
        .bullets(["satu", "dua"]), .steps(["pertama", "kedua"]),
        .note("Masih ada lubang.", kind: .warning),
        .table(
            PaperTable(
                "Rencana aksi", columns: [.init("Tahun"), .init("Kegiatan", width: 4), .init("Anggaran", width: 2, isNumber: true)],
                rows: [["2026", "Membangun", "Rp1.000"], ["2027", "Melatih", "Rp2.000"]], total: ["", "Jumlah", "Rp3.000"])),
        .sheet(PaperSheet(rows: [.init("Nama", "Lapor"), .init("Manfaat", ["Cepat", "Terbuka"])])),
        .figure(PaperFigure(svg: svg, caption: "Anggaran", alternative: "Bagan batang anggaran")),
        .qr(PaperQR("https://pendopo.example.id/periksa/1", text: "Periksa di sini; kembali ke \(link: "visi", to: "#visi").")),
        .wide([.heading("Lampiran", isNumbered: false, startsPage: true), .paragraph("Lebar.")]),
        .signatures([PaperSignature(role: "Bupati", name: "Nama Satu", detail: "NIP 1"), PaperSignature(role: "Sekda", name: "Nama Dua")]),
    ]
}

/// Programs of others that look at what we made.
enum Others {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    static let press = PaperPress.installed() ?? PaperPress.installed(named: root + "/.build/press")
    static let python = root + "/.build/venv/bin/python3"
    static let hasPython = run(python, ["-c", "import docx, pikepdf"]).status == 0
    static let hasPoppler = FileManager.default.isExecutableFile(atPath: "/usr/bin/pdftotext")

    static func pressing(_ limits: PressLimits = PressLimits(), mostWaiting: Int = 20) -> PaperPress {
        PaperPress(folder: press, limits: limits, mostWaiting: mostWaiting, log: Logger(label: "test"))
    }

    /// What a program prints about a file with these bytes; its path follows the arguments.
    static func ask(_ program: String, _ arguments: [String], about bytes: [UInt8], ending: String, then more: [String] = []) throws
        -> String
    {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).\(ending)")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return run(program, arguments + [file.path] + more).text
    }

    static func run(_ program: String, _ arguments: [String]) -> (status: Int32, text: String) {
        guard let outcome = try? ChildCommand(program, arguments).run(errors: .output) else { return (-1, "") }
        let status: Int32 = if case .code(let code) = outcome.end { code } else { -1 }
        return (status, outcome.text)
    }
}
