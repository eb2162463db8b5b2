import Directory
import Kernel
import Storage
import Web

/// The administration's pages of what sheets ask.
enum FormRoutes {
    static let all: [PageRoute] = [
        .get(InnovationsPaths.forms, permission: .shapeSheets) { request in
            let (forms, uses) = try await request.database.read { tx in
                let counts = try tx.rows("SELECT form_version, count(*) AS sheets FROM innovation_sheet GROUP BY form_version")
                return (try tx.sheetForms(), Dictionary(uniqueKeysWithValues: counts.map { ($0.int("form_version"), $0.int("sheets")) }))
            }
            let names = try await request.people(forms.map(\.publishedBy))
            return .page(FormPages.list(request.page, forms, uses: uses, names: names))
        },
        .get(InnovationsPaths.newForm, permission: .shapeSheets) { request in .page(try await editor(request, nil, nil)) },
        .post(InnovationsPaths.forms, permission: .shapeSheets) { request in
            try await request.act(again: { form, error in try await editor(request, form, error) }) { data in
                let base = data["base"].flatMap { Int($0) } ?? -1
                let rows = FormEditor.rows(data)
                let form: SheetForm
                do {
                    form = try await request.innovations.publishForm(
                        rows.map(\.field), note: data["note"] ?? "", base: base, letting: Set(data.all("letting")), by: request.actor)
                } catch var error as AppError {
                    // The page's rows lie in another order than the fields of the form that they make.
                    error.issues = error.issues.map { issue in
                        let parts = issue.field.split(separator: "]", maxSplits: 1)
                        guard issue.field.hasPrefix("fields["), parts.count == 2, let index = Int(parts[0].dropFirst(7)), index < rows.count
                        else { return issue }
                        return Issue("fields[\(rows[index].index)]\(parts[1])", issue.message)
                    }
                    throw error
                }
                return .redirect(
                    InnovationsPaths.forms(), flash: request.t("innovation.did.form", ["version": "\(form.version)"]))
            }
        },
    ]

    private static func editor(_ request: Request, _ form: Form?, _ error: AppError?) async throws -> HTML {
        let (current, uses) = try await request.database.read { tx in (try tx.currentSheetForm(), try tx.sheetFieldUses()) }
        let fields = current?.fields ?? []
        let filled = form ?? FormEditor.fill(fields)
        let base = form?.value("base") ?? "\(current?.version ?? 0)"
        return FormPages.editor(request.page, filled, base: Int(base) ?? 0, uses: uses, error: error)
    }
}

/// The editor's fields to and from a form's definition.
enum FormEditor {
    /// Empty ones to write new fields in.
    private static let blank = 3

    static func fill(_ fields: [SheetField]) -> Form {
        var values: [String: String] = ["fields": "\(fields.count + blank)"]
        for (index, field) in fields.enumerated() {
            let prefix = "fields[\(index)]"
            values["\(prefix).name"] = field.name
            values["\(prefix).old"] = "1"
            values["\(prefix).kind"] = field.kind.rawValue
            values["\(prefix).label"] = field.label.indonesian
            values["\(prefix).label_en"] = field.label.english
            values["\(prefix).help"] = field.help.indonesian
            values["\(prefix).help_en"] = field.help.english
            values["\(prefix).need"] = field.need == .optional ? "" : field.need.text
            values["\(prefix).position"] = "\(index + 1)"
            values["\(prefix).options"] = field.options.map { option in
                "\(option.value) = \(option.label.indonesian)\(option.label.english.isEmpty ? "" : " | \(option.label.english)")"
            }.joined(separator: "\n")
        }
        return Form(values)
    }

    /// In the order of their positions; those left out and those without a name are gone.
    static func rows(_ data: FormData) -> [(index: Int, field: SheetField)] {
        let count = min(max(data["fields"].flatMap { Int($0) } ?? 0, 0), SheetForm.mostFields + blank)
        func line(_ index: Int, _ part: String) -> String { Plain.line(data.raw("fields[\(index)].\(part)") ?? "") }
        let rows = (0..<count).compactMap { index -> (position: Int, index: Int, field: SheetField)? in
            let (name, label) = (line(index, "name"), line(index, "label"))
            if name.isEmpty && label.isEmpty || line(index, "drop") == "1" { return nil }
            let field = SheetField(
                name, SheetField.Kind(rawValue: line(index, "kind")) ?? .line, Bilingual(label, line(index, "label_en")),
                help: Bilingual(data["fields[\(index)].help"] ?? "", data["fields[\(index)].help_en"] ?? ""),
                need: SheetField.Need(text: line(index, "need")), options: options(data["fields[\(index)].options"] ?? ""))
            return (Int(line(index, "position")) ?? count + index, index, field)
        }
        return rows.sorted { ($0.position, $0.index) < ($1.position, $1.index) }
            .map { (index: $0.index, field: $0.field) }
    }

    /// `value = Indonesian | English`, one a line.
    private static func options(_ typed: String) -> [SheetField.Option] {
        typed.split(separator: "\n").map { Plain.line(String($0)) }.filter { !$0.isEmpty }.map { line in
            let parts = line.split(separator: "=", maxSplits: 1).map { Plain.line(String($0)) }
            let words = (parts.count == 2 ? parts[1] : line).split(separator: "|", maxSplits: 1).map { Plain.line(String($0)) }
            return SheetField.Option(parts[0], Bilingual(words.first ?? "", words.count == 2 ? words[1] : ""))
        }
    }
}
