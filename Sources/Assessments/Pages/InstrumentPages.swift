import Directory
import Kernel
import Web

/// Instruments: the list, one of them, and its editor.
enum InstrumentPages {
    static func tag(_ page: Page, _ state: Instrument.State) -> Tag { Tag(page.t(state.label), state == .published ? .good : .idle) }

    static func list(_ page: Page, _ instruments: [Instrument]) -> HTML {
        let mayShape = page.actor.mayAnywhere(.shapeInstruments)
        let cards = instruments.map { instrument in
            ListCard(
                instrument.title(page.language), link: AssessmentPaths.instrument(instrument.key),
                facts: [
                    "\(page.t(instrument.purpose.label))", "\(page.t("instrument.edition", ["edition": "\(instrument.edition)"]))",
                    "\(validity(page, instrument))",
                ], tags: [tag(page, instrument.state).html])
        }
        return Layout.page(
            page, title: page.t("instrument.list"),
            body: """
                \(Breadcrumb(page, above: [(page.t("assessment.list"), AssessmentPaths.list())], title: page.t("instrument.list")))\
                <div class="row row--apart"><h1>\(page.t("instrument.list"))</h1>\
                \(if: mayShape, Button(page.t("instrument.new"), icon: .add, link: AssessmentPaths.newInstrument()).html)</div>\
                <p class="lead">\(page.t("instrument.list.lead"))</p>\
                \(if: cards.isEmpty, EmptyState(page.t("instrument.none"), text: page.t("instrument.none.text")).html, else: ListCard.list(cards))\
                <p class="row"><a href="\(AssessmentPaths.instrumentsCSV())">CSV</a> <a href="\(AssessmentPaths.instrumentsXLSX())">XLSX</a></p>
                """)
    }

    private static func validity(_ page: Page, _ instrument: Instrument) -> String {
        let from = page.format.day(instrument.draft.validFrom)
        guard let to = instrument.draft.validTo else { return page.t("instrument.valid_from", ["from": from]) }
        return page.t("instrument.valid", ["from": from, "to": page.format.day(to)])
    }

    static func page(_ page: Page, _ instrument: Instrument, others: [Instrument], form: Form, error: AppError?) -> HTML {
        let draft = instrument.draft
        let isDraft = instrument.state == .draft
        let mayShape = page.actor.mayAnywhere(.shapeInstruments)
        let open = isDraft ? draft.openWeights : []
        let others = others.html { other -> HTML in
            let edition = page.t("instrument.edition", ["edition": "\(other.edition)"])
            return """
                <li><a href="\(AssessmentPaths.instrument(other.key))">\(other.title(page.language))</a> · \(edition) \
                \(tag(page, other.state))</li>
                """
        }
        return Layout.page(
            page, title: instrument.title(page.language),
            body: """
                \(Breadcrumb(page, above: [(page.t("assessment.list"), AssessmentPaths.list()), (page.t("instrument.list"), AssessmentPaths.instruments())], title: instrument.code))\
                <div class="stack"><h1>\(instrument.title(page.language))</h1><p class="row">\(tag(page, instrument.state)) \
                <span class="hint">\(page.t("instrument.edition", ["edition": "\(instrument.edition)"])) · \(validity(page, instrument))</span></p>\
                \(AssessmentParts.problem(page, error, form.issues))\
                \(if: !open.isEmpty, Notice(.warn, title: page.t("instrument.open_weights"), "<ul>\(each: open, { "<li>\(page.t($0.message))</li>" })</ul>").html)\
                \(Facts([
                    (page.t("instrument.field.purpose"), "\(page.t(draft.purpose.label))"),
                    (page.t("instrument.field.legal_basis"), draft.legalBasis.isEmpty ? nil : "\(draft.legalBasis)"),
                    (page.t("instrument.field.source"), "\(draft.source)"),
                    (page.t("instrument.scale"), "\(draft.lowest.short(page.format))–\(draft.highest.short(page.format))"),
                    (page.t("instrument.field.rounding"), "\(page.t(draft.rounding.label))"),
                ]))\(items(page, instrument))\(levels(page, instrument))\
                <p class="row"><a href="\(AssessmentPaths.itemsCSV(instrument.key))">CSV</a> <a href="\(AssessmentPaths.itemsXLSX(instrument.key))">XLSX</a></p>\
                \(if: mayShape, acts(page, instrument))\
                \(if: !others.markup.isEmpty, "<h2>\(page.t("instrument.other_editions"))</h2><ul>\(others)</ul>")</div>
                """)
    }

