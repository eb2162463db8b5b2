import Commitments
import Directory
import Documents
import Kernel
import Storage
import Web
import Work
import Workshops

/// The administration of templates: letterhead, colour, and each chapter's place, heading and words.
enum TemplatePages {
    static let all: [PageRoute] = [
        .get(BookPaths.templates, permission: .editBookTemplates) { request in
            let page = request.page
            let cards = TemplateKind.allCases.map {
                ListCard(page.t($0.title), link: BookPaths.template($0.rawValue), text: page.t($0.about))
            }
            return .page(
                AdminFrame.page(
                    page, page.t("books.templates"), body: "<p class=\"lead\">\(page.t("books.templates.lead"))</p>\(ListCard.list(cards))")
            )
        },
        .get(BookPaths.template, permission: .editBookTemplates) { request in
            let kind = try kind(request)
            let kept = try await request.books.templates.current(kind)
            return .page(try await page(request, kept, TemplateForm.form(kept)))
        },
        .post(BookPaths.template, permission: .editBookTemplates) { request in
            let kind = try kind(request)
            let kept = try await request.books.templates.current(kind)
            return try await request.act(again: { form, error in
                // Who has been told that somebody was quicker finds that version in the list below and may save over it.
                guard error?.kind == .conflict else { return try await page(request, kept, form, error) }
                let now = try await request.books.templates.current(kind)
                return try await page(request, now, form.setting("version", "\(now.version)"), error)
            }) { data in
                let template = TemplateForm.template(data, kind)
                if data["lihat"] != nil {
                    let issues = template.issues(for: kind)
                    guard issues.isEmpty else { throw AppError.invalid(TemplateForm.named(issues, template)) }
                    return .page(try await page(request, kept, Form(data), preview: template))
                }
                do {
                    let made = try await request.books.templates.change(
                        kind, to: template, note: data["note"] ?? "", seen: data.neededVersion, by: request.actor)
                    return .redirect(
                        BookPaths.template(kind.rawValue), flash: request.t("books.template.kept", ["version": "\(made.version)"]))
                } catch let error as AppError where error.kind == .invalid {
                    throw AppError.invalid(TemplateForm.named(error.issues, template))
                }
            }
        },
        .get(BookPaths.templateFile, permission: .editBookTemplates) { request in
            let kept = try await request.books.templates.current(try kind(request))
            return .bytes(
                Array(kept.template.json.utf8), type: "application/json", filename: "templat-\(kept.kind.rawValue)-\(kept.version).json")
        },
        .post(BookPaths.templateImport, permission: .editBookTemplates, limits: .uploads(1, each: 2 << 20)) { request in
            let kind = try kind(request)
            let kept = try await request.books.templates.current(kind)
            return try await request.act(again: { form, error in
                try await page(request, kept, TemplateForm.form(kept).with(form.issues), error)
            }) { data in
                guard let file = data.files("file").first,
                    let template = BookTemplate(json: String(decoding: try await file.bytes(), as: UTF8.self))
                else { throw AppError.invalid("file", "books.error.template_file") }
                let made = try await request.books.templates.change(
                    kind, to: template, note: request.t("books.template.imported", ["name": file.filename]), seen: kept.version,
                    by: request.actor)
                return .redirect(BookPaths.template(kind.rawValue), flash: request.t("books.template.kept", ["version": "\(made.version)"]))
            }
        },
    ]

    private static func kind(_ request: Request) throws -> TemplateKind {
        guard let kind = TemplateKind(rawValue: try request.parameter("kind")) else { throw AppError.notFound }
        return kind
    }

