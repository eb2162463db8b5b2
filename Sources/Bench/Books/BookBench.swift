import ArgumentParser
import Books
import Documents
import Foundation
import Kernel
import Logging
import Storage

/// Makes Buku 2 with so many innovation sheets and says how long it took, from the data to the bytes of the PDF; leaves what Typst read in a
/// folder, so that a bare compile of the same source can be measured beside it.
struct BookBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "books")

    @Option var folder: String
    @Option var sheets = 300
    /// Books one after the other until so many seconds are over; one when zero.
    @Option var seconds = 0.0

    func run() async throws {
        let data = BookBench.data(sheets: sheets)
        let words = try BooksWords.load()
        let press = PaperPress(folder: PaperPress.installed(), log: Logger(label: "bench"))
        let clock = ContinuousClock()
        let start = clock.now
        repeat {
            let began = clock.now
            let json = data.json
            var (paper, _) = try BookBench.compose(data, words, FileStore.name(of: Array(json.utf8)))
            paper.attachments = [PaperAttachment(name: "data.json", about: "Data", text: json)]
            let pdf = try await press.pdf(paper)
            let took = clock.now - began
            print("\(Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18) \(pdf.bytes.count)")
            if seconds == 0, let source = PaperPress.source(of: paper) {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                for (name, bytes) in source { try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
            }
        } while clock.now - start < .seconds(seconds)
    }

    private static func compose(_ data: BookData, _ words: Words, _ snapshot: String) throws -> (Paper, [BookFigure]) {
        var composer = BookComposer(
            kind: .masterplan, data: data, template: .usual(.masterplan), language: .indonesian, words: words, snapshot: snapshot)
        let paper = try composer.paper()
        return (paper, composer.figures)
    }

    /// A plan as full as a real one: ten answers, three years and two indicators on every sheet.
    private static func data(sheets count: Int) -> BookData {
        var data = BookData()
        data.regency = "Kabupaten Contoh"
        data.gatheredOn = Day(daysSinceEpoch: 20_786)
        data.address = "https://pendopo.example.id"
        data.accent = "#2a3f7a"
        var plan = BookData.Plan()
        (plan.title, plan.fromYear, plan.toYear, plan.isAdopted) = ("Rencana Induk Kota Cerdas", 2026, 2030, true)
        plan.visions = ["Kabupaten yang terhubung, jujur, dan guyub"]
        data.plan = plan
        let names = ["Tata kelola", "Citra daerah", "Ekonomi", "Hidup", "Masyarakat", "Lingkungan"]
        data.dimensions = names.map { name in
            var dimension = BookData.Dimension()
            (dimension.id, dimension.name, dimension.pillars) = (name, name + " cerdas", ["satu", "dua", "tiga"])
            return dimension
        }
        let answer =
            "Warga perlu menunggu lama karena berkas dibawa dari meja ke meja; dengan cara ini setiap langkah terlihat dan ada pemiliknya."
        data.sheets = (0..<count).map { index in
            var sheet = BookData.Sheet()
            (sheet.code, sheet.title) = ("LI-\(1000 + index)", "Inovasi nomor \(index) untuk layanan warga")
            (sheet.dimension, sheet.pillar, sheet.lead) = (names[index % 6], "satu", "Dinas nomor \(index % 38)")
            (sheet.supporters, sheet.fromYear, sheet.toYear, sheet.isInPlan) = (["Bappeda"], 2026 + index % 3, 2028 + index % 3, true)
            sheet.answers = (1...10).map { BookData.Answer("Pertanyaan \($0)", [answer, answer]) }
            sheet.years = (sheet.fromYear...sheet.toYear).map {
                BookData.Year(year: $0, activity: "Kegiatan tahun \($0)", amount: 100_000_000 + index * 1_000_000, source: "APBD kabupaten")
            }
            sheet.subActivities = ["2.16.03.2.02.0038"]
            sheet.indicators = (1...2).map { number in
                var indicator = BookData.Indicator()
                (indicator.name, indicator.unit, indicator.baseline) = ("Indikator \(number)", "orang", "10")
                indicator.targets = Dictionary(uniqueKeysWithValues: (sheet.fromYear...sheet.toYear).map { ("\($0)", "\($0 - 2000)") })
                return indicator
            }
            return sheet
        }
        return data
    }
}
