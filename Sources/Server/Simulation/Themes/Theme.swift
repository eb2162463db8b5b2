import Kernel
import Reports

/// What people of the demo regency write about: the words for one kind of trouble and for what is done about it.
struct Theme: Sendable {
    /// Months in which there is more of it.
    enum Season: Sendable {
        case any
        /// November to March: rain breaks roads and fills ditches.
        case rain
        /// June to October: wells and pipes run dry, rubbish burns.
        case dry
        /// January, July and the weeks around them, when school years begin.
        case school

        /// How much more or less of it there is in a month, 1…12.
        func factor(month: Int) -> Double {
            switch self {
            case .any: 1
            case .rain: [1.8, 1.9, 1.6, 1.0, 0.7, 0.5, 0.4, 0.4, 0.5, 0.8, 1.4, 1.8][month - 1]
            case .dry: [0.4, 0.4, 0.5, 0.7, 1.0, 1.4, 1.7, 1.9, 1.8, 1.4, 0.8, 0.5][month - 1]
            case .school: [1.5, 1.0, 0.8, 0.8, 0.9, 1.3, 2.4, 1.5, 0.9, 0.8, 0.8, 0.7][month - 1]
            }
        }
    }

    var name: String
    /// A category belongs to the theme when its name contains one of these, the first that fits counts.
    var categories: [String]
    /// For categories without an agency of their own: words in the name of the agency that answers.
    var agencies: [String]
    /// How common it is beside the others.
    var weight: Double
    var season = Season.any
    var kind = Report.Kind.complaint
    /// How many working days an agency usually needs.
    var days: Double
    /// Share that asks to be confidential, and anonymous.
    var confidential = 0.005
    var anonymous = 0.12
    var scene: DemoPhotos.Scene?
    /// Places that fit it better than a street; `{village}` and `{n}` are filled in.
    var places: [String] = []
    /// What is wrong; `{where}` is replaced by a place.
    var problems: [String]
    var effects: [String]
    var wishes: [String]
    /// Public notes on the way.
    var steps: [String]
    /// What an agency says when it claims the work done.
    var done: [String]
    /// What a checker says who saw it.
    var checks: [String]
}

extension Theme {
    static let all: [Theme] =
        [road, bridge, streetLight, drainage, flood, pavement] + [water, irrigation, fertiliser, rubbish, pollution, trees]
        + [school, health, civilRegistry, socialAid, market, parking] + [disorder, online, levy, violence, idea, question, animals]
}
