import Kernel
import Storage

/// What a report can be about: two levels, with who owns it and the rules it brings.
package struct Category: Sendable, Equatable {
    package var id: String
    package var parent: String?
    package var nameIndonesian: String
    package var nameEnglish: String
    /// The agency triage is offered first.
    package var agency: String?
    package var kind: Report.Kind
    /// Metres to which the public position is rounded.
    package var rounding: Int
    /// Whether work claimed done must show a photo.
    package var needsEvidence: Bool
    /// Whether *confidential* is offered first, as for violence or corruption.
    package var isSensitive: Bool
    /// Questions as JSON: an array of ``CategoryQuestion``.
    package var questions: [CategoryQuestion]
    package var position: Int
    package var validFrom: Day
    package var validTo: Day?
    package var version: Int

    package init(
        id: String, parent: String? = nil, nameIndonesian: String, nameEnglish: String, agency: String? = nil,
        kind: Report.Kind = .complaint,
        rounding: Int = 100, needsEvidence: Bool = false, isSensitive: Bool = false, questions: [CategoryQuestion] = [], position: Int = 0,
        validFrom: Day, validTo: Day? = nil, version: Int = 1
    ) {
        self.id = id
        self.parent = parent
        self.nameIndonesian = nameIndonesian
        self.nameEnglish = nameEnglish
        self.agency = agency
        self.kind = kind
        self.rounding = rounding
        self.needsEvidence = needsEvidence
        self.isSensitive = isSensitive
        self.questions = questions
        self.position = position
        self.validFrom = validFrom
        self.validTo = validTo
        self.version = version
    }

    package func name(_ language: Language) -> String { language == .indonesian || nameEnglish.isEmpty ? nameIndonesian : nameEnglish }
    package func isValid(on day: Day) -> Bool { validFrom <= day && validTo.map { day <= $0 } ?? true }
    /// Its questions of that day.
    package func asked(on day: Day) -> [CategoryQuestion] { questions.filter { $0.isAsked(on: day) } }
}

/// One thing more that a category asks.
package struct CategoryQuestion: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable { case text, number, choice, yesno }
    package var code: String
    package var kind: Kind
    package var labelIndonesian: String
    package var labelEnglish: String
    package var isRequired: Bool
    /// For `choice`: what can be chosen, as it is shown.
    package var options: [String]
    /// The first and the last day on which it is asked; `nil` where there is no such day. Answers outlive it, so it stays.
    package var validFrom: Day?
    package var validTo: Day?

    package init(
        code: String, kind: Kind, labelIndonesian: String, labelEnglish: String, isRequired: Bool, options: [String] = [],
        validFrom: Day? = nil, validTo: Day? = nil
    ) {
        self.code = code
        self.kind = kind
        self.labelIndonesian = labelIndonesian
        self.labelEnglish = labelEnglish
        self.isRequired = isRequired
        self.options = options
        self.validFrom = validFrom
        self.validTo = validTo
    }

    package func isAsked(on day: Day) -> Bool { validFrom.map { $0 <= day } ?? true && validTo.map { day <= $0 } ?? true }

    package func label(_ language: Language) -> String {
        language == .indonesian || labelEnglish.isEmpty ? labelIndonesian : labelEnglish
    }
}

/// All categories at a moment, by id and as a tree.
package struct CategoryTree: Sendable {
    package let all: [Category]
    private let byID: [String: Category]

    package init(_ all: [Category]) {
        self.all = all
        byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }

    package subscript(_ id: String) -> Category? { byID[id] }

    /// The tops, in their order.
    package func tops(on day: Day) -> [Category] { all.filter { $0.parent == nil && $0.isValid(on: day) } }
    /// What is below a top, in its order.
    package func children(of id: String, on day: Day) -> [Category] { all.filter { $0.parent == id && $0.isValid(on: day) } }
    /// The top above a category, itself if it is one.
    package func top(of id: String) -> String { byID[id]?.parent ?? id }
}

extension Category {
    /// What is missing or wrong in the answers to this category's questions; the field is `answer.CODE`. Whoever wrote before midnight may
    /// answer what is not asked any more.
    func issues(in answers: [String: String], on day: Day) -> [Issue] {
        questions.compactMap { question in
            let field = "answer.\(question.code)"
            guard let answer = answers[question.code], !answer.isEmpty else {
                return question.isRequired && question.isAsked(on: day) ? Issue(field, "error.required") : nil
            }
            switch question.kind {
            case .text: return answer.count > 500 ? Issue(field, Message("error.text_too_long", ["max": "500"])) : nil
            case .number: return Double(answer.replacing(",", with: ".")) == nil ? Issue(field, "error.not_a_number") : nil
            case .choice: return question.options.contains(answer) ? nil : Issue(field, "error.choose")
            case .yesno: return ["yes", "no"].contains(answer) ? nil : Issue(field, "error.choose")
            }
        }
    }
}
