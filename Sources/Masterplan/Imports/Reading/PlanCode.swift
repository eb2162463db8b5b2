import Kernel

/// A code of the nomenclature, `U.BB.PP.L.KK.SSSS`: field of government, programme, activity, sub-activity. Kept as text, for its
/// zeros mean something.
package struct PlanCode: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Levels of the nomenclature by how many parts the code has.
    package enum Level: Int, Sendable, CaseIterable, Comparable {
        case field = 2
        case programme = 3
        case activity = 5
        case subActivity = 6

        package static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }

        /// Bytes of a code of this level: each segment has a fixed width.
        var length: Int {
            switch self {
            case .field: 4
            case .programme: 7
            case .activity: 12
            case .subActivity: 17
            }
        }
    }

    package let text: String
    package let level: Level

    package var description: String { text }
    package static func < (a: PlanCode, b: PlanCode) -> Bool { a.text < b.text }

    private init(_ segments: [Substring], _ level: Level) {
        text = segments.prefix(level.rawValue).joined(separator: ".")
        self.level = level
    }

    /// Takes a code as it should be written; `nil` for anything else.
    package init?(_ text: String) {
        guard let read = PlanCode.read(text), !read.isMended else { return nil }
        self = read.code
    }

    /// Takes a code that is written whole.
    private init?(asWritten text: String) {
        guard let level = CodeForm.segments(of: text).flatMap(Level.init(rawValue:)), !text.utf8.starts(with: "0".utf8),
            !text.utf8.dropFirst(2).starts(with: "00".utf8)
        else { return nil }
        self.text = text
        self.level = level
    }

    /// Reads a code as tables have it: with lost zeros, blanks or a dot at the end. Sub-activities had two digits before Kepmendagri
    /// 900.1.15.5-1317/2023.
    /// - Parameter isNumber: whether a workbook keeps it as a number, where `1.10` has become 1.1.
    /// - Returns: `nil` when it is none; otherwise whether zeros had to be put back.
    package static func read(_ cell: String, isNumber: Bool = false) -> (code: PlanCode, isMended: Bool)? {
        if !isNumber, let whole = PlanCode(asWritten: cell) { return (whole, false) }
        let widths = CodeForm.widths
        var segments = cell.split(separator: ".", omittingEmptySubsequences: true).map { $0.filter { $0 != " " } }[...]
        guard (2...6).contains(segments.count), segments.count != 4 else { return nil }
        if segments.count == 2, isNumber, segments[1].count == 1 { segments[1] += "0" }
        var whole: [Substring] = []
        var isMended = isNumber && segments.count == 2
        for (index, segment) in segments.enumerated() {
            let isField = index < 2 && segment.utf8.allSatisfy { $0 == UInt8(ascii: "X") || $0 == UInt8(ascii: "x") }
            if isField, segment.utf8.count == widths[index] {
                whole.append(Substring(segment.uppercased()))
                continue
            }
            guard !segment.isEmpty, segment.utf8.allSatisfy({ (48...57).contains($0) }), segment.utf8.count <= widths[index] else {
                return nil
            }
            let lost = widths[index] - segment.utf8.count
            if lost > 0 { isMended = true }
            whole.append(Substring(String(repeating: "0", count: lost) + segment))
        }
        // Field zero is no field: SIPD writes an agency's unused fields so.
        guard whole[0] != "0", whole[1] != "00", (whole[0] == "X") == (whole[1] == "XX"), let level = Level(rawValue: whole.count) else {
            return nil
        }
        return (PlanCode(whole, level), isMended)
    }

    /// Whether it is for every agency, its own field to be put in: `X.XX.01.2.01.0001`.
    package var isForEveryone: Bool { text.utf8.starts(with: "X.XX".utf8) }

    /// With an agency's field in place of `X.XX`.
    package func filled(field: String) -> PlanCode {
        guard isForEveryone, field.utf8.count == 4 else { return self }
        return PlanCode(whole: field + text.dropFirst(4), level)
    }

    /// As the nomenclature lists it: the supporting programme, 01, stands there once, as `X.XX.01`.
    package var listed: PlanCode {
        guard text.utf8.dropFirst(5).starts(with: "01".utf8), !isForEveryone else { return self }
        return PlanCode(whole: "X.XX" + text.dropFirst(4), level)
    }

    private init(whole text: String, _ level: Level) {
        self.text = text
        self.level = level
    }

    /// The code of a higher level that it lies in.
    package func above(_ wanted: Level) -> PlanCode? {
        wanted < level ? PlanCode(whole: String(text.utf8.prefix(wanted.length)) ?? text, wanted) : nil
    }

    /// Whether it lies in another code.
    package func isBelow(_ other: PlanCode) -> Bool { other.level < level && text.utf8.starts(with: other.text.utf8) }

    /// The next one up among programmes, activities and sub-activities.
    package var parent: PlanCode? {
        switch level {
        case .subActivity: above(.activity)
        case .activity: above(.programme)
        case .programme, .field: nil
        }
    }

    /// Its field of government, such as `2.16`.
    package var field: String { String(text.prefix(4)) }

    /// The field of an agency's code as SIPD writes it, `2.16.0.00.0.00.01.0000`; `nil` for anything else.
    package static func agencyField(_ cell: String) -> String? {
        let segments = cell.split(separator: ".", omittingEmptySubsequences: false)
        guard (7...8).contains(segments.count), segments.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let field = read("\(segments[0]).\(segments[1])")
        else { return nil }
        return field.code.text
    }

    /// A title that begins with its own code, as SIPD shows them: the code and the rest.
    package static func leading(_ title: String) -> (code: PlanCode, title: String)? {
        guard let first = title.utf8.first, (48...57).contains(first) || first == UInt8(ascii: "X"), let blank = title.firstIndex(of: " "),
            let read = read(String(title[..<blank])), read.code.level >= .programme
        else { return nil }
        let rest = title[blank...].drop { " -–:".contains($0) }
        return rest.isEmpty ? nil : (read.code, String(rest))
    }
}
