import Kernel

extension ColumnFile {
    /// Puts rows together and computes figures for each group.
    /// - Throws: `invalid` when there is no such column, a figure makes no sense for its column, or there are more than
    ///   ``Grouping/mostGroups`` groups.
    package func groups(_ grouping: Grouping, in set: RowSet) throws(AppError) -> Groups {
        let columns = try self.columns(grouping.columns)
        let keys = GroupKeys(columns)
        var tallies: [any Tally] = []
        for aggregate in grouping.aggregates { tallies.append(try tally(aggregate)) }
        let rows = RowTally(nil)
        try set.strips { strip throws(AppError) in
            try keys.number(strip)
            rows.grow(to: keys.size)
            rows.add(strip, keys.ids)
            for tally in tallies {
                tally.grow(to: keys.size)
                tally.add(strip, keys.ids)
            }
        }
        let size = columns.isEmpty ? 1 : keys.size
        for tally in tallies { tally.grow(to: size) }
        rows.grow(to: size)
        let spread = tallies.compactMap { $0 as? SpreadTally }
        if !spread.isEmpty {
            for tally in spread { try tally.begin() }
            try set.strips { strip throws(AppError) in
                try keys.number(strip)
                for tally in spread { tally.place(strip, keys.ids) }
            }
            for tally in spread { try tally.finish() }
        }
        let groups = (0..<size).filter { columns.isEmpty || rows.count($0) > 0 }
        return try GroupOrder(grouping, keys, tallies).answer(groups, columns)
    }

    private func tally(_ aggregate: Grouping.Aggregate) throws(AppError) -> any Tally {
        guard let name = aggregate.column else {
            guard aggregate.figure == .count else {
                throw .invalid("aggregate", Message("columns.figure_needs_column", ["figure": aggregate.figure.rawValue]))
            }
            return RowTally(nil)
        }
        let column = try column(name)
        let isSummable = column.type.isNumeric
        switch aggregate.figure {
        case .count: return RowTally(column)
        case .countDistinct: return SpreadTally(column, isMedian: false)
        case .least: return ExtremeTally(column, isGreatest: false)
        case .greatest: return ExtremeTally(column, isGreatest: true)
        case .sum where isSummable: return SumTally(column, isMean: false)
        case .average where isSummable: return SumTally(column, isMean: true)
        case .median where column.domain != .dictionary || isSummable: return SpreadTally(column, isMedian: true)
        default:
            throw .invalid(name, Message("columns.figure_needs_numbers", ["figure": aggregate.figure.rawValue, "column": name]))
        }
    }
}
