import Kernel
import Testing

@testable import Ingest

@Suite("No row is ever lost")
struct PropertyTests {
    private static let cells = [
        "", "-", "1", "2.500", "1.234,5", "12 Maret 2024", "03/04/2024", "Patrang", "Kec. Kencong", "JUMLAH", "Total", "Sumber: BPS",
        "*) sementara", "ya", "tidak", "n/a", "007",
        "3509112301900001", "Rp 5.000", "12 %", "Triwulan II 2024", "teks, dengan koma", "\"kutip\"", "=1+1", "(1)", "(2)", "2021", "#REF!",
        "…", "\u{200B}", "É", "12 jiwa",
    ]

    private func sheet(_ chance: inout Chance) -> TextRows {
        let width = Int.random(in: 1...6, using: &chance)
        let columns = (0..<width).map { _ in (0..<4).map { _ in chance.one(of: PropertyTests.cells) } }
        let titles = (0..<Int.random(in: 0...2, using: &chance)).map { _ in ["Tabel tentang sesuatu"] }
        let heading = chance.happens(80) ? [(0..<width).map { ["Kecamatan", "Nilai (km2)", "Tanggal", "Jumlah", "Kode", "No"][$0] }] : []
        let rows = (0..<Int.random(in: 0...40, using: &chance)).map { _ in
            (0..<(chance.happens(5) ? width + 1 : width)).map { column in
                chance.happens(85) && column < width ? chance.one(of: columns[column]) : chance.one(of: PropertyTests.cells)
            }
        }
        return TextRows(titles + heading + rows)
    }

    @Test("Written, in quarantine and left out for a named reason are all rows, whatever guesses are off")
    func everyRow() throws {
        var chance = Chance(2024)
        for round in 0..<400 {
            let rows = sheet(&chance)
            guard let first = try? Imported(rows) else { continue }
            var reading = Reading()
            for guess in first.inspection.guesses where guess.canSwitch && chance.happens(40) { reading.switches[guess.id] = !guess.isOn }
            guard let done = try? Imported(rows, reading: reading) else {
                Testing.Issue.record("round \(round): cannot be read with \(reading.switches)")
                continue
            }
            let outcome = done.outcome
            #expect(outcome.rowsRead == rows.count)
            #expect(
                outcome.rowsWritten + outcome.rowsInQuarantine + outcome.rowsLeftOut.values.reduce(0, +) == outcome.rowsRead,
                "round \(round)")
            #expect(done.quarantine.count == outcome.rowsInQuarantine)
            #expect(done.lines.count == outcome.rowsWritten + 1 || done.csv.contains("\n\""))
            // Each switch that was turned is shown as it was turned, as long as its guess is still there.
            for guess in done.inspection.guesses { if let wanted = reading.switches[guess.id] { #expect(guess.isOn == wanted) } }
            // The sample says of each row what became of it.
            let shown = done.inspection.sample
            #expect(shown.filter { $0.fate == .quarantined }.allSatisfy { row in done.quarantine.contains { $0.row == row.row } })
        }
    }

    @Test("Mending every problem as proposed never loses a row either, and ends")
    func mending() throws {
        var chance = Chance(77)
        for _ in 0..<60 {
            let rows = sheet(&chance)
            var reading = Reading()
            var problems = -1
            for _ in 0..<30 {
                guard let done = try? Imported(rows, reading: reading) else { break }
                let outcome = done.outcome
                #expect(outcome.rowsWritten + outcome.rowsInQuarantine + outcome.rowsLeftOut.values.reduce(0, +) == outcome.rowsRead)
                problems = outcome.problemCount
                guard let first = outcome.problems.first, let fix = first.fixes.last else { break }
                reading = reading.fixing(fix)
            }
            #expect(problems <= 1 || reading.fixes.count >= 30)
        }
    }
}
