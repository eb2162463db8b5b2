import Kernel
import Masterplan
import Web
import Work

/// Answers as plain words, for histories, comparisons and tables. The same words are kept in the history of a sheet, so that what
/// somebody else changed can be told without knowing the form.
enum AnswerWords {
    static func text(_ answer: Answer) -> String {
        switch answer {
        case .text(let text): text
        case .flag(let flag): flag ? "ya" : "tidak"
        case .texts(let texts): texts.joined(separator: ", ")
        case .readiness(let rows):
            rows.map { "\($0.question): \($0.isThere ? "ada" : "belum")\($0.document.isEmpty ? "" : " (\($0.document))")" }
                .joined(separator: "; ")
        case .indicators(let rows):
            rows.map { row in
                let values =
                    (row.baseline.map { ["awal=\($0)"] } ?? []) + row.targets.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
                return "\(row.name) [\(row.unit)] \(values.joined(separator: ", "))"
            }.joined(separator: "; ")
        case .years(let rows):
            rows.map { row in
                let money = row.amount.map { " \(Format(language: .indonesian).rupiah($0))" } ?? ""
                return "\(row.year): \(row.activity)\(money)\(row.source.map { " (\($0.rawValue))" } ?? "")"
            }.joined(separator: "; ")
        case .risks(let rows): rows.map { "\($0.risk) → \($0.mitigation)" }.joined(separator: "; ")
        case .partners(let rows): rows.map { "\($0.name) (\($0.kind.rawValue))" }.joined(separator: "; ")
        case .codes(let codes): codes.isUnbudgeted ? "belum dianggarkan" : codes.codes.joined(separator: ", ")
        case .evidence(let rows): rows.map { "\($0.reference)\($0.note.isEmpty ? "" : " \($0.note)")" }.joined(separator: "; ")
        }
    }
}
