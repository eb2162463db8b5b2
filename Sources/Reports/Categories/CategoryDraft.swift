import Directory
import Kernel

/// A category as somebody typed it, before it is checked.
package struct CategoryDraft: Sendable, Equatable {
    package var parent: String?
    package var nameIndonesian: String
    package var nameEnglish: String
    package var agency: String?
    package var kind: Report.Kind
    package var rounding: Int
    package var needsEvidence: Bool
    package var isSensitive: Bool
    package var questions: [CategoryQuestion]
    package var position: Int
    package var validFrom: Day
    package var validTo: Day?

    package init(
        parent: String? = nil, nameIndonesian: String, nameEnglish: String = "", agency: String? = nil, kind: Report.Kind = .complaint,
        rounding: Int = 100, needsEvidence: Bool = false, isSensitive: Bool = false, questions: [CategoryQuestion] = [], position: Int = 0,
        validFrom: Day, validTo: Day? = nil
    ) {
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
    }

    /// The draft that leaves a category as it is.
    package init(_ category: Category) {
        self.init(
            parent: category.parent, nameIndonesian: category.nameIndonesian, nameEnglish: category.nameEnglish, agency: category.agency,
            kind: category.kind, rounding: category.rounding, needsEvidence: category.needsEvidence, isSensitive: category.isSensitive,
            questions: category.questions, position: category.position, validFrom: category.validFrom, validTo: category.validTo)
    }

    func applied(to category: Category) -> Category {
        Category(
            id: category.id, parent: parent, nameIndonesian: nameIndonesian, nameEnglish: nameEnglish, agency: agency, kind: kind,
            rounding: rounding, needsEvidence: needsEvidence, isSensitive: isSensitive, questions: questions, position: position,
            validFrom: validFrom, validTo: validTo, version: category.version)
    }

    /// Questions beyond this make a form nobody finishes on a phone.
    package static let mostQuestions = 20
    static let mostRounding = 50_000
    static let lastPosition = 1_000_000

    /// What is wrong with it among the other categories.
    /// - Parameters:
    ///   - old: the category it changes; `nil` for a new one.
    ///   - isAgency: whether an agency exists today; one that the category has already may have ended since.
    func issues(for old: Category?, among others: CategoryTree, isAgency: (String) -> Bool) -> [Issue] {
        var issues: [Issue] = []
        if nameIndonesian.isEmpty { issues.append(Issue("name_id", "error.required")) }
        let twin = others.all.first {
            $0.id != old?.id && $0.parent == parent && $0.validTo == nil && Plain.folded($0.nameIndonesian) == Plain.folded(nameIndonesian)
        }
        if twin != nil, validTo == nil { issues.append(Issue("name_id", "category.error.same_name")) }
        if let parent {
            if others[parent] == nil || others[parent]?.parent != nil || parent == old?.id {
                issues.append(Issue("parent", "category.error.no_such_top"))
            } else if let old, others.all.contains(where: { $0.parent == old.id }) {
                issues.append(Issue("parent", "category.error.has_children"))
            }
        }
        if let agency, agency != old?.agency, !isAgency(agency) { issues.append(Issue("agency", "error.no_such_agency")) }
        if !(0...CategoryDraft.mostRounding).contains(rounding) {
            issues.append(Issue("rounding", Message("error.out_of_range", ["min": "0", "max": "\(CategoryDraft.mostRounding)"])))
        }
        if let validTo, validTo < validFrom { issues.append(Issue("valid_to", "category.error.ends_before_start")) }
        return issues + CategoryDraft.issues(of: questions)
    }

    /// What is wrong with questions; the fields are `q.NUMBER.PART`.
    static func issues(of questions: [CategoryQuestion]) -> [Issue] {
        var issues: [Issue] = []
        if questions.count > CategoryDraft.mostQuestions {
            issues.append(Issue("questions", Message("category.error.too_many_questions", ["max": "\(CategoryDraft.mostQuestions)"])))
        }
        var codes: Set<String> = []
        for (index, question) in questions.enumerated() {
            let field = { (part: String) in "q.\(index).\(part)" }
            if question.labelIndonesian.isEmpty { issues.append(Issue(field("label_id"), "error.required")) }
            if question.code.wholeMatch(of: /[a-z0-9][a-z0-9_\-]{0,39}/) == nil {
                issues.append(Issue(field("code"), "category.error.question_code"))
            } else if !codes.insert(question.code).inserted {
                issues.append(Issue(field("code"), "category.error.question_twice"))
            }
            if question.kind == .choice, Set(question.options).count < 2 {
                issues.append(Issue(field("options"), "category.error.options"))
            }
            if let from = question.validFrom, let to = question.validTo, to < from {
                issues.append(Issue(field("valid_to"), "category.error.ends_before_start"))
            }
        }
        return issues
    }
}
