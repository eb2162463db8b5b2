import Columns
import Ingest
import Kernel
import Web

/// What was understood of a file: sheet, guesses, columns, the first rows, what could not be taken, and what says too much about people.
/// Everything that was guessed can be undone here.
struct UnderstandingParts {
    let page: Page
    let view: SubmissionPage.View
    let seen: Understanding?

    init(_ page: Page, _ view: SubmissionPage.View) {
        self.page = page
        self.view = view
        seen = view.understanding
    }

    /// Problems shown on the page; all are in the files to download.
    static let mostProblems = 100

    var html: HTML {
        guard let seen else { return .empty }
        return """
            \(obstacles(seen))\(sheets(seen))\(problems(seen))\(PrivacyPart(page, view, seen).html)\(guesses(seen))\(ColumnsForm(page, view, seen).html)\(sample(seen))\(notes(seen))
            """
    }

    /// A form that changes one thing about how the file is read.
    func form(_ change: String, _ content: HTML) -> HTML {
        PostForm(
            page, CataloguePaths.changeReading(view.id),
            "\(SubmissionPage.version(view))<input type=\"hidden\" name=\"change\" value=\"\(change)\">\(content)"
        ).html
    }

    private func obstacles(_ seen: Understanding) -> HTML {
        guard !seen.obstacles.isEmpty else { return .empty }
        return Notice(
            .bad, title: page.t("understood.obstacles"), "<ul>\(each: seen.obstacles, { "<li>\(page.t($0.message))</li>" })</ul>"
        ).html
    }

    private func sheets(_ seen: Understanding) -> HTML {
        guard seen.sheets.count > 1 else { return .empty }
        let current = seen.sheets[min(max(seen.sheet, 0), seen.sheets.count - 1)].name
        guard view.isMyTurn else { return "<p>\(page.t("understood.sheet")): \(current)</p>" }
        let choices = seen.sheets.enumerated().map {
            Choice("\($0)", $1.isHidden ? "\($1.name) (\(page.t("understood.hidden")))" : $1.name)
        }
        return Card(
            title: page.t("understood.sheet"),
            form(
                "sheet",
                """
                \(Select(page, "sheet", label: page.t("understood.sheet.choose"), choices: choices, selected: "\(seen.sheet)", hint: page.t("understood.sheet.hint")))
                <p>\(Button(page.t("understood.sheet.read"), kind: .quiet))</p>
                """) + others(seen)
        ).html
    }

    /// The other sheets as tables of their own.
    private func others(_ seen: Understanding) -> HTML {
        let choices = seen.others.map {
            Choice("\($0.index)", $0.sheet.isHidden ? "\($0.sheet.name) (\(page.t("understood.hidden")))" : $0.sheet.name)
        }
        let error = view.form.issue("sheets").map { page.t($0) }
        return """
            <details\(attr: "open", error != nil)><summary>\(page.t("understood.sheets.take"))</summary><p>\(page.t("understood.sheets.about"))</p>\
            \(PostForm(page, CataloguePaths.sheets(view.id), """
                \(Checkboxes(page, "sheets", label: page.t("understood.sheets.which"), choices: choices, error: error))
                <p>\(Button(page.t("understood.sheets.make"), kind: .quiet))</p>
                """))</details>
            """
    }

    /// What was guessed; the number that was read, as people write numbers.
    private func words(_ guess: Guess) -> String {
        var message = guess.message
        if guess.kind == .numbers, let read = message.values["read"].flatMap({ Number($0) }) {
            message.values["read"] = DatumWords.text(.number(read), nil, page)
        }
        return page.t(message)
    }

    private func guesses(_ seen: Understanding) -> HTML {
        guard !seen.guesses.isEmpty else { return .empty }
        let rows = seen.guesses.enumerated().html { index, guess in
            let id = "g-\(index)"
            if !view.isMyTurn || !guess.canSwitch {
                return
                    "<li>\(Tag(page.t(guess.isOn ? "understood.on" : "understood.off"), guess.isOn ? .info : .idle)) \(words(guess))</li>"
            }
            return """
                <li><label class="choice" for="\(id)"><input type="checkbox" id="\(id)" name="guess" value="\(guess.id)"\(attr: "checked", guess.isOn)>\
                <span><span class="choice__text">\(words(guess))</span></span></label></li>
                """
        }
        let list: HTML = "<ul class=\"choices plain\">\(rows)</ul>"
        return Card(
            title: page.t("understood.guesses"),
            """
            \(if: view.isMyTurn, "<p>\(page.t("understood.guesses.about"))</p>")
            \(if: view.isMyTurn, form("guesses", "\(list)<p class=\"row\">\(Button(page.t("understood.guesses.apply"), kind: .quiet))</p>"), else: list)
            """
        ).html
    }

