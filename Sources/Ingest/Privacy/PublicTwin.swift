import Columns
import Kernel

/// A table that may be open in place of one that may not: how many rows there are by chosen fields, and sums, without groups that are so
/// small that they speak of single people. The same table gives the same twin.
package struct PublicTwin: Hashable, Sendable, Codable {
    /// Fields by which rows are counted.
    package var by: [String]
    /// Numeric fields that are summed.
    package var sums: [String]
    /// Groups with fewer rows are suppressed: their count and sums are missing.
    package var smallest: Int

    /// More groups than this are not a summary.
    package static let mostGroups = 200_000

    package init(by: [String], sums: [String] = [], smallest: Int = PrivacyScanner.smallest) {
        self.by = by
        self.sums = sums
        self.smallest = smallest
    }

    /// The twin as it was written.
    package struct Made: Sendable {
        package var table: CanonicalTable
        package var schema: TableSchema
        package var groups: Int
        /// Groups whose figures are missing because they or their neighbour are too small.
        package var suppressed: Int
    }

    private struct Group {
        var values: [Datum]
        var count = 0
        var sums: [ExactSum]
        var isSuppressed = false
    }

    /// Reads a canonical CSV and writes the twin's.
    /// - Throws: `invalid` when a field does not exist or cannot be summed, or most groups are too small; `tooLarge` with too many groups,
    ///   and what the disk gives.
    package func make(csv: String, schema: TableSchema, to path: String) throws(AppError) -> Made {
        let keys = try by.map { name throws(AppError) in try position(name, schema) }
        let figures = try sums.map { name throws(AppError) in try position(name, schema) }
        guard !keys.isEmpty else { throw .invalid("by", "ingest.twin.no_fields") }
        for figure in figures where !schema.fields[figure].type.isNumeric {
            throw .invalid("sums", Message("ingest.twin.not_numeric", ["field": schema.fields[figure].heading]))
        }
        var groups = try gather(csv, schema, keys, figures)
        // What stands in the fields themselves is shown, whatever is left out beside it: counted by single people it is their list.
        let small = groups.count { $0.count < smallest }
        guard small * 2 <= groups.count else {
            throw .invalid(
                "by", Message("ingest.twin.too_small", ["small": "\(small)", "groups": "\(groups.count)", "least": "\(smallest)"]))
        }
        suppress(&groups)
        let shown = twinSchema(schema, keys, figures)
        let writer = try CanonicalWriter(path: path, shape: try shown.shape())
        for group in groups {
            for value in group.values { try writer.add(value) }
            try writer.add(group.isSuppressed ? .missing : .integer(Int64(group.count)))
            for sum in group.sums { try writer.add(group.isSuppressed ? .missing : sum.datum) }
            try writer.endRow()
        }
        return Made(table: try writer.finish(), schema: shown, groups: groups.count, suppressed: groups.count { $0.isSuppressed })
    }

    private func position(_ name: String, _ schema: TableSchema) throws(AppError) -> Int {
        guard let position = schema.index(of: name) else {
            throw .invalid(
                "by", Message("ingest.schema.no_such_field", ["field": name, "fields": schema.fields.map(\.name).joined(separator: ", ")]))
        }
        return position
    }

    private func gather(_ csv: String, _ schema: TableSchema, _ keys: [Int], _ figures: [Int]) throws(AppError) -> [Group] {
        let reader = try CanonicalReader(path: csv, shape: try schema.shape())
        var positions: [[Datum]: Int] = [:]
        var groups: [Group] = []
        while let row = try reader.next() {
            let key = keys.map { row[$0] }
            let place: Int
            if let known = positions[key] {
                place = known
            } else {
                guard groups.count < PublicTwin.mostGroups else {
                    throw .tooLarge(Message("ingest.twin.too_many_groups", ["most": "\(PublicTwin.mostGroups)"]))
                }
                place = groups.count
                positions[key] = place
                groups.append(Group(values: key, sums: figures.map { _ in ExactSum() }))
            }
            groups[place].count += 1
            for (index, figure) in figures.enumerated() { groups[place].sums[index].add(row[figure]) }
        }
        return groups.sorted { a, b in PublicTwin.precedes(a.values, b.values) }
    }

    private static func precedes(_ a: [Datum], _ b: [Datum]) -> Bool {
        for (x, y) in zip(a, b) where x != y {
            switch (x, y) {
            case (.missing, _): return false
            case (_, .missing): return true
            case (.integer(let x), .integer(let y)): return x < y
            case (.number(let x), .number(let y)): return x < y
            default: return Array((x.text ?? "").utf8).lexicographicallyPrecedes((y.text ?? "").utf8)
            }
        }
        return false
    }

    /// Groups that are too small; and where one alone is, among those that differ in the last field only, the smallest besides, because the one
    /// could be computed from the sum of all.
    private func suppress(_ groups: inout [Group]) {
        for index in groups.indices where groups[index].count < smallest { groups[index].isSuppressed = true }
        var start = 0
        while start < groups.count {
            var end = start + 1
            while end < groups.count, groups[end].values.dropLast() == groups[start].values.dropLast() { end += 1 }
            let hidden = (start..<end).filter { groups[$0].isSuppressed }
            if hidden.count == 1, end - start > 1,
                let next = (start..<end).filter({ !groups[$0].isSuppressed }).min(by: { groups[$0].count < groups[$1].count })
            {
                groups[next].isSuppressed = true
            }
            start = end
        }
    }

    private func twinSchema(_ schema: TableSchema, _ keys: [Int], _ figures: [Int]) -> TableSchema {
        var names = ColumnNames()
        var fields = keys.map { position -> TableSchema.Field in
            var field = schema.fields[position]
            names.take(field.name)
            field.constraints.unique = nil
            return field
        }
        var count = TableSchema.Field(names.name("jumlah", column: fields.count).name, .integer, title: "Jumlah")
        count.standard.role = .measure
        fields.append(count)
        for position in figures {
            var field = TableSchema.Field(names.name("jumlah " + schema.fields[position].name, column: fields.count).name, .number)
            field.title = "Jumlah " + schema.fields[position].heading.lowercased()
            field.standard.unit = schema.fields[position].standard.unit
            field.standard.role = .measure
            fields.append(field)
        }
        var twin = TableSchema(fields)
        twin.forget([])
        return twin
    }
}