    private static func items(_ page: Page, _ instrument: Instrument) -> HTML {
        func rows(_ parent: String?, _ depth: Int) -> [[HTML]] {
            if depth > Instrument.mostDepth { return [] }
            return instrument.children(of: parent).flatMap { item -> [[HTML]] in
                let indent = String(repeating: "– ", count: depth - 1)
                let name: HTML = depth == 1 ? "<strong>\(item.title(page.language))</strong>" : "\(indent)\(item.title(page.language))"
                return [[name, "<span class=\"code\">\(item.code)</span>", "\(item.weight.short(page.format)) %", "\(item.about)"]]
                    + rows(item.code, depth + 1)
            }
        }
        return Table(
            page.t("instrument.items"), showsCaption: true,
            columns: [
                Table.Column(page.t("instrument.item.title")), Table.Column(page.t("instrument.item.code")),
                Table.Column(page.t("instrument.item.weight"), isNumber: true), Table.Column(page.t("instrument.item.about")),
            ], rows: rows(nil, 1)
        ).html
    }

    private static func levels(_ page: Page, _ instrument: Instrument) -> HTML {
        let levels = instrument.draft.levels.sorted { $0.value < $1.value }
        if levels.isEmpty { return .empty }
        return """
            <h2>\(page.t("instrument.levels"))</h2><dl class="facts">\
            \(each: levels, { "<dt>\($0.value.short(page.format)) · \($0.name)</dt><dd>\($0.about)</dd>" })</dl>
            """
    }

    private static func acts(_ page: Page, _ instrument: Instrument) -> HTML {
        let version: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(instrument.version)\">"
        if instrument.state == .published {
            return """
                <p class="hint">\(page.t("instrument.published.about"))</p>\
                \(PostForm(page, AssessmentPaths.follow(instrument.key), "<p>\(Button(page.t("instrument.follow"), kind: .quiet))</p>"))
                """
        }
        return """
            <p>\(Button(page.t("instrument.edit"), kind: .quiet, icon: .edit, link: AssessmentPaths.editInstrument(instrument.key)))</p>\
            \(PostForm(
                page, AssessmentPaths.importItems(instrument.key), isMultipart: true,
                """
                \(version)\(FileInput(page, "file", label: page.t("instrument.import"), accept: ".csv,.xlsx", hint: page.t("instrument.import.hint")))\
                <p>\(Button(page.t("instrument.import.do"), kind: .quiet))</p>
                """))\
            \(PostForm(page, AssessmentPaths.publication(instrument.key), "\(version)<p>\(Button(page.t("instrument.publish")))</p>"))
            """
    }

