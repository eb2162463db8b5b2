import Kernel

/// A question of BPS's metadata forms (Perban BPS 5/2020) that nothing else on the dataset answers: who collects, when and what for are
/// asked once and printed into MS-Keg from there (``StatisticalSheets``).
package struct BPSItem: Sendable {
    /// When it is asked at all: only where another item has one of these answers; the forms' skip rules.
    package struct Condition: Sendable, Equatable {
        package var code: String
        package var answers: Set<String>
    }

    /// Its number in the form, such as `keg.4.3`; the key under which ``Dataset/bps`` keeps the answer.
    package var code: String
    /// Block of MS-Keg, `identitas` and `1` to `8`, or `ind` for MS-Ind.
    package var block: String
    /// Codes of the answers to choose from; several may be chosen where the form adds them up (1, 2, 4, 8 …).
    package var choices: [String]
    package var isSum: Bool
    package var condition: Condition?

    init(_ code: String, in block: String, choices: [String] = [], isSum: Bool = false, if condition: Condition? = nil) {
        self.code = code
        self.block = block
        self.choices = choices
        self.isSum = isSum
        self.condition = condition
    }

    package var label: TextKey { TextKey("bps.\(code)") }
    package func label(_ choice: String) -> TextKey { TextKey("bps.\(code).\(choice)") }

    /// Whether the form asks it, given what was answered to the others; a question that depends on one which is not asked is not asked.
    package func isAsked(_ answers: [String: String]) -> Bool {
        guard let condition else { return true }
        guard let answer = answers[condition.code], condition.answers.contains(answer) else { return false }
        return BPSItem.all.first { $0.code == condition.code }?.isAsked(answers) ?? true
    }

    private static let yesNo = ["1", "2"]
    /// Samples are drawn for surveys.
    private static let survey = Condition(code: "keg.cara", answers: ["2"])
    private static let probability = Condition(code: "keg.5.2", answers: ["1"])
    private static let chance = Condition(code: "keg.5.2", answers: ["2"])
    /// Nobody goes out to collect where products of administration are compiled.
    private static let collected = Condition(code: "keg.cara", answers: ["1", "2", "4"])

    /// In the order of the forms.
    package static let all: [BPSItem] = activity + indicator

    private static let activity: [BPSItem] = [
        BPSItem("keg.cara", in: "identitas", choices: ["1", "2", "3", "4"]),
        BPSItem("keg.sektor", in: "identitas", choices: (1...22).map(String.init)),
        BPSItem("keg.rekomendasi", in: "identitas", if: survey),
        BPSItem("keg.1.2", in: "1"), BPSItem("keg.2.1", in: "2"), BPSItem("keg.2.2", in: "2"),
        BPSItem("keg.3.1", in: "3"), BPSItem("keg.3.2", in: "3"), BPSItem("keg.3.3", in: "3"),
        BPSItem("keg.4.3", in: "4", choices: ["1", "2", "3"]), BPSItem("keg.4.4", in: "4", choices: yesNo),
        BPSItem("keg.4.5", in: "4", if: Condition(code: "keg.4.4", answers: ["2"])),
        BPSItem("keg.4.6", in: "4", choices: ["1", "2", "4", "8", "16"], isSum: true),
        BPSItem("keg.4.7", in: "4", choices: ["1", "2", "4", "8", "16", "32"], isSum: true),
        BPSItem("keg.4.8", in: "4", choices: ["1", "2", "4", "8"], isSum: true),
        BPSItem("keg.5.1", in: "5", choices: yesNo, if: survey), BPSItem("keg.5.2", in: "5", choices: yesNo, if: survey),
        BPSItem("keg.5.3a", in: "5", choices: ["1", "2", "3", "4", "5"], if: probability),
        BPSItem("keg.5.3b", in: "5", choices: ["6", "7", "8", "9", "10"], if: chance),
        BPSItem("keg.5.4", in: "5", choices: yesNo, if: probability), BPSItem("keg.5.5", in: "5", if: probability),
        BPSItem("keg.5.6", in: "5", if: probability), BPSItem("keg.5.7", in: "5", if: survey), BPSItem("keg.5.8", in: "5", if: survey),
        BPSItem("keg.6.1", in: "6", choices: yesNo), BPSItem("keg.6.2", in: "6", choices: ["1", "2", "4", "8"], isSum: true),
        BPSItem("keg.6.3", in: "6", choices: yesNo, if: survey),
        BPSItem("keg.6.4", in: "6", choices: ["1", "2", "3"], if: collected),
        BPSItem("keg.6.5", in: "6", choices: ["1", "2", "3", "4"], if: collected), BPSItem("keg.6.6", in: "6", if: collected),
        BPSItem("keg.6.7", in: "6", choices: yesNo, if: collected),
        BPSItem("keg.7.1", in: "7", choices: ["1", "2", "4", "8"], isSum: true), BPSItem("keg.7.2", in: "7", choices: ["1", "2", "3"]),
        BPSItem("keg.7.3", in: "7", choices: ["1", "2", "4", "8"], isSum: true),
        BPSItem("keg.7.4", in: "7", choices: ["1", "2", "4", "8", "16"], isSum: true),
        BPSItem("keg.8.1", in: "8", choices: ["1", "2", "4"], isSum: true), BPSItem("keg.8.2", in: "8"),
    ]

    private static let indicator: [BPSItem] = [
        BPSItem("ind.konsep", in: "ind"), BPSItem("ind.definisi", in: "ind"), BPSItem("ind.interpretasi", in: "ind"),
        BPSItem("ind.rumus", in: "ind"), BPSItem("ind.ukuran", in: "ind"), BPSItem("ind.satuan", in: "ind"),
        BPSItem("ind.klasifikasi", in: "ind"), BPSItem("ind.komposit", in: "ind", choices: yesNo), BPSItem("ind.variabel", in: "ind"),
        BPSItem("ind.estimasi", in: "ind"), BPSItem("ind.akses", in: "ind", choices: yesNo),
    ]

    /// The blocks in the order of the forms.
    package static let blocks = ["identitas", "1", "2", "3", "4", "5", "6", "7", "8", "ind"]
}
