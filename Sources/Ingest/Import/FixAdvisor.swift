import Kernel

/// What may be done about a cell with one press.
struct FixAdvisor {
    let places: (any PlaceNames)?

    func fixes(_ kind: CellProblem.Kind, _ column: ReadingPlan.Column, value: String, row: Int) -> [Fix] {
        guard let source = column.source else { return [.leaveOut(row: row)] }
        var fixes: [Fix] = []
        if let better = suggestion(kind, column, value) { fixes.append(.replace(column: source, value: value, with: better)) }
        switch kind {
        case .required, .unique, .primaryKey, .uniqueKey, .beyondTable, .badRow: return fixes + [.leaveOut(row: row)]
        case .notWhole: fixes.append(.retype(column: source, type: .number))
        case .notListed: fixes.append(.accept(column: source, value: value))
        case .ambiguousPlace: return fixes + [.leaveOut(row: row)]
        default: break
        }
        if !value.isEmpty, !column.field.isRequired { fixes.append(.missing(column: source, value: value)) }
        switch kind {
        case .notNumber, .notDate, .notDatetime, .notBoolean, .notYear, .notYearmonth, .notPeriod, .notTime, .outOfRange, .notGeopoint:
            fixes.append(.retype(column: source, type: .string))
        default: break
        }
        return fixes.isEmpty ? [.leaveOut(row: row)] : fixes
    }

    /// What the cell probably means.
    private func suggestion(_ kind: CellProblem.Kind, _ column: ReadingPlan.Column, _ value: String) -> String? {
        switch kind {
        case .notNumber: number(value, column.form.number)
        case .notDate:
            NumberSample.day(value, DateForm(order: column.form.date.order == .dayFirst ? .monthFirst : .dayFirst, takesSerials: true))
                .unless(value)
        case .notListed:
            Nearest.of(value, in: column.field.categories?.map(\.text) ?? column.field.constraints.enumeration?.compactMap(\.text) ?? [])
        case .unknownPlace:
            column.place.flatMap { place in places.flatMap { Nearest.of(PlaceName(value).folded, in: $0.names(level: place.level)) } }
        default: nil
        }
    }

    /// The number with the other signs, or without what stands behind it: "1.234*", "12 jiwa", "±5".
    private func number(_ value: String, _ form: NumberForm) -> String? {
        if let read = NumberSample.read(value, form.swapped) { return read }
        let bytes = Array(value.utf8)
        guard let first = bytes.firstIndex(where: isDigit), let last = bytes.lastIndex(where: isDigit), first <= 2 else { return nil }
        let inside = String(decoding: bytes[first...last], as: UTF8.self)
        guard let read = NumberSample.read(inside, form) else { return nil }
        return bytes[..<first].contains(UInt8(ascii: "-")) ? "-" + read : read
    }
}

extension String {
    fileprivate func unless(_ other: String) -> String? { self == other ? nil : self }
}

/// The most alike of some texts, if one is alike enough.
enum Nearest {
    static func of(_ text: String, in all: [String]) -> String? {
        let folded = Array(Plain.folded(text).unicodeScalars)
        guard !folded.isEmpty, folded.count <= 60 else { return nil }
        var best: (text: String, distance: Int)?
        for candidate in all.prefix(2000) {
            let other = Array(Plain.folded(candidate).unicodeScalars)
            let most = max(folded.count, other.count) / 4
            guard abs(other.count - folded.count) <= most else { continue }
            let distance = distance(folded, other)
            if distance <= most, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.text
    }

    /// Letters that must be put in, taken out or changed.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var row = Array(0...b.count)
        for (i, x) in a.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, y) in b.enumerated() {
                let above = row[j + 1]
                row[j + 1] = x == y ? diagonal : 1 + min(diagonal, above, row[j])
                diagonal = above
            }
        }
        return row[b.count]
    }
}
