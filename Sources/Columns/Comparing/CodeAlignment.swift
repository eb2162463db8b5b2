import Kernel

/// Brings the codes of one column in two versions to numbers that are equal where the values are.
final class CodeAlignment {
    private enum Way {
        /// (base + code - 1) · factor - least + 1 for each version.
        case linear(before: (base: Int64, factor: Int64), after: (base: Int64, factor: Int64), least: Int64)
        case dictionaries(before: [UInt32], after: [UInt32])
        /// By the values' text, whatever they are kept as.
        case texts(LocalDictionary)
    }

    let before: StoredColumn
    let after: StoredColumn
    private let way: Way
    private let sink = ByteSink(capacity: 256)

    init(_ before: StoredColumn, _ after: StoredColumn) {
        self.before = before
        self.after = after
        if before.type == after.type, let linear = CodeAlignment.linear(before, after) {
            way = linear
        } else if before.type == after.type, before.domain == .dictionary, after.domain == .dictionary {
            way = CodeAlignment.merged(before.texts, after.texts, TextOrder(before.type))
        } else {
            way = .texts(LocalDictionary())
        }
    }

    private static func linear(_ before: StoredColumn, _ after: StoredColumn) -> Way? {
        guard case .linear(let baseA, let scaleA) = before.domain, case .linear(let baseB, let scaleB) = after.domain else { return nil }
        let scale = max(scaleA, scaleB)
        guard let factorA = LinearGatherer.raised(1, by: scale - scaleA), let factorB = LinearGatherer.raised(1, by: scale - scaleB)
        else { return nil }
        let least = min(Int128(baseA) * Int128(factorA), Int128(baseB) * Int128(factorB))
        let greatest = max(
            (Int128(baseA) + Int128(before.codes)) * Int128(factorA), (Int128(baseB) + Int128(after.codes)) * Int128(factorB))
        guard least >= Int128(Int64.min), greatest <= Int128(Int64.max), greatest - least < 1 << 62 else { return nil }
        return .linear(before: (baseA, factorA), after: (baseB, factorB), least: Int64(least))
    }

    /// Walks through two sorted dictionaries side by side.
    private static func merged(_ before: DictionaryTexts, _ after: DictionaryTexts, _ order: TextOrder) -> Way {
        var a: [UInt32] = [0]
        var b: [UInt32] = [0]
        var number: UInt32 = 0
        while a.count <= before.count || b.count <= after.count {
            number += 1
            let result =
                a.count > before.count ? 1 : b.count > after.count ? -1 : order.order(before[a.count - 1], after[b.count - 1])
            if result <= 0 { a.append(number) }
            if result >= 0 { b.append(number) }
        }
        return .dictionaries(before: a, after: b)
    }

    /// Replaces codes by the common numbers; missing stays 0.
    func align(_ codes: UnsafeMutablePointer<UInt64>, _ count: Int, isAfter: Bool) {
        switch way {
        case .linear(let before, let after, let least):
            let (base, factor) = isAfter ? after : before
            for index in 0..<count where codes[index] != 0 {
                codes[index] = UInt64(bitPattern: (base &+ Int64(bitPattern: codes[index] &- 1)) &* factor &- least &+ 1)
            }
        case .dictionaries(let before, let after):
            (isAfter ? after : before).withUnsafeBufferPointer { map in
                for index in 0..<count { codes[index] = UInt64(map[Int(codes[index])]) }
            }
        case .texts(let dictionary):
            let column = isAfter ? after : before
            for index in 0..<count where codes[index] != 0 {
                sink.count = 0
                column.write(codes[index], to: sink)
                codes[index] = UInt64(dictionary.number(sink.base, sink.count, isQuoted: false)!.id + 1)
            }
        }
    }
}
