import Kernel

/// Reads the fields of a form one by one and gathers everything that is wrong, so that a person is told all of it at once.
///
///     var checker = Checker(try await request.form())
///     let title = checker.line("title", max: 120)
///     let kind = checker.choice("kind", of: Kind.self)
///     guard checker.isFine, let kind else { return .page(newPage(request.page, checker.form), status: .unprocessableContent) }
package struct Checker: Sendable {
    package private(set) var issues: [Issue] = []
    private let data: FormData

    package init(_ data: FormData) { self.data = data }
    package init(_ values: [String: String]) { data = FormData(values.map { ($0.key, $0.value) }) }

    package var isFine: Bool { issues.isEmpty }
    /// The form as it was sent with the issues beside its fields.
    package var form: Form { Form(data, issues: issues) }

    /// - Throws: ``Kernel/AppError/Kind/invalid`` with every issue, when there is any.
    package func check() throws { if !issues.isEmpty { throw AppError.invalid(issues) } }

    package mutating func add(_ field: String, _ message: Message) { issues.append(Issue(field, message)) }
    package mutating func add(_ more: [Issue]) { issues += more }

    /// One line of text; empty with an issue when it is missing.
    package mutating func line(_ name: String, min: Int = 1, max: Int) -> String {
        let line = Plain.line(data.raw(name) ?? "")
        measure(name, line, min: min, max: max)
        return line
    }

    /// One line of text; `nil` when left empty.
    package mutating func lineIfAny(_ name: String, max: Int) -> String? {
        let line = Plain.line(data.raw(name) ?? "")
        if line.isEmpty { return nil }
        measure(name, line, min: 0, max: max)
        return line
    }

    /// Text of several lines; empty with an issue when it is missing.
    package mutating func text(_ name: String, min: Int = 1, max: Int) -> String {
        let text = data[name] ?? ""
        measure(name, text, min: min, max: max)
        return text
    }

    /// Text of several lines; `nil` when left empty.
    package mutating func textIfAny(_ name: String, max: Int) -> String? {
        guard let text = data[name], !text.isEmpty else { return nil }
        measure(name, text, min: 0, max: max)
        return text
    }

    /// A secret exactly as it was typed.
    package mutating func secret(_ name: String, min: Int = 1, max: Int = 200) -> String {
        let secret = data.raw(name) ?? ""
        measure(name, secret, min: min, max: max)
        return secret
    }

    /// Whether a box was ticked.
    package func isOn(_ name: String) -> Bool { !["", "0", "false", "off"].contains(data.raw(name) ?? "") }

    /// Every value of a field that may be sent several times, unchecked.
    package func all(_ name: String) -> [String] { data.all(name) }

    private mutating func measure(_ name: String, _ text: String, min: Int, max: Int) {
        // Quick for everyone: a character is at least one byte, so most texts need not be counted.
        if text.isEmpty, min > 0 {
            add(name, "error.missing")
        } else if text.utf8.count > max, text.count > max {
            add(name, Message("error.too_long", ["max": String(max), "length": String(text.count)]))
        } else if min > 1, text.count < min {
            add(name, Message("error.too_short", ["min": String(min)]))
        }
    }
}
