import Kernel

/// Members of a council or team as people type them, one a line: name, institution and role in the words of either language.
struct MemberLines: Sendable {
    let words: Words

    /// The lines as they are kept, with codes. What is no such word stays as it was typed, to be named as wrong.
    func coded(_ typed: String) -> String {
        each(typed) { institution, role in
            (
                code(institution, Participant.Institution.allCases.map { ($0.rawValue, $0.label) }) ?? institution,
                code(role, WorkshopBody.Role.allCases.map { ($0.rawValue, $0.label) }) ?? role
            )
        }
    }

    /// Kept lines in the words of a language.
    func shown(_ kept: String, _ language: Language) -> String {
        each(kept) { institution, role in
            (
                Participant.Institution(rawValue: institution).map { words(Message($0.label), language) } ?? institution,
                WorkshopBody.Role(rawValue: role).map { words(Message($0.label), language) } ?? role
            )
        }
    }

    private func each(_ text: String, _ change: (String, String) -> (String, String)) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let parts = line.split(separator: "|", omittingEmptySubsequences: false).map { Plain.line(String($0)) }
            guard parts.count == 3 else { return String(line) }
            let (institution, role) = change(parts[1], parts[2])
            return "\(parts[0]) | \(institution) | \(role)"
        }.joined(separator: "\n")
    }

    private func code(_ typed: String, _ known: [(code: String, label: TextKey)]) -> String? {
        let folded = Plain.folded(typed)
        return known.first { one in
            one.code == folded || Language.allCases.contains { Plain.folded(words(Message(one.label), $0)) == folded }
        }?.code
    }
}