/// A sum of decimals that stays exact up to 38 digits.
struct ExactSum {
    private var mantissa: Int128 = 0
    private var scale = 0
    private var isTooLarge = false

    mutating func add(_ value: Datum) {
        switch value {
        case .integer(let number): add(Int128(number), scale: 0)
        case .number(let number):
            let parts = number.text.split(separator: ".")
            let digits = parts.joined()
            guard let mantissa = Int128(digits) else { return isTooLarge = true }
            add(mantissa, scale: parts.count > 1 ? parts[1].count : 0)
        default: break
        }
    }

    private mutating func add(_ number: Int128, scale other: Int) {
        let wider = max(scale, other)
        guard let mine = ExactSum.grown(mantissa, by: wider - scale), let its = ExactSum.grown(number, by: wider - other) else {
            return isTooLarge = true
        }
        let (sum, over) = mine.addingReportingOverflow(its)
        if over { isTooLarge = true } else { (mantissa, scale) = (sum, wider) }
    }

    private static func grown(_ number: Int128, by digits: Int) -> Int128? {
        var number = number
        for _ in 0..<digits {
            let (product, over) = number.multipliedReportingOverflow(by: 10)
            guard !over else { return nil }
            number = product
        }
        return number
    }

    var datum: Datum {
        guard !isTooLarge else { return .missing }
        var digits = "\(mantissa.magnitude)"
        if digits.count <= scale { digits = String(repeating: "0", count: scale + 1 - digits.count) + digits }
        let point = digits.index(digits.endIndex, offsetBy: -scale)
        return Number((mantissa < 0 ? "-" : "") + digits[..<point] + (scale > 0 ? "." + digits[point...] : "")).map { .number($0) }
            ?? .missing
    }
}
