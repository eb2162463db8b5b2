import Columns

/// The words of our own language for questions in an address.
///
///     ?kecamatan=eq.Patrang&jumlah=between.(10,20)&or=(status.eq.selesai,not=(tahun.lt.2024))
///     &fields=id,nama&sort=jumlah.desc,nama&limit=50
///     ?group=kecamatan,tahun&select=kecamatan,tahun,total:sum(jumlah)&having=sum(jumlah).gt.100&sort=sum(jumlah).desc
///     ?distinct=kecamatan · ?facet=kecamatan,status · ?q=jalan+berlubang
///
/// A name with one of `, ( ) " : . =` or that is one of these words stands in double quotes; so does a value in parentheses with
/// a comma, a parenthesis or a quote. `_row` is the row's number, from 1.
enum AddressWord {
    static let and = "and"
    static let or = "or"
    static let not = "not"
    static let search = "q"
    static let fields = "fields"
    static let select = "select"
    static let distinct = "distinct"
    static let group = "group"
    static let having = "having"
    static let sort = "sort"
    static let limit = "limit"
    static let offset = "offset"
    static let cursor = "cursor"
    static let facet = "facet"
    static let facetLimit = "facet_limit"
    static let row = "_row"

    /// Also the words that endpoints themselves understand.
    static let reserved: Set<String> = [
        and, or, not, search, fields, select, distinct, group, having, sort, limit, offset, cursor, facet, facetLimit, row,
        "version", "as_of", "from", "to", "key", "format", "guard", "delimiter", "lang",
    ]

    /// Characters that end a bare name.
    static func endsName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", "(", ")", "\"", ":", ".", "=": true
        default: false
        }
    }

    static func name(_ name: String) -> String {
        reserved.contains(name) || name.unicodeScalars.contains(where: endsName) ? quoted(name) : name
    }

    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" || scalar == "\\" { quoted += "\\" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// A value that ends its parameter.
    static func lastValue(_ text: String) -> String { text.hasPrefix("\"") ? quoted(text) : text }

    /// A value within parentheses.
    static func value(_ text: String) -> String {
        text.isEmpty || text.unicodeScalars.contains { $0 == "," || $0 == "(" || $0 == ")" || $0 == "\"" } ? quoted(text) : text
    }
}

/// The operators, by the names they have in an address.
enum AddressOperator: String, CaseIterable {
    case equal = "eq"
    case notEqual = "ne"
    case less = "lt"
    case lessOrEqual = "lte"
    case greater = "gt"
    case greaterOrEqual = "gte"
    case isIn = "in"
    case isNotIn = "nin"
    case between
    case contains
    case startsWith = "starts"
    case endsWith = "ends"
    case like
    case word
    case wordStart = "words"
    /// Equal without regard to capitals and accents.
    case same = "ieq"
    case isMissing = "isnull"
    case isPresent = "notnull"

    var comparison: RowFilter.Comparison? {
        switch self {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        default: nil
        }
    }

    var match: RowFilter.TextMatch? {
        switch self {
        case .contains: .contains
        case .startsWith: .startsWith
        case .endsWith: .endsWith
        case .like: .like
        case .word: .word
        case .wordStart: .wordStart
        default: nil
        }
    }

    init(_ comparison: RowFilter.Comparison) { self = AddressOperator.allCases.first { $0.comparison == comparison }! }
    init(_ match: RowFilter.TextMatch) { self = AddressOperator.allCases.first { $0.match == match }! }
}

extension String {
    /// The text as a pattern that only it fits.
    var asPattern: String {
        var pattern = ""
        for scalar in unicodeScalars {
            if scalar == "%" || scalar == "_" || scalar == "\\" { pattern += "\\" }
            pattern.unicodeScalars.append(scalar)
        }
        return pattern
    }
}
