import Columns
import Testing

@testable import Catalogue

/// Small counts stay hidden also from who can subtract.
@Suite struct SmallCellsTests {
    private func shown(_ cells: SmallCells, _ rows: Int, _ measures: Int) -> [[Int?]] {
        (0..<rows).map { row in
            (0..<measures).map { measure in
                if case .integer(let count) = cells.cell(row, measure) { return Int(count) }
                return nil
            }
        }
    }

    @Test func `a part that follows from the total and the other parts takes another part with it`() {
        let cells = SmallCells([[7, 5, 2]], groups: ["2026-01"], sums: [.init(0, of: [1, 2])])
        #expect(shown(cells, 1, 3) == [[7, nil, nil]])
    }

    @Test func `of a month in which one subdistrict is hidden another is hidden too, and that goes on until nothing follows`() {
        let cells = SmallCells(
            [[40, 30, 10], [9, 6, 3], [20, 12, 8]], groups: ["2026-01", "2026-01", "2026-01"], sums: [.init(0, of: [1, 2])])
        let found = shown(cells, 3, 3)
        #expect(found[1] == [9, nil, nil])
        // The late ones of the month are known from the regency's figures: another subdistrict's are hidden, and with them its others.
        #expect(found[2][2] == nil && found[2][1] == nil)
        #expect(found[0] == [40, 30, 10])
    }

    @Test func `nothing that need not be is hidden`() {
        let cells = SmallCells([[5, 5, 0], [0, 0, 0]], groups: ["a", "b"], sums: [.init(0, of: [1, 2])])
        #expect(shown(cells, 2, 3) == [[5, 5, 0], [0, 0, 0]])
    }

    @Test func `in two hundred made-up years no hidden cell can be reckoned from what is shown`() {
        var state: UInt64 = 20_260_415
        func next(_ most: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(most))
        }
        for _ in 0..<200 {
            let places = 2 + next(6)
            let counts = (0..<places * 3).map { _ in
                let (inTime, late) = (next(9), next(7))
                return [inTime + late, inTime, late]
            }
            let groups = (0..<places * 3).map { "\($0 / places)" }
            let cells = SmallCells(counts, groups: groups, sums: [.init(0, of: [1, 2])])
            for row in counts.indices {
                for measure in 0..<3 where (1..<5).contains(counts[row][measure]) { #expect(cells.hidden[row][measure]) }
                // Every month of this world is closed, so that parts add up: one alone must never be missing.
                let missing = cells.hidden[row].count { $0 }
                #expect(missing != 1)
            }
            for group in Set(groups) {
                for measure in 0..<3 {
                    let rows = groups.indices.filter { groups[$0] == group }
                    #expect(rows.count { cells.hidden[$0][measure] } != 1)
                }
            }
        }
    }
}