    private static func page(
        _ request: Request, _ kept: KeptTemplate, _ form: Form, _ error: AppError? = nil, preview: BookTemplate? = nil
    ) async throws -> HTML {
        let page = request.page
        let site = request.books
        let history = try await site.templates.history(kept.kind)
        let names = try await request.installation.services.find(DirectoryDesk.self)?.names(of: history.map(\.madeBy)) ?? [:]
        let fields = Fields(page, form)
        let chapters = kept.kind.chapters.map { key in chapter(page, fields, key, isNeeded: kept.kind.needed.contains(key)) }
        let preview = try await shown(request, kept.kind, preview)
        let versions = history.map { version in
            "<li>\(page.t("books.version", ["version": "\(version.version)"])) · \(version.madeAt.map { page.format.moment($0) } ?? "") · \(names[version.madeBy] ?? "")\(version.note.isEmpty ? "" : ": \(version.note)")</li>"
                as HTML
        }
        return AdminFrame.page(
            page, page.t(kept.kind.title), above: [(page.t("books.templates"), BookPaths.templates())], isWide: false,
            body: """
                \(AdminFrame.conflict(page, error))\(fields.summary)\
                \(PostForm(page, BookPaths.template(kept.kind.rawValue), """
                \(fields.hidden("version"))\
                \(if: kept.kind == .masterplan, "<p class=\"hint\">\(page.t("books.letterhead.house"))</p>")\
                \(if: kept.kind == .commitment, "<p class=\"hint\">\(page.t("books.commitment.signed"))</p>")\
                \(fields.area("letterhead", "books.letterhead", need: .optional, hint: "books.letterhead.hint", rows: 3, max: 500))\
                \(fields.area("contact", "books.contact", need: .optional, hint: "books.contact.hint", rows: 3, max: 700))\
                \(fields.line("accent", "books.accent", need: .optional, hint: "books.accent.hint", max: 7, width: .short))\
                <p class="hint">\(page.t("books.placeholders", ["names": kept.kind.placeholders.map { "{\($0)}" }.joined(separator: ", ")]))</p>\
                \(each: chapters, { $0 })\
                \(fields.line("note", "books.note", need: .optional, max: 500))\
                <p class="row">\(Button(page.t("books.template.keep"))) \(Button(page.t("books.preview"), kind: .quiet, name: "lihat", value: "1"))</p>
                """))\
                \(with: preview, { Card(title: page.t("books.preview"), $0).html })\
                \(Card(title: page.t("books.history"), "<p>\(page.t("books.version.now", ["version": "\(kept.version)"]))</p><ul>\(each: versions, { $0 })</ul>"))\
                \(Card(title: page.t("books.exchange"), """
                <p><a href="\(BookPaths.templateFile(kept.kind.rawValue))">\(page.t("books.template.export"))</a></p>\
                \(PostForm(page, BookPaths.templateImport(kept.kind.rawValue), isMultipart: true, "\(fields.file("file", "books.template.file", accept: ".json"))<p>\(Button(page.t("books.template.import"), kind: .quiet))</p>"))
                """))
                """)
    }

    private static func chapter(_ page: Page, _ fields: Fields, _ key: String, isNeeded: Bool) -> HTML {
        let name = page.t(TextKey("books.chapter.\(key)"))
        return """
            <fieldset class="card"><legend>\(name)</legend>\
            \(if: isNeeded, "<p class=\"hint\">\(page.t("books.chapter.needed"))</p>", else: Checkbox(page, "show.\(key)", label: page.t("books.chapter.show"), isChecked: fields.form.value("show.\(key)") == "1", need: .optional).html)\
            \(Input(page, "order.\(key)", label: page.t("books.chapter.order"), kind: .number, value: fields.form.value("order.\(key)"), need: .optional, width: .short))\
            \(Input(page, "title.\(key)", label: page.t("books.chapter.title"), value: fields.form.value("title.\(key)"), error: error(page, fields, "title.\(key)"), need: .optional, maxLength: 200))\
            \(TextArea(page, "text.\(key)", label: page.t("books.chapter.text"), value: fields.form.value("text.\(key)"), error: error(page, fields, "text.\(key)"), need: .optional, rows: 4, maxLength: BookTemplate.mostText))\
            </fieldset>
            """
    }

