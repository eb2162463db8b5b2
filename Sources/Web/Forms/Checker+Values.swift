import Kernel

extension Checker {
    /// One of the texts offered; `nil` with an issue when it is missing or something else.
    package mutating func choice(_ name: String, among offered: some Collection<String>) -> String? {
        guard let value = lineIfAny(name, max: 500) else {
            add(name, "error.missing")
            return nil
        }
        guard offered.contains(value) else {
            add(name, "error.not_offered")
            return nil
        }
        return value
    }

    /// One case of an enumeration by its raw value.
    package mutating func choice<T: RawRepresentable>(_ name: String, of _: T.Type = T.self) -> T? where T.RawValue == String {
        guard let value = lineIfAny(name, max: 500) else {
            add(name, "error.missing")
            return nil
        }
        guard let found = T(rawValue: value) else {
            add(name, "error.not_offered")
            return nil
        }
        return found
    }

    package mutating func choiceIfAny<T: RawRepresentable>(_ name: String, of _: T.Type = T.self) -> T? where T.RawValue == String {
        isEmpty(name) ? nil : choice(name, of: T.self)
    }

    /// A whole number; dots or blanks between thousands are taken as people write them.
    package mutating func int(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let typed = lineIfAny(name, max: 40) else {
            add(name, "error.missing")
            return nil
        }
        guard let number = Int(withoutGroups(typed)) else {
            add(name, "error.not_a_number")
            return nil
        }
        guard range.contains(number) else {
            add(name, Message("error.out_of_range", ["min": String(range.lowerBound), "max": String(range.upperBound)]))
            return nil
        }
        return number
    }

    package mutating func intIfAny(_ name: String, in range: ClosedRange<Int>) -> Int? { isEmpty(name) ? nil : int(name, in: range) }

    /// A number with a decimal comma or point.
    package mutating func doubleIfAny(_ name: String, in range: ClosedRange<Double>) -> Double? {
        guard let typed = lineIfAny(name, max: 40) else { return nil }
        guard let number = Double(typed.replacing(",", with: ".")), number.isFinite else {
            add(name, "error.not_a_number")
            return nil
        }
        guard range.contains(number) else {
            add(name, Message("error.out_of_range", ["min": "\(range.lowerBound)", "max": "\(range.upperBound)"]))
            return nil
        }
        return number
    }

    package mutating func day(_ name: String) -> Day? {
        guard let day = dayIfAny(name) else {
            if isEmpty(name) { add(name, "error.missing") }
            return nil
        }
        return day
    }

    /// A day as date fields send it, `2026-03-01`, or as people write it, `1/3/2026` or `01-03-2026`.
    package mutating func dayIfAny(_ name: String) -> Day? {
        guard let typed = lineIfAny(name, max: 40) else { return nil }
        if let day = Day(typed) { return day }
        let parts = typed.split { $0 == "/" || $0 == "-" || $0 == "." }.map { Int($0) }
        if parts.count == 3, let date = parts[0], let month = parts[1], let year = parts[2], (1000...9999).contains(year),
            let day = Day(year: year, month: month, day: date)
        {
            return day
        }
        add(name, "error.not_a_day")
        return nil
    }

    package mutating func id<Subject>(_ name: String, _: Subject.Type = Subject.self) -> Identifier<Subject>? {
        guard let typed = lineIfAny(name, max: 40) else {
            add(name, "error.missing")
            return nil
        }
        guard let id = Identifier<Subject>(checking: typed) else {
            add(name, "error.not_offered")
            return nil
        }
        return id
    }

    /// An id, `nil` when left empty. What is no id is an issue, never taken for empty: for a scope that would mean everything.
    package mutating func idIfAny<Subject>(_ name: String, _: Subject.Type = Subject.self) -> Identifier<Subject>? {
        isEmpty(name) ? nil : id(name)
    }

    /// An e-mail address: something before and after one `@`, with a dot after it. Whether it works only mail can tell.
    package mutating func emailIfAny(_ name: String) -> String? {
        guard let typed = lineIfAny(name, max: 254) else { return nil }
        let parts = typed.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix("."), !parts[1].hasSuffix("."),
            !typed.contains(where: { $0.isWhitespace || $0 == "," || $0 == ";" || $0 == "<" || $0 == ">" })
        else {
            add(name, "error.not_an_email")
            return nil
        }
        return typed
    }

    /// A telephone number in international form, `+6281234567890`, from `0812-3456-7890` or however it is typed.
    package mutating func phoneIfAny(_ name: String) -> String? {
        guard let typed = lineIfAny(name, max: 40) else { return nil }
        var digits = typed.filter { $0.isASCII && $0.isNumber }
        let others = typed.filter { !($0.isASCII && $0.isNumber) && !" +-().".contains($0) }
        if digits.hasPrefix("0") { digits = "62" + digits.dropFirst() }
        guard others.isEmpty, (9...15).contains(digits.count), typed.hasPrefix("+") || digits.hasPrefix("62") else {
            add(name, "error.not_a_phone")
            return nil
        }
        return "+" + digits
    }

    private func isEmpty(_ name: String) -> Bool { all(name).first?.isEmpty ?? true }

    private func withoutGroups(_ typed: String) -> String {
        let parts = typed.split { $0 == "." || $0 == " " || $0 == "," }
        let isGrouped = parts.count > 1 && parts.dropFirst().allSatisfy { $0.count == 3 }
        return isGrouped ? parts.joined() : typed
    }
}
