import Directory
import Kernel
import Masterplan
import Web

/// Pages of books: pure functions of what they show.
enum BookPages {
    struct Entry: Sendable {
        var book: Book
        var files: [BookFile]
    }

    /// - Parameters:
    ///   - plans: those that a book can be made of.
    ///   - plan: the one that is meant.
    ///   - stages: of the way to the books, for who leads the planning.
    static func list(
        _ page: Page, _ entries: [Entry], mayMake: Bool, hasPress: Bool, plans: [Choice], plan: String, stages: [PlanStage],
        form: Form = .empty
    ) -> HTML {
        let cards = entries.map { card(page, $0) }
        return Layout.page(
            page, title: page.t("books.title"),
            body: """
                <h1>\(page.t("books.title"))</h1><p class="lead">\(page.t("books.lead"))</p>\
                <p>\(Button(page.t("books.verify"), kind: .quiet, icon: .check, link: BookPaths.verify()))</p>\
                \(if: mayMake, order(page, form, hasPress: hasPress, plans: plans, plan: plan))\
                <h2>\(page.t(mayMake ? "books.made" : "books.published"))</h2>\
                \(if: cards.isEmpty, "<p class=\"muted\">\(page.t("books.none"))</p>", else: ListCard.list(cards))\
                \(PlainTable.links { BookPaths.listFile($0) })\(StagePart.html(page, stages))
                """)
    }

    private static func card(_ page: Page, _ entry: Entry) -> ListCard {
        let book = entry.book
        return ListCard(
            book.title, link: BookPaths.book(book.id.text), text: page.t(book.kind.about),
            facts: [
                "\(page.format.moment(book.readyAt ?? book.requestedAt))", "\(page.t(TextKey("books.language.\(book.language.rawValue)")))",
            ],
            tags: [state(page, book).html] + (book.publishedAt == nil ? [] : [Tag(page.t("books.public"), .good).html]), level: 3)
    }

    static func state(_ page: Page, _ book: Book) -> Tag {
        let words = page.t(book.state.label)
        return switch book.state {
        case .waiting: Tag(words)
        case .making: Tag(words, .act)
        case .ready: Tag(words, .good)
        case .failed: Tag(words, .bad)
        }
    }

    private static func order(_ page: Page, _ form: Form, hasPress: Bool, plans: [Choice], plan: String) -> HTML {
        let usual = Form(["kind": Book.Kind.masterplan.rawValue, "language": page.language.rawValue, "plan": plan])
        let fields = Fields(page, form.values.isEmpty ? usual : form)
        let kinds = Book.Kind.allCases.map { Choice($0.rawValue, page.t($0.title), hint: page.t($0.about)) }
        let languages = Language.allCases.map { Choice($0.rawValue, page.t(TextKey("books.language.\($0.rawValue)"))) }
        return Card(
            title: page.t("books.order"),
            """
            \(fields.summary)\(if: !hasPress, Notice(.info, "<p>\(page.t("documents.press_missing"))</p>").html)\
            \(PostForm(page, BookPaths.list(), """
            \(fields.radios("kind", "books.kind", kinds))\
            \(if: plans.count > 1, fields.select("plan", "books.plan", plans, hint: "books.plan.hint").html, else: fields.hidden("plan"))\
            \(fields.line("subject", "books.subject", need: .optional, hint: "books.subject.hint", max: 40, width: .short))\
            \(fields.radios("language", "books.language", languages, isRow: true))\
            <p>\(Button(page.t("books.make"), icon: .add))</p>
            """))
            """
        ).html
    }

    static func book(_ page: Page, _ entry: Entry, plan: PlanEdition?, mayPublish: Bool) -> HTML {
        let book = entry.book
        let rows: [[HTML]] = BookFile.Format.allCases.compactMap { format in
            guard let file = entry.files.first(where: { $0.format == format }) else { return nil }
            return [
                "<a href=\"\(BookPaths.file(book.id.text, format.rawValue))\">\(page.t(TextKey("books.format.\(format.rawValue)")))</a>",
                "\(page.format.number((file.size + 1023) / 1024)) kB", "<span class=\"code\">\(file.hash)</span>",
            ]
        }
        let isOpen = book.state == .waiting || book.state == .making
        return Layout.page(
            page, title: book.title,
            body: """
                \(Breadcrumb(page, above: [(page.t("books.title"), BookPaths.list())], title: book.title))\
                <h1>\(book.title)</h1><p>\(state(page, book)) \(if: book.publishedAt != nil, Tag(page.t("books.public"), .good).html)</p>\
                \(if: isOpen, "<p role=\"status\">\(page.t("books.waits")) <a href=\"\(BookPaths.book(book.id.text))\">\(page.t("books.look_again"))</a></p>")\
                \(with: book.failure, { Notice(book.state == .failed ? .bad : .warn, title: page.t(book.state == .failed ? "books.failed" : "books.remark"), "<p>\(page.t($0))</p>").html })\
                \(if: !rows.isEmpty, Table(page.t("books.files"), columns: [.init(page.t("books.file")), .init(page.t("books.size"), isNumber: true), .init("SHA-256")], rows: rows).html)\
                \(Facts([
                    (page.t("books.kind"), "\(page.t(book.kind.title))"), (page.t("books.requested"), "\(page.format.moment(book.requestedAt))"),
                    (page.t("books.plan"), plan.map { "<a href=\"\(PlanPaths.edition($0.id.text))\">\($0.title)</a>" }),
                    (page.t("books.ready"), book.readyAt.map { "\(page.format.moment($0))" }),
                    (page.t("books.template"), book.template.map { "\(page.t("books.version", ["version": "\($0)"]))" }),
                    (page.t("books.snapshot"), book.snapshot.isEmpty ? nil : "<span class=\"code\">\(book.snapshot)</span>"),
                ]))\
                \(if: mayPublish && book.state == .ready, publication(page, book))
                """)
    }