    static func editor(_ page: Page, _ instrument: Instrument?, _ form: Form, _ error: AppError?) -> HTML {
        // Who has been told that somebody was quicker may save over it.
        let isTold = error?.kind == .conflict
        let fields = Fields(page, isTold ? form.setting("version", instrument.map { "\($0.version)" } ?? "") : form)
        let title = instrument.map { page.t("instrument.edit_of", ["title": $0.title]) } ?? page.t("instrument.new")
        let action = instrument.map { AssessmentPaths.editInstrument($0.key) } ?? AssessmentPaths.instruments()
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("assessment.list"), AssessmentPaths.list()), (page.t("instrument.list"), AssessmentPaths.instruments())], title: title))\
                <h1>\(title)</h1><p class="lead">\(page.t("instrument.edit.lead"))</p>\(AssessmentParts.problem(page, error, form.issues))\
                \(PostForm(page, action, "\(head(page, fields, isNew: instrument == nil))\(rows(page, fields))<p>\(Button(page.t("instrument.save")))</p>"))
                """)
    }

    private static func head(_ page: Page, _ fields: Fields, isNew: Bool) -> HTML {
        """
        \(if: !isNew, fields.hidden("version"))\(fields.hidden("items"))\
        \(if: isNew, fields.line("code", "instrument.field.name", hint: "instrument.field.name_hint", max: 40).html)\
        \(fields.select("purpose", "instrument.field.purpose", Instrument.Purpose.allCases.map { Choice($0.rawValue, page.t($0.label)) }))\
        \(fields.line("title", "instrument.field.title"))\(fields.line("title_english", "instrument.field.title_english", need: .optional))\
        \(fields.line("legal_basis", "instrument.field.legal_basis", need: .optional, max: 300))\
        \(fields.line("source", "instrument.field.source", hint: "instrument.field.source_hint", max: 500))\
        \(fields.day("valid_from", "instrument.field.valid_from"))\(fields.day("valid_to", "instrument.field.valid_to", need: .optional))\
        \(fields.line("lowest", "instrument.field.lowest", max: 6, width: .short))\(fields.line("highest", "instrument.field.highest", max: 6, width: .short))\
        \(fields.select("rounding", "instrument.field.rounding", Rounding.allCases.map { Choice($0.rawValue, page.t($0.label)) }))
        """
    }

    private static func rows(_ page: Page, _ fields: Fields) -> HTML {
        let form = fields.form
        let items = (0..<InstrumentForm.rowCount(form)).html { index -> HTML in
            let place = "items[\(index)]"
            let name = form.value("\(place).title").isEmpty ? page.t("instrument.item.new") : form.value("\(place).title")
            let isOpen = form.issues.contains { $0.field.hasPrefix(place) }
            return """
                <details class="card"\(attr: "open", isOpen)><summary>\(name) \(if: !form.value("\(place).weight").isEmpty, "<span class=\"hint\">\(form.value("\(place).weight")) %</span>")</summary><div class="stack">\
                \(fields.line("\(place).code", "instrument.item.code", need: .optional, hint: "instrument.item.code_hint", max: 20, width: .code))\
                \(fields.line("\(place).parent", "instrument.item.parent", need: .optional, hint: "instrument.item.parent_hint", max: 20, width: .code))\
                \(fields.line("\(place).title", "instrument.item.title", need: .optional, max: 300))\
                \(fields.line("\(place).title_english", "instrument.item.title_english", need: .optional, max: 300))\
                \(fields.line("\(place).weight", "instrument.item.weight", need: .optional, max: 7, width: .short))\
                \(fields.area("\(place).about", "instrument.item.about", need: .optional))\
                \(fields.boxes("\(place).drop", "instrument.item.drop", [Choice("1", page.t("instrument.item.drop.do"))]))</div></details>
                """
        }
        let levels = (0..<InstrumentForm.mostLevels).html { index -> HTML in
            let place = "levels[\(index)]"
            return """
                <fieldset class="stack"><legend>\(page.t("instrument.level_number", ["number": "\(index + 1)"]))</legend>\
                \(fields.line("\(place).value", "instrument.level.value", need: .optional, max: 6, width: .short))\
                \(fields.line("\(place).name", "instrument.level.name", need: .optional, max: 100))\
                \(fields.area("\(place).about", "instrument.level.about", need: .optional, rows: 2, max: 1000))</fieldset>
                """
        }
        return """
            <section class="stack"><h2>\(page.t("instrument.items"))</h2><p class="hint">\(page.t("instrument.items.about"))</p>\(items)</section>\
            <details><summary>\(page.t("instrument.levels"))</summary>\(levels)</details>
            """
    }
}
