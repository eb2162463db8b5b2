import Kernel
import Work

/// One thing a sheet asks, as a regency shapes it: data, never a column of ours.
package struct SheetField: Sendable, Equatable {
    /// What an answer looks like. The kinds that hold rows are those that other parts of Pendopo read: money by year, indicators,
    /// evidence, sub-activities.
    package enum Kind: String, Sendable, CaseIterable {
        case line, text, number, day
        case yesNo = "yes_no"
        case choice, choices
        /// One answer "there" or "not yet", with the document that shows it, to each option.
        case readiness
        /// Indicators with baseline and a target for each year.
        case indicators
        /// What is done in which year, what it may cost and who pays.
        case years
        /// What may go wrong and what is done about it.
        case risks
        case partners, villages
        /// Codes of sub-activities, or the honest word that none is budgeted yet.
        case codes
        /// Records of Pendopo that show the problem: datasets, cited numbers, reports.
        case evidence

        package var label: TextKey { TextKey("innovation.kind.\(rawValue)") }
        /// Whether its answers are chosen from, or given to, options of the field.
        package var takesOptions: Bool { [.choice, .choices, .readiness].contains(self) }
    }

    /// When it must be filled.
    package enum Need: Sendable, Equatable {
        case optional
        /// Before the sheet is handed in.
        case submitting
        /// Before the sheet is handed in, if another field has this answer.
        case when(field: String, value: String)
    }

    package struct Option: Sendable, Equatable {
        package var value: String
        package var label: Bilingual

        package init(_ value: String, _ label: Bilingual) {
            self.value = value
            self.label = label
        }
    }

    /// Its name in answers and in the API, `^[a-z][a-z0-9_]{0,39}$`; one name means one kind for ever.
    package var name: String
    package var kind: Kind
    package var label: Bilingual
    package var help: Bilingual
    package var need: Need
    package var options: [Option]

    package init(
        _ name: String, _ kind: Kind, _ label: Bilingual, help: Bilingual = Bilingual(), need: Need = .optional, options: [Option] = []
    ) {
        self.name = name
        self.kind = kind
        self.label = label
        self.help = help
        self.need = need
        self.options = options
    }

    /// Whether it may be a field's ``name``.
    package static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard (1...40).contains(bytes.count), (97...122).contains(bytes[0]) else { return false }
        return bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    /// The words of an option; the value itself when it is no longer offered.
    package func words(_ value: String, _ language: Language) -> String {
        options.first { $0.value == value }?.label(language) ?? value
    }
}

/// A text that a regency wrote in both languages; in Indonesian alone where it did not bother.
package struct Bilingual: Sendable, Equatable {
    package var indonesian: String
    package var english: String

    package init(_ indonesian: String = "", _ english: String = "") {
        self.indonesian = indonesian
        self.english = english
    }

    package var isEmpty: Bool { indonesian.isEmpty && english.isEmpty }

    package func callAsFunction(_ language: Language) -> String {
        language == .english && !english.isEmpty ? english : indonesian
    }
}
