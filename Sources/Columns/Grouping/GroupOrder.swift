import Kernel

/// Chooses, orders and cuts the groups that are shown.
struct GroupOrder {
    private let grouping: Grouping
    private let keys: GroupKeys
    private let tallies: [any Tally]

    init(_ grouping: Grouping, _ keys: GroupKeys, _ tallies: [any Tally]) throws(AppError) {
        self.grouping = grouping
        self.keys = keys
        self.tallies = tallies
        for order in grouping.order {
            let isKnown =
                switch order.place {
                case .key(let index): grouping.columns.indices.contains(index)
                case .aggregate(let index): tallies.indices.contains(index)
                }
            guard isKnown else { throw .invalid("order", "columns.no_such_order") }
        }
        guard grouping.having.allSatisfy({ tallies.indices.contains($0.aggregate) }) else {
            throw .invalid("having", "columns.no_such_order")
        }
    }

    func answer(_ occurring: [Int], _ columns: [StoredColumn]) throws(AppError) -> Groups {
        let kept = grouping.having.isEmpty ? occurring : occurring.filter(isWanted)
        let start = min(max(grouping.offset, 0), kept.count)
        let end = start + min(max(grouping.limit, 0), kept.count - start)
        let ordered = keys.isOrdered && grouping.order.isEmpty ? kept : sorted(kept, first: end)
        return Groups(
            total: kept.count,
            groups: ordered[start..<end].map { group in
                Groups.Group(keys: zip(columns, keys.codes(group)).map { $0.datum($1) }, figures: tallies.map { $0.figure(group) })
            })
    }

    private func isWanted(_ group: Int) -> Bool {
        grouping.having.allSatisfy { condition in
            let number: Number
            switch tallies[condition.aggregate].figure(group) {
            case .number(let value): number = value
            case .integer(let value): number = Number(Int128(value), scale: 0)
            default: return false
            }
            return switch condition.comparison {
            case .equal: number.text == condition.number.text
            case .notEqual: number.text != condition.number.text
            case .less: number < condition.number
            case .lessOrEqual: !(condition.number < number)
            case .greater: condition.number < number
            case .greaterOrEqual: !(number < condition.number)
            }
        }
    }

    /// The groups in order, as far as the first ones are concerned; a heap of those when they are few among many.
    private func sorted(_ groups: [Int], first: Int) -> [Int] {
        let codes = Dictionary(uniqueKeysWithValues: keys.isOrdered ? [] : groups.map { ($0, keys.codes($0)) })
        func isBefore(_ a: Int, _ b: Int) -> Bool {
            for order in grouping.order {
                let result =
                    switch order.place {
                    case .aggregate(let index): tallies[index].order(a, b)
                    case .key(let index): GroupOrder.order(keys.codes(a)[index], keys.codes(b)[index])
                    }
                if result != 0 { return order.isDescending ? result > 0 : result < 0 }
            }
            if keys.isOrdered { return a < b }
            return codes[a]!.lexicographicallyPrecedes(codes[b]!)
        }
        guard first < 1000, groups.count > first * 8 else { return groups.sorted(by: isBefore) }
        var best: [Int] = []
        for group in groups {
            if best.count == first {
                guard let last = best.last, isBefore(group, last) else { continue }
                best.removeLast()
            }
            var low = 0
            var high = best.count
            while low < high {
                let middle = (low + high) / 2
                if isBefore(group, best[middle]) { high = middle } else { low = middle + 1 }
            }
            best.insert(group, at: low)
        }
        return best
    }

    private static func order(_ a: UInt64, _ b: UInt64) -> Int { a < b ? -1 : a == b ? 0 : 1 }
}
