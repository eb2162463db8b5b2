import Kernel

/// Something that was concluded from a sheet and not said by anybody. It is shown as a sentence and can be switched.
package struct Guess: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Lines above the heading that are no data.
        case titles
        /// The rows that name the columns.
        case header
        /// Two rows joined into one heading.
        case joinedHeader
        /// A heading was empty or stood twice and was given a name.
        case name
        /// A row `(1) (2) (3)` below the heading.
        case numbering
        /// Rows such as JUMLAH or TOTAL.
        case totals
        /// Rows below the table that are notes: "Sumber: …", "*) …".
        case notes
        /// Blank means the same as above.
        case fill
        /// What the values of a column are.
        case type
        /// Which sign is the decimal sign and which groups thousands.
        case numbers
        /// Whether the day or the month stands first.
        case dates
        /// Numbers that are days as a spreadsheet counts them.
        case serials
        /// Marks such as `-` or `n/a` that mean that nothing is known.
        case missing
        /// A unit behind a heading.
        case unit
        /// Names of places that get a column of codes.
        case area
        /// A column that tells every row apart.
        case key
        /// A column without any heading or value that is left out, or one that the schema does not know.
        case leftOut
        /// Long numbers that a spreadsheet has already rounded. Nothing to switch: they must be typed anew as text.
        case rounded
    }

    /// The same for the same conclusion at the next inspection: the kind and perhaps the letter of the column, as `type:C`.
    package var id: String
    package var kind: Kind
    /// The sheet's columns that it is about, from 0; none for all.
    package var columns: [Int]
    /// The rows that it is about, by their numbers in the file, where they are known.
    package var rows: ClosedRange<Int>?
    package var message: Message
    package var isOn: Bool
    /// Whether switching it does anything.
    package var canSwitch: Bool

    package init(
        _ kind: Kind, column: Int? = nil, suffix: String? = nil, rows: ClosedRange<Int>? = nil, isOn: Bool = true, canSwitch: Bool = true,
        _ message: Message
    ) {
        self.init(
            id: Guess.id(kind, column: column, suffix: suffix), kind: kind, columns: column.map { [$0] } ?? [], rows: rows,
            message: message,
            isOn: isOn, canSwitch: canSwitch)
    }

    init(id: String, kind: Kind, columns: [Int], rows: ClosedRange<Int>?, message: Message, isOn: Bool, canSwitch: Bool) {
        self.id = id
        self.kind = kind
        self.columns = columns
        self.rows = rows
        self.message = message
        self.isOn = isOn
        self.canSwitch = canSwitch
    }

    package static func id(_ kind: Kind, column: Int? = nil, suffix: String? = nil) -> String {
        ([kind.rawValue] + (column.map { [SheetPlace.letters($0)] } ?? []) + (suffix.map { [$0] } ?? [])).joined(separator: ":")
    }
}
