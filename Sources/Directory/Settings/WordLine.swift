import Kernel

/// Both languages of one sentence as they are set for the same days: a line of the table of words.
struct WordLine {
    var from: Day
    var to: Day?
    /// What was set last for these days; ours where it was ours that was set.
    var sentences: [Language: String] = [:]

    /// - Parameter changes: of one key, the later ones later.
    static func all(_ changes: [WordOverride], ours: Words) -> [WordLine] {
        var lines: [WordLine] = []
        for change in changes {
            let known = lines.firstIndex { $0.from == change.validFrom && $0.to == change.validTo }
            if known == nil { lines.append(WordLine(from: change.validFrom, to: change.validTo)) }
            let sentence = change.sentence ?? ours.sentence(TextKey(change.key), change.language)
            lines[known ?? lines.count - 1].sentences[change.language] = sentence
        }
        return lines
    }
}
