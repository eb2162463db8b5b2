import Testing

@testable import Ingest

@Suite("Anything at all")
struct GrammarTests {
    /// Pieces that mean something to one of the readers, put together at random.
    private static let pieces: [String] = [
        "1", "2024", "12", "03", "0", ".", ",", " ", "-", "/", "Rp", "%", "(", ")", "E5", "e-3", "Maret", "Triwulan", "II", "T08:30", "Z",
        "ya", "Ada", "\u{A0}", "−", "é",
        "\u{200B}", "\u{0}", "{", "}", "[", "]", "\"", ":", "|", "*", "+", "?", "\\d", "\\", "a", ";", "\n", "JUMLAH", "Sumber: x", "name",
        "fields", "\"fields\":[{\"name\":\"a\"}]",
        "99999999999999999999", "45363", "113.7", "-8.17", "true", "\u{FEFF}",
    ]

    @Test("cells, patterns, schemas and sheets of any bytes give an answer")
    func random() {
        var chance = Chance(11)
        for _ in 0..<6000 {
            var bytes: [UInt8] = [UInt8.random(in: 0...255, using: &chance)]
            for _ in 0..<Int.random(in: 0...12, using: &chance) {
                bytes += chance.happens(90) ? Array(chance.one(of: GrammarTests.pieces).utf8) : [UInt8.random(in: 0...255, using: &chance)]
            }
            IngestGrammars.cell(bytes)
            IngestGrammars.pattern(bytes)
            IngestGrammars.schema(Array(bytes.dropFirst()))
        }
        for _ in 0..<300 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...60, using: &chance) { bytes += Array(chance.one(of: GrammarTests.pieces).utf8) }
            IngestGrammars.sheet(bytes)
        }
    }
}
