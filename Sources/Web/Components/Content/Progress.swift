/// A part of a whole as a bar with the words beside it.
package struct Progress: Component {
    package enum Standing: String, Sendable {
        case onTrack = ""
        case atRisk = " progress--warn"
        case behind = " progress--bad"
    }

    var part: Double
    var words: String
    var standing: Standing

    /// - Parameters:
    ///   - part: 0…1; more is drawn as full.
    ///   - words: what the bar shows, since nobody should have to guess it from its length.
    package init(_ part: Double, words: String, standing: Standing = .onTrack) {
        self.part = part.isFinite ? min(max(part, 0), 1) : 0
        self.words = words
        self.standing = standing
    }

    package var html: HTML {
        """
        <div class="progress\(standing.rawValue)"><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">\
        <rect width="\(Int((part * 100).rounded()))" height="4"/></svg><span class="progress__words">\(words)</span></div>
        """
    }

    package static let examples = [
        Example("standings") { _ in
            """
            <div class="grid">\(Progress(0.82, words: "82 % waktu tersisa")) \
            \(Progress(0.4, words: "40 %, perlu perhatian", standing: .atRisk)) \
            \(Progress(0.1, words: "10 %, tertinggal", standing: .behind))</div>
            """
        }
    ]
}
