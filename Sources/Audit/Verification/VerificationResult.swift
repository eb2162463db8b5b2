import Kernel
import Work

/// What a verification has looked at and what it found.
package struct VerificationResult: Sendable, Equatable, Codable {
    package var startedAt: Instant
    package var finishedAt: Instant
    /// Seals walked, each with its event.
    package var seals = 0
    /// Events that wait for their seal.
    package var waiting = 0
    /// Subjects whose sequences were counted.
    package var subjects = 0
    /// Records held against their last event.
    package var records = 0
    /// Heads held against the chain.
    package var heads = 0
    /// Whether there was a file of heads at all; without one, a chain computed anew or cut short cannot be told.
    package var hasHeadLog = true
    /// Kinds of ``Derivation`` that would have taken too long to compute anew.
    package var leftOut: [String]?
    /// End of the chain.
    package var position = 0
    package var hash = Seal.origin
    /// What does not fit, the first row of the chain first; at most ``Verification/mostFindings`` of each pass.
    package var findings: [Finding] = []

    package var isSound: Bool { findings.isEmpty }

    init(startedAt: Instant) {
        self.startedAt = startedAt
        finishedAt = startedAt
    }
}

extension VerificationResult {
    /// What was not computed anew, in words.
    func omissions(_ words: Words, _ language: Language) -> [String] {
        (leftOut ?? []).map { kind in
            let what = words(Message(TextKey("audit.subject.\(kind)")), language)
            return words(Message("audit.verify.left_out", ["what": what]), language)
        }
    }

    /// The result as lines for a terminal, the first finding first.
    package func lines(_ words: Words, _ format: Format) -> [String] {
        func say(_ key: TextKey, _ values: [String: String] = [:]) -> String { words(Message(key, values), format.language) }
        var lines = [
            say(
                "audit.verify.counted",
                [
                    "seals": format.number(seals), "waiting": format.number(waiting), "subjects": format.number(subjects),
                    "records": format.number(records), "heads": format.number(heads),
                ])
        ]
        if !hasHeadLog, seals > 0 { lines.append(say("audit.verify.no_heads")) }
        lines += omissions(words, format.language)
        lines.append(say("audit.verify.end", ["position": format.number(position), "hash": hash]))
        guard let first = findings.first else { return lines + [say("audit.verify.sound")] }
        lines.append(say("audit.verify.first", ["finding": first.sentence(words, format)]))
        if findings.count > 1 { lines.append(say("audit.verify.more")) }
        lines += findings.dropFirst().map { "- " + $0.sentence(words, format) }
        return lines
    }
}
