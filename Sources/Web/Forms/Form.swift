import Kernel

/// A form as it is shown: what was typed, and what is wrong with it beside each field. Starts empty, or filled from a record.
package struct Form: Sendable {
    package private(set) var values: [String: [String]]
    package private(set) var issues: [Issue]

    package static let empty = Form()

    package init(_ values: [String: String] = [:], issues: [Issue] = []) {
        self.values = values.mapValues { [$0] }
        self.issues = issues
    }

    /// What was sent, so that nobody types anything twice. Fields for passwords and tokens are left out.
    package init(_ data: FormData, issues: [Issue] = []) {
        values = Dictionary(grouping: data.fields.filter { !Form.isSecret($0.name) }) { $0.name }.mapValues { $0.map(\.value) }
        self.issues = issues
    }

    package func value(_ name: String) -> String { values[name]?.first ?? "" }
    package func all(_ name: String) -> [String] { values[name] ?? [] }
    package func isChosen(_ name: String, _ value: String) -> Bool { values[name]?.contains(value) ?? false }
    /// What is wrong with a field; the first where there is more.
    package func issue(_ name: String) -> Message? { issues.first { $0.field == name }?.message }
    package var hasIssues: Bool { !issues.isEmpty }

    package func setting(_ name: String, _ value: String) -> Form { setting(name, all: [value]) }

    /// With several values of one field; none leave it out.
    package func setting(_ name: String, all values: [String]) -> Form {
        var form = self
        form.values[name] = values
        return form
    }

    /// With what an act found wrong.
    package func with(_ more: [Issue]) -> Form {
        var form = self
        form.issues += more
        return form
    }

    static func isSecret(_ name: String) -> Bool {
        name.hasPrefix("_") || name.contains("password") || name.contains("sandi") || name.contains("token") || name.contains("otp")
    }
}
