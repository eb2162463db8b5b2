import Kernel
import Web

/// What sheets ask, at one version. A version is never changed once published, and a sheet lives by the one it was begun under until
/// somebody takes it over to a newer one.
package struct SheetForm: Sendable, Equatable {
    package var version: Int
    package var fields: [SheetField]
    /// Why it was changed, for those who fill sheets in.
    package var note: String
    package var publishedAt: Instant
    package var publishedBy: String

    package init(version: Int, fields: [SheetField], note: String = "", publishedAt: Instant, publishedBy: String = "") {
        self.version = version
        self.fields = fields
        self.note = note
        self.publishedAt = publishedAt
        self.publishedBy = publishedBy
    }

    package subscript(_ name: String) -> SheetField? { fields.first { $0.name == name } }

    /// What a sheet is besides its form; no field may be called so.
    static let reserved: Set<String> = [
        "title", "dimension", "pillar", "lead", "node", "from_year", "to_year", "version", "code", "state", "answers", "form_version",
    ]
    static let mostFields = 60

    /// Everything that would make it useless, field by field.
    /// - Parameter earlier: every version before it, for a name must go on meaning one kind of answer.
    package func issues(after earlier: [SheetForm]) -> [Issue] {
        var issues: [Issue] = []
        func say(_ index: Int, _ part: String, _ message: Message) { issues.append(Issue("fields[\(index)].\(part)", message)) }
        if fields.isEmpty || fields.count > Self.mostFields { issues.append(Issue("fields", "error.sheet_form_size")) }
        var seen: Set<String> = []
        for (index, field) in fields.enumerated() {
            if !SheetField.isName(field.name) || Self.reserved.contains(field.name) { say(index, "name", "error.sheet_form_name") }
            if !seen.insert(field.name).inserted { say(index, "name", "error.sheet_form_twice") }
            if !(2...200).contains(field.label.indonesian.count) { say(index, "label", "error.sheet_form_label") }
            if field.help.indonesian.count > 1000 {
                say(index, "help", Message("error.too_long", ["max": "1000", "length": "\(field.help.indonesian.count)"]))
            }
            let values = field.options.map(\.value)
            if field.kind.takesOptions {
                let fewest = field.kind == .readiness ? 1 : 2
                let isFine =
                    values.count >= fewest && values.count <= 40 && Set(values).count == values.count
                    && values.allSatisfy(SheetField.isName) && field.options.allSatisfy { !$0.label.indonesian.isEmpty }
                if !isFine { say(index, "options", "error.sheet_form_options") }
            }
            if let before = earlier.lazy.compactMap({ $0[field.name] }).first, before.kind != field.kind {
                say(index, "kind", Message("error.sheet_form_kind", ["name": field.name]))
            }
            if case .when(let other, let value) = field.need {
                let asked = self[other]
                let isFine =
                    other != field.name
                    && (asked?.kind == .yesNo && ["yes", "no"].contains(value)
                        || asked.map { [.choice, .choices].contains($0.kind) && $0.options.contains { $0.value == value } } ?? false)
                if !isFine { say(index, "need", "error.sheet_form_condition") }
            }
        }
        return issues
    }

    /// Whether a field must be filled before a sheet with these answers is handed in.
    package func isNeeded(_ field: SheetField, _ answers: [String: Answer]) -> Bool {
        switch field.need {
        case .optional: return false
        case .submitting: return true
        case .when(let other, let value):
            switch answers[other] {
            case .flag(let flag)?: return value == (flag ? "yes" : "no")
            case .text(let text)?: return text == value
            case .texts(let texts)?: return texts.contains(value)
            default: return false
            }
        }
    }
}
