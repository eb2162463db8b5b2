import Kernel
import Storage
import Work

/// What a new version of the form changes, in words a person can decide by.
package struct FormChange: Sendable, Equatable {
    package var added: [SheetField]
    package var changed: [SheetField]
    /// Fields that the new version no longer asks, with how many sheets have something in them.
    package var dropped: [(field: SheetField, sheets: Int)]

    init(from old: SheetForm, to new: SheetForm, uses: [String: Int]) {
        added = new.fields.filter { old[$0.name] == nil }
        changed = new.fields.filter { field in old[field.name].map { $0 != field } ?? false }
        dropped = old.fields.filter { new[$0.name] == nil }.map { ($0, uses[$0.name] ?? 0) }
    }

    package static func == (a: FormChange, b: FormChange) -> Bool {
        a.added == b.added && a.changed == b.changed && a.dropped.map(\.field) == b.dropped.map(\.field)
            && a.dropped.map(\.sheets) == b.dropped.map(\.sheets)
    }
}

extension InnovationDesk {
    /// Publishes the next version of what sheets ask. Sheets begun before keep theirs.
    /// - Parameters:
    ///   - base: the version it was made of; somebody else may have published one meanwhile.
    ///   - letting: names of fields in use that may go all the same: what stands in them stays visible on its sheets.
    /// - Throws: `.conflict` when a newer version is there, `.invalid` naming each field to mend and each field in use.
    @discardableResult
    package func publishForm(
        _ fields: [SheetField], note: String, base: Int, letting confirmed: Set<String> = [], by actor: Actor
    ) async throws -> SheetForm {
        guard actor.kind == .system || actor.may(.shapeSheets) else { throw AppError.forbidden }
        return try await database.write { tx in
            let earlier = try tx.sheetForms()
            guard earlier.last?.version ?? 0 == base else { throw AppError.conflict("error.sheet_form_newer") }
            let form = SheetForm(
                version: base + 1, fields: fields, note: Plain.text(note), publishedAt: world.now(), publishedBy: actor.id)
            var issues = form.issues(after: earlier)
            if form.note.count > 1000 {
                issues.append(Issue("note", Message("error.too_long", ["max": "1000", "length": "\(form.note.count)"])))
            }
            if let last = earlier.last {
                let change = FormChange(from: last, to: form, uses: try tx.sheetFieldUses())
                if last.fields == form.fields { issues.append(Issue("fields", "error.sheet_form_same")) }
                for (field, sheets) in change.dropped where sheets > 0 && !confirmed.contains(field.name) {
                    issues.append(
                        Issue(
                            "drop.\(field.name)",
                            Message("error.sheet_form_in_use", ["field": field.label.indonesian, "count": "\(sheets)"])))
                }
            }
            guard issues.isEmpty else { throw AppError.invalid(issues) }
            try tx.insert(form)
            try tx.record(
                Event(
                    "innovation_form.published", of: form.reference, sequence: 1, by: actor, in: world,
                    details: ["version": "\(form.version)"], digest: form.digest))
            return form
        }
    }

    /// Publishes the form that Pendopo comes with, unless there is one.
    package func ensureForm() async throws {
        guard try await database.read({ tx in try tx.currentSheetForm() }) == nil else { return }
        do {
            try await publishForm(SheetForm.defaults, note: "", base: 0, by: .system)
        } catch let error as AppError where error.kind == .conflict {
            // Another server was quicker with the same form.
        }
    }
}
