import Kernel

/// A question of BPS's metadata forms (Perban BPS 5/2020) that nothing else on the dataset answers: who collects, when and what for are
/// asked once and printed into MS-Keg from there.
package struct BPSItem: Sendable {
    /// Its number in the form, such as `keg.4.3`; the key under which ``Dataset/bps`` keeps the answer.
    package var code: String
    /// Codes of the answers to choose from; several may be chosen where the form adds them up (1, 2, 4, 8 …).
    package var choices: [String] = []
    package var isSum = false

    package var label: TextKey { TextKey("bps.\(code)") }
    package func label(_ choice: String) -> TextKey { TextKey("bps.\(code).\(choice)") }

    /// The blocks in the order of the forms.
    package static let all: [BPSItem] = [
        BPSItem(code: "keg.cara", choices: ["1", "2", "3", "4"]), BPSItem(code: "keg.rekomendasi"), BPSItem(code: "keg.3.1"),
        BPSItem(code: "keg.3.2"), BPSItem(code: "keg.4.3", choices: ["1", "2", "3"]),
        BPSItem(code: "keg.4.6", choices: ["1", "2", "4", "8", "16"], isSum: true),
        BPSItem(code: "keg.4.7", choices: ["1", "2", "4", "8", "16", "32"], isSum: true),
        BPSItem(code: "keg.4.8", choices: ["1", "2", "4", "8"], isSum: true), BPSItem(code: "keg.5.1", choices: ["1", "2"]),
        BPSItem(code: "keg.5.5"), BPSItem(code: "keg.6.1", choices: ["1", "2"]),
        BPSItem(code: "keg.7.4", choices: ["1", "2", "4", "8"], isSum: true),
        BPSItem(code: "ind.konsep"), BPSItem(code: "ind.definisi"), BPSItem(code: "ind.interpretasi"), BPSItem(code: "ind.rumus"),
        BPSItem(code: "ind.ukuran"), BPSItem(code: "ind.satuan"), BPSItem(code: "ind.komposit", choices: ["1", "2"]),
        BPSItem(code: "ind.variabel"), BPSItem(code: "ind.estimasi"),
    ]
}
