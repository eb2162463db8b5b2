/// The column file, version 1, little-endian:
///
///     header (128 bytes) · sections, each at a multiple of 64 · directory
///
/// Every column is a run of *codes*, one per row, of 1, 2, 4 or 8 bytes. Code 0 is a missing value; codes 1…n follow the order of
/// the values. What a code means is said by the column's domain: code c is `base + c - 1` (times 10^-scale), or entry c of a
/// dictionary. So every comparison is a comparison of codes, and there is no bitmap of missing values to look at besides.
enum Layout {
    static let magic = Array("PENDOCOL".utf8)
    static let version: UInt32 = 1
    static let headerLength = 128
    /// Rows that share an entry of the zone map.
    static let blockRows = 4096
    static let blockWords = blockRows / 64
    /// Least and greatest code that is not missing, and how many are missing.
    static let zoneBytes = 24
    /// Zero bytes behind a dictionary's texts, so that sixteen bytes can be copied from anywhere in it.
    static let textPadding = 32
    /// Counts of each code are kept for columns with at most this many codes, missing included.
    static let mostCounted = 65_536
    static let mostFrequent = 20
    static let mostBins = 32

    static func blocks(_ rows: Int) -> Int { (rows + blockRows - 1) / blockRows }
    /// Codes are stored for whole words of a bitmap.
    static func paddedRows(_ rows: Int) -> Int { (rows + 63) / 64 * 64 }

    /// Bytes per code for codes 0…n.
    static func width(_ codes: UInt64) -> Int {
        codes <= UInt64(UInt8.max) ? 1 : codes <= UInt64(UInt16.max) ? 2 : codes <= UInt64(UInt32.max) ? 4 : 8
    }
}

/// A stretch of the file.
struct Section: Equatable {
    var offset = 0
    var length = 0
    var checksum: UInt64 = 0
}

/// What codes mean.
enum Domain: Equatable {
    /// Code c is the whole number `base + c - 1`, in units of 10^-scale.
    case linear(base: Int64, scale: Int)
    /// Code c is the c-th text.
    case dictionary
}

/// One column as the directory describes it.
struct ColumnEntry {
    var name = ""
    var type = ColumnType.string
    var domain = Domain.dictionary
    /// The greatest code; without gaps for dictionaries only.
    var codes: UInt64 = 0
    var width = 1
    var offsetWidth = 4
    var traits: TextTraits = []
    var values = Section()
    var zones = Section()
    var counts = Section()
    var offsets = Section()
    var texts = Section()
    var statistics = StoredStatistics()
}

/// What is true of all texts of a dictionary, so that exports need not look again.
struct TextTraits: OptionSet {
    let rawValue: UInt8
    /// Some text needs quotes in CSV.
    static let needsQuotes = TextTraits(rawValue: 1)
    /// Some text has a character that JSON escapes.
    static let needsEscapes = TextTraits(rawValue: 2)
    /// Some text would be taken for a formula by a spreadsheet.
    static let hasFormulas = TextTraits(rawValue: 4)
    /// Some text is not plain ASCII.
    static let hasAccents = TextTraits(rawValue: 8)
    static let all: TextTraits = [.needsQuotes, .needsEscapes, .hasFormulas, .hasAccents]
}

/// A column's figures in terms of codes.
struct StoredStatistics: Equatable {
    var missing = 0
    var distinct = 0
    /// In units of 10^-sumScale; `nil` when it means nothing or does not fit 38 digits.
    var sum: Int128?
    var sumScale = 0
    var shortest = 0
    var longest = 0
    var frequent: [CodeCount] = []
    var histogram: [Int] = []
}

/// How often a code occurs.
struct CodeCount: Equatable {
    var code: UInt64
    var count: Int
}