    private static func error(_ page: Page, _ fields: Fields, _ name: String) -> String? { fields.form.issue(name).map { page.t($0) } }

    /// The newest commitment, or the newest workshop, as the template would lay it out.
    private static func sample(_ request: Request, _ kind: TemplateKind, _ template: BookTemplate) async throws -> HTML {
        let services = request.installation.services
        var paper: Paper?
        if kind == .workshop, services.find(WorkshopDesk.self) != nil { paper = try await RoundFiles.sample(request, template) }
        if kind == .commitment, let desk = services.find(CommitmentSite.self)?.desk {
            paper = try await desk.sample(template, request.language, request.installation.words, for: request.actor)
        }
        guard let paper else { return "<p>\(request.t(TextKey("books.\(kind.rawValue).no_sample")))</p>" }
        return HTML(raw: PaperHTML(paper).fragment)
    }

    /// The book as it would be now, for reading on the page.
    private static func shown(_ request: Request, _ kind: TemplateKind, _ template: BookTemplate?) async throws -> HTML? {
        guard let template else { return nil }
        guard let kind = kind.book else { return try await sample(request, kind, template) }
        let (desk, language, actor) = (request.books.desk, request.language, request.actor)
        var data = try await desk.database.read { tx in try desk.gather(language, for: kind, as: actor, tx) }
        data.address = ""
        let subject = kind == .sheet ? data.sheets.first?.code ?? "" : ""
        do {
            let paper = try desk.compose(kind, data, template, request.language, subject: subject).paper
            return HTML(raw: PaperHTML(paper).fragment)
        } catch { return "<p>\(request.t(error.message.key))</p>" }
    }
}

/// A template as a form, both ways.
enum TemplateForm {
    static func form(_ kept: KeptTemplate) -> Form {
        var values = [
            "version": "\(kept.version)", "letterhead": kept.template.letterhead.joined(separator: "\n"),
            "contact": kept.template.contact.joined(separator: "\n"), "accent": kept.template.accent,
        ]
        for (index, chapter) in kept.template.chapters.enumerated() {
            values["order.\(chapter.key)"] = "\(index + 1)"
            values["show.\(chapter.key)"] = chapter.isShown ? "1" : ""
            values["title.\(chapter.key)"] = chapter.title
            values["text.\(chapter.key)"] = chapter.text
        }
        return Form(values)
    }

    static func template(_ data: FormData, _ kind: TemplateKind) -> BookTemplate {
        func lines(_ name: String) -> [String] {
            (data[name] ?? "").split(separator: "\n").map { Plain.line(String($0)) }.filter { !$0.isEmpty }
        }
        let chapters = kind.chapters.enumerated().map { index, key in
            // Where no place is said, the usual one.
            (
                order: Int(data["order.\(key)"] ?? "") ?? index + 1, index,
                BookTemplate.Chapter(
                    key, isShown: kind.needed.contains(key) || data["show.\(key)"] == "1", title: Plain.line(data["title.\(key)"] ?? ""),
                    text: Plain.text(data["text.\(key)"] ?? ""))
            )
        }
        return BookTemplate(
            letterhead: lines("letterhead"), contact: lines("contact"), accent: Plain.line(data["accent"] ?? ""),
            chapters: chapters.sorted { ($0.order, $0.1) < ($1.order, $1.1) }.map(\.2))
    }

    /// Issues under the names that the form's fields have.
    static func named(_ issues: [Issue], _ template: BookTemplate) -> [Issue] {
        issues.map { issue in
            guard let match = issue.field.wholeMatch(of: /chapters\[(\d+)\]\.(\w+)/), let index = Int(match.1),
                template.chapters.indices.contains(index)
            else { return issue }
            return Issue("\(match.2).\(template.chapters[index].key)", issue.message)
        }
    }
}