    private func problems(_ seen: Understanding) -> HTML {
        guard seen.problemCount > 0 else { return .empty }
        let counts = seen.problemCounts.prefix(20).map { count in
            "\(count.field.isEmpty ? page.t("understood.whole_row") : SubmissionPage.column(count.field, view)): \(page.format.number(count.count))"
        }
        let cards = seen.problems.prefix(Self.mostProblems).enumerated().html { index, problem in "<li>\(card(problem, index))</li>" }
        return Card(
            title: page.t("understood.problems", ["count": page.format.number(seen.problemCount)]),
            """
            <p>\(page.t("understood.problems.about"))</p><ul class="row plain">\(each: counts, { "<li>\(Tag($0, .warn))</li>" })</ul>
            <p class="row">\(if: view.submission.outcome?.quarantineHash != nil, Button(page.t("understood.quarantine.csv"), kind: .quiet, link: CataloguePaths.quarantine(view.id)).html) \
            \(if: !seen.problems.isEmpty, Button(page.t("understood.corrections"), kind: .quiet, link: CataloguePaths.corrections(view.id)).html)</p>
            <ol class="list">\(cards)</ol>\(if: seen.problemCount > Self.mostProblems, "<p class=\"muted\">\(page.t("understood.problems.more"))</p>")
            """
        ).html
    }

    private func card(_ problem: CellProblem, _ index: Int) -> HTML {
        """
        <article class="list-card list-card--open"><h3 class="list-card__title"><span class="code">\(problem.address)</span> \(problem.heading)</h3>\
        <p>\(if: !problem.value.isEmpty, "<q>\(problem.value)</q> – ")\(page.t(problem.problem)) \(page.t(problem.expected))</p>\
        \(if: view.isMyTurn, mends(problem, index))</article>
        """
    }

    /// The one-press ways to mend a cell, and a field for writing what it should be.
    private func mends(_ problem: CellProblem, _ index: Int) -> HTML {
        let buttons = problem.fixes.enumerated().html { choice, fix in
            Button(words(fix), kind: .quiet, name: "fix", value: "\(choice)").html
        }
        let typed =
            problem.column == nil
            ? HTML.empty
            : """
            <details><summary>\(page.t("understood.fix.type"))</summary>\(form("cell", """
            <input type="hidden" name="problem" value="\(index)"><div class="field"><label for="v-\(index)">\(page.t("understood.fix.value"))</label>\
            <input class="input" id="v-\(index)" name="value" value="\(problem.value)" maxlength="1000"></div><p>\(Button(page.t("understood.fix.replace"), kind: .quiet))</p>
            """))</details>
            """
        return
            "\(if: !problem.fixes.isEmpty, form("fix", "<input type=\"hidden\" name=\"problem\" value=\"\(index)\"><p class=\"row\">\(buttons)</p>"))\(typed)"
    }

    private func words(_ fix: Fix) -> String {
        switch fix {
        case .replaceCell(_, _, let value): page.t("fix.replace_cell", ["value": value])
        case .replace(_, let old, let value): page.t("fix.replace", ["old": old, "value": value])
        case .missingCell: page.t("fix.missing_cell")
        case .missing(_, let value): page.t("fix.missing", ["value": value])
        case .accept(_, let value): page.t("fix.accept", ["value": value])
        case .retype(_, let type): page.t("fix.retype", ["type": page.t(TextKey("field.type.\(type.rawValue)"))])
        case .leaveOut(let row): page.t("fix.leave_out", ["row": "\(row)"])
        }
    }

    private func sample(_ seen: Understanding) -> HTML {
        guard !seen.sample.isEmpty, !seen.schema.fields.isEmpty else { return .empty }
        let text = (try? seen.schema.shape()).map { TableText($0, schema: seen.schema) }
        let window = view.window(seen.schema.fields.count).range
        let fields = Array(seen.schema.fields[window])
        let texts = fields.map { field in text?[field.name] }
        let columns =
            [Table.Column(page.t("understood.sample.row"))] + fields.map { Table.Column($0.heading, isNumber: $0.type.isNumeric) }
        let rows: [[HTML]] = seen.sample.map { row in
            if row.values.isEmpty {
                let cells = row.cells.filter { !$0.isEmpty }.prefix(4).joined(separator: " · ")
                let fate = row.fate == "quarantined" ? "understood.fate.quarantined" : "understood.fate.left_out"
                let blank = [HTML](repeating: "", count: max(0, fields.count - 1))
                return ["\(row.row)", "<span class=\"muted\">\(page.t(TextKey(fate))): \(cells)</span>"] + blank
            }
            let values: [HTML] = zip(row.values.dropFirst(window.lowerBound), fields.indices).map { value, place -> HTML in
                value.map { "\(shown($0, fields[place], texts[place]))" } ?? "<span class=\"muted\">–</span>"
            }
            return ["\(row.row)\(if: row.fate == "quarantined", " \(Tag(page.t("understood.fate.quarantined"), .warn))")"] + values
        }
        return "<h2>\(page.t("understood.sample"))</h2>\(Table(page.t("understood.sample"), columns: columns, rows: rows, isCards: false))"
    }

    /// A value as people write it; what is neither a number nor a day stays as it is.
    private func shown(_ value: String, _ field: TableSchema.Field, _ column: TableText.Column?) -> String {
        if let column, column.isFigure, let number = Number(value) { return DatumWords.text(.number(number), column, page) ?? value }
        if field.type == .date, let day = Day(value) { return page.format.day(day) }
        return value
    }

    private func notes(_ seen: Understanding) -> HTML {
        let left = seen.rowsLeftOut.values.reduce(0, +)
        guard !seen.notes.isEmpty || left > 0 else { return .empty }
        return """
            <ul class="muted">\(each: seen.notes, { "<li>\(page.t($0))</li>" })\
            \(if: left > 0, "<li>\(page.t("understood.left_out", ["count": page.format.number(left)]))</li>")</ul>
            """
    }
}
