import Kernel

/// Merges the sorted runs of a column into one dictionary and says which code each run's provisional numbers became.
final class DictionaryMerge {
    private struct Cursor {
        var pieces: [UnsafeRawBufferPointer]
        var piece = 0
        var at = 0
        var rank = 0
        var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    }

    private let runs: [TextGatherer.Run]
    private let order: TextOrder
    private var cursors: [Cursor] = []
    /// Runs that are not at their end, as a heap: the one with the least text first.
    private var heap: [Int] = []
    private let numbers: [[UnsafeRawBufferPointer]]
    /// The code of each provisional number, the runs' one after the other.
    let codes: Scratch<UInt32>
    let starts: [Int]

    init(_ gatherer: TextGatherer, spill: Spill, folder: String) throws(AppError) {
        runs = gatherer.runs
        order = TextOrder(gatherer.type)
        var starts = [0]
        for run in runs { starts.append(starts.last! + run.count) }
        self.starts = starts
        codes = try Scratch(count: starts.last!, in: folder)
        var numbers: [[UnsafeRawBufferPointer]] = []
        for run in runs {
            cursors.append(Cursor(pieces: try spill.pieces(of: run.texts)))
            numbers.append(try spill.pieces(of: run.numbers))
        }
        self.numbers = numbers
        for index in runs.indices where step(index) { push(index) }
    }

    /// Hands out the different texts in order; the n-th gets code n.
    func each(_ body: (UnsafeBufferPointer<UInt8>) throws(AppError) -> Void) throws(AppError) {
        var code: UInt32 = 0
        while let first = heap.first {
            let text = cursors[first].text
            code += 1
            try body(text)
            // The same text may stand at the head of other runs.
            while let next = heap.first, order.order(cursors[next].text, text) == 0 {
                codes[starts[next] + Int(number(next))] = code
                if step(next) { sink(0) } else { pop() }
            }
        }
    }

    /// The provisional number of the text at a cursor.
    private func number(_ run: Int) -> UInt32 {
        var at = (cursors[run].rank - 1) * 4
        for piece in numbers[run] {
            if at < piece.count { return piece.loadUnaligned(fromByteOffset: at, as: UInt32.self) }
            at -= piece.count
        }
        return 0
    }

    /// Goes to the next text of a run; false at its end.
    private func step(_ run: Int) -> Bool {
        var cursor = cursors[run]
        defer { cursors[run] = cursor }
        guard cursor.rank < runs[run].count else { return false }
        while cursor.at >= cursor.pieces[cursor.piece].count {
            cursor.piece += 1
            cursor.at = 0
        }
        let piece = cursor.pieces[cursor.piece]
        let length = Int(piece.loadUnaligned(fromByteOffset: cursor.at, as: UInt32.self))
        let start = piece.baseAddress! + cursor.at + 4
        cursor.text = UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: length)
        cursor.at += 4 + length
        cursor.rank += 1
        return true
    }

    private func isLess(_ a: Int, _ b: Int) -> Bool { order.isLess(cursors[heap[a]].text, cursors[heap[b]].text) }

    private func push(_ run: Int) {
        heap.append(run)
        var at = heap.count - 1
        while at > 0, isLess(at, (at - 1) / 2) {
            heap.swapAt(at, (at - 1) / 2)
            at = (at - 1) / 2
        }
    }

    private func pop() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        sink(0)
    }

    private func sink(_ from: Int) {
        var at = from
        while true {
            var least = at
            for child in [2 * at + 1, 2 * at + 2] where child < heap.count && isLess(child, least) { least = child }
            if least == at { return }
            heap.swapAt(at, least)
            at = least
        }
    }
}
