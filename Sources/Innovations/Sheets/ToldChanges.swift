import Kernel

/// What somebody who writes beside others has been told: which fields others changed too, and up to which version of the sheet. A form
/// carries it along, so that she writes over what she has read and over nothing that came later.
package struct ToldChanges: Sendable, Equatable {
    /// Name of the value in a field's message that holds the version.
    static let mark = "version"

    var version: Int
    var fields: Set<String>

    /// Reads ``text``; `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count > 1, let version = Int(parts[0]) else { return nil }
        self.version = version
        fields = Set(parts.dropFirst())
    }

    /// What an error tells, and what was told before and has not changed since; `nil` where it tells of no field.
    init?(_ error: AppError, besides before: ToldChanges?) {
        let marks = error.issues.compactMap { $0.message.values[ToldChanges.mark] }
        guard error.kind == .conflict, let mark = marks.first, let version = Int(mark) else { return nil }
        self.version = version
        fields = Set(error.issues.map(\.field)).union(before?.fields ?? [])
    }

    package var text: String { (["\(version)"] + fields.sorted()).joined(separator: " ") }
}
