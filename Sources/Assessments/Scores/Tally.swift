import Kernel

/// What the scores of an assessment come to, for the whole instrument or for one of its components.
///
/// **Formula.** The index is the weighted mean of the scores: Σ weight × score ÷ 100, where the weight of what is asked is the product
/// of its own weight and those of what it belongs to. Source: the weights of Kominfo's smart-city evaluation as the Sleman regency
/// published them (baseline 10, output 20, outcome 30, impact 30, quick win 10) and those of 2022 (outcome 30, impact 20, quick win
/// 20), both in the reference table `smartcity_evaluasi_bobot.csv`. Kota Kediri's published result of 2022 (3.60, 3.21, 3.23, 3.07,
/// 3.65 → 3.31) is met by 10/20/30/20/20 without rounding up: the exact mean is 3.315.
///
/// **What is missing is not zero.** An unanswered question takes its weight out of the mean and lowers ``completeness`` instead; the
/// total is then provisional. Everything is whole numbers, so that no machine rounds before we do.
package struct Tally: Hashable, Sendable {
    /// Σ effective weight × score in hundredths, over what is answered.
    package private(set) var sum = 0
    /// Σ effective weight over what is answered.
    package private(set) var answered = 0
    /// Σ effective weight over everything.
    package private(set) var whole = 0
    package private(set) var answers = 0
    package private(set) var questions = 0

    /// - Parameters:
    ///   - component: only what belongs to this item of the instrument; `nil` for all of it.
    ///   - scores: by the code of what is asked.
    package init(_ instrument: Instrument, of component: String? = nil, _ scores: [String: Hundredths]) {
        for leaf in instrument.leaves where component.map({ leaf.path.contains($0) }) ?? true {
            whole += leaf.weight
            questions += 1
            guard let score = scores[leaf.item.code] else { continue }
            sum += leaf.weight * score.count
            answered += leaf.weight
            answers += 1
        }
    }

    package var isComplete: Bool { answers == questions && questions > 0 }

    /// The mean, brought to two decimals; `nil` when nothing is answered.
    package func value(_ rounding: Rounding) -> Hundredths? {
        guard answered > 0 else { return nil }
        switch rounding {
        case .halfUp: return Hundredths((2 * sum + answered) / (2 * answered))
        case .down: return Hundredths(sum / answered)
        }
    }

    /// How many percent of the weight are answered.
    package var completeness: Int { whole == 0 ? 0 : Int((Double(answered) * 100 / Double(whole)).rounded(.down)) }
}