    private static func publication(_ page: Page, _ book: Book) -> HTML {
        book.publishedAt == nil
            ? PostForm(
                page, BookPaths.publication(book.id.text),
                "<p class=\"hint\">\(page.t("books.publish.hint"))</p><p>\(Button(page.t("books.publish")))</p>"
            ).html
            : PostForm(page, BookPaths.withdrawal(book.id.text), "<p>\(Button(page.t("books.withdraw"), kind: .quiet))</p>").html
    }

    /// - Parameter found: `nil` before anything was asked.
    static func verify(_ page: Page, _ form: Form, hash: String = "", found: [(book: Book, file: BookFile)]? = nil) -> HTML {
        let fields = Fields(page, form)
        let verdict: HTML? = found.map { found in
            guard let first = found.first else {
                return Notice(
                    .bad, title: page.t("books.verify.unknown"), isLive: true,
                    "<p>\(page.t("books.verify.unknown.about"))</p><p class=\"code\">\(hash)</p>"
                ).html
            }
            return Notice(
                .good, title: page.t("books.verify.known"), isLive: true,
                """
                <p>\(page.t("books.verify.known.about", ["title": first.book.title, "format": first.file.format.rawValue.uppercased()]))</p>\
                <ul>\(each: found, { "<li><a href=\"\(BookPaths.book($0.book.id.text))\">\($0.book.title)</a>, \(page.format.moment($0.book.readyAt ?? $0.book.requestedAt))</li>" })</ul>
                """
            ).html
        }
        return Layout.page(
            page, title: page.t("books.verify"), isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("books.title"), BookPaths.list())], title: page.t("books.verify")))\
                <h1>\(page.t("books.verify"))</h1><p class="lead">\(page.t("books.verify.lead"))</p>\(verdict)\(fields.summary)\
                \(PostForm(page, BookPaths.verify(), isMultipart: true, """
                <div class="field"><label for="f-file">\(page.t("books.verify.file"))</label>\
                <input class="input" type="file" id="f-file" name="file" accept=".pdf,.docx,.html,.json"></div>\
                \(fields.line("hash", "books.verify.hash", need: .optional, max: 100))<p>\(Button(page.t("books.verify.do")))</p>
                """))
                """)
    }

    static func figure(_ page: Page, _ code: String, _ found: [(figure: BookFigure, book: Book)]) -> HTML {
        Layout.page(
            page, title: page.t("books.figure_code", ["code": code]), isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("books.title"), BookPaths.list())], title: code))<h1 class="code">\(code)</h1>\
                \(each: found, { entry in
                    Card(
                        title: entry.figure.label,
                        """
                        <p class="cited__number">\(entry.figure.value)</p>\
                        <p>\(page.t("books.figure.in", ["day": page.format.day(entry.book.readyAt ?? entry.book.requestedAt)])) \
                        <a href="\(BookPaths.book(entry.book.id.text))">\(entry.book.title)</a></p>\
                        <p>\(Button(page.t("books.figure.source"), icon: .arrow, link: entry.figure.source))</p>
                        """
                    ).html
                })
                """)
    }
}

extension PlainTable {
    /// Books, one a row, with the hash by which their PDF is recognised.
    static func books(_ entries: [BookPages.Entry], _ page: Page) -> PlainTable {
        let heads: [TextKey] = [
            "books.kind", "books.name", "books.subject", "books.language", "books.status", "books.requested", "books.ready",
            "books.public", "books.verify.hash",
        ]
        return PlainTable(
            page.t("books.title"), headings: heads.map { page.t($0) },
            rows: entries.map { entry in
                let book = entry.book
                return [
                    .text(page.t(book.kind.title)), .text(book.title), .text(book.subject),
                    .text(page.t(TextKey("books.language.\(book.language.rawValue)"))), .text(page.t(book.state.label)),
                    .text(page.format.moment(book.requestedAt)), .text(book.readyAt.map { page.format.moment($0) } ?? ""),
                    .text(book.publishedAt.map { page.format.moment($0) } ?? ""),
                    .text(entry.files.first { $0.format == .pdf }?.hash ?? ""),
                ]
            })
    }
}
