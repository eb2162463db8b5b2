import Kernel

/// What a remedy does to the values of its field. The same value always gives the same result.
struct Treatment: Sendable {
    private enum Work {
        case mask(Int), prefix(Int), age(years: Int, on: Day), band(Int), area(PlaceLevel), suppress([UInt8])
    }

    private let work: Work
    private let type: FieldType?

    /// `nil` when the remedy cannot be used on such a field, or is to drop it.
    init?(_ remedy: Remedy, _ field: TableSchema.Field) {
        switch remedy {
        case .drop: return nil
        case .mask(_, let keeping):
            guard keeping >= 0 else { return nil }
            (work, type) = (.mask(keeping), .string)
        case .generalise(_, .year):
            guard [.date, .datetime, .yearmonth].contains(field.type) else { return nil }
            (work, type) = (.prefix(4), .year)
        case .generalise(_, .month):
            guard [.date, .datetime].contains(field.type) else { return nil }
            (work, type) = (.prefix(7), .yearmonth)
        case .generalise(_, .ageBand(let years, let day)):
            guard field.type == .date, years > 0 else { return nil }
            (work, type) = (.age(years: years, on: day), .string)
        case .generalise(_, .band(let size)):
            guard field.type == .integer || field.type == .year, size > 0 else { return nil }
            (work, type) = (.band(size), .string)
        case .generalise(_, .area(let level)): (work, type) = (.area(level), nil)
        case .suppress(_, let below):
            guard field.type.isNumeric else { return nil }
            (work, type) = (.suppress(Array("\(below)".utf8)), nil)
        }
    }

    /// The field as it is afterwards: what it demanded of its values no longer holds.
    func field(_ field: TableSchema.Field) -> TableSchema.Field {
        var field = field
        if case .suppress = work {
            field.constraints.required = nil
            return field
        }
        let isRequired = field.constraints.required
        field.constraints = Constraints()
        field.constraints.required = isRequired
        field.categories = nil
        field.format = nil
        field.example = nil
        if let type { field.type = type }
        return field
    }

    /// `nil` for missing.
    func apply(_ value: ByteView, _ arena: RowArena) -> ByteView? {
        switch work {
        case .mask(let keeping): return mask(value, keeping, arena)
        case .prefix(let count): return value.count >= count ? ByteView(value.start, count) : nil
        case .age(let years, let day): return age(value, years, day).flatMap { arena.copy(Array($0.utf8)) }
        case .band(let size):
            guard let number = Int(value.string) else { return nil }
            return arena.copy(Array(Treatment.band(number, size).utf8))
        case .area(let level):
            // Two digits and a dot for each level.
            let length = level == .village ? value.count : level.rawValue * 3 - 1
            return PlaceLevel(code: value.string) == nil ? nil : ByteView(value.start, min(length, value.count))
        case .suppress(let limit):
            let isSmall = limit.withUnsafeBufferPointer { NumberReader.order(value, ByteView($0.baseAddress!, $0.count)) < 0 }
            let isZero = value.count == 1 && value[0] == UInt8(ascii: "0")
            return isSmall && !isZero && value[0] != UInt8(ascii: "-") ? nil : value
        }
    }

    private func mask(_ value: ByteView, _ keeping: Int, _ arena: RowArena) -> ByteView? {
        let text = value.string
        let masked = text.prefix(keeping) + String(repeating: "*", count: max(0, text.count - keeping))
        return arena.copy(Array(masked.utf8))
    }

    private func age(_ value: ByteView, _ years: Int, _ on: Day) -> String? {
        guard let born = Day(value.string), born <= on else { return nil }
        let (then, now) = (born.civil, on.civil)
        let hadBirthday = (now.month, now.day) >= (then.month, then.day)
        return Treatment.band(now.year - then.year - (hadBirthday ? 0 : 1), years)
    }

    /// `20-24` for 23 in bands of five.
    static func band(_ number: Int, _ size: Int) -> String {
        let start = (number >= 0 ? number : number - size + 1) / size * size
        return size == 1 ? "\(start)" : "\(start)-\(start + size - 1)"
    }
}
