import Directory
import Kernel
import Web
import Work

/// Pieces that several pages of assessments share.
enum AssessmentParts {
    static func tag(_ page: Page, _ state: Assessment.State) -> Tag {
        let kind: Tag.Kind =
            switch state {
            case .draft: .act
            case .filled, .assessed: .warn
            case .submitted: .info
            case .closed: .good
            }
        return Tag(page.t(state.label), kind)
    }

    static func tag(_ page: Page, _ part: AssessmentPart, today: Day) -> HTML {
        if part.state == .filled { return Tag(page.t(part.state.label), .good).html }
        guard let due = part.due else { return Tag(page.t("assessment.part.not_out")).html }
        return due < today
            ? Tag(page.t("assessment.part.late", ["day": page.format.day(due)]), .bad).html
            : Tag(page.t("assessment.part.due", ["day": page.format.day(due)]), .warn).html
    }

    static func score(_ page: Page, _ value: Hundredths?) -> HTML { "\(value?.text(page.format) ?? "–")" }

    /// In words and without a sign, so that it does not hang on a minus.
    static func difference(_ page: Page, _ value: Hundredths?) -> HTML {
        guard let value else { return "–" }
        if value.count == 0 { return "\(page.t("assessment.same"))" }
        let amount = Hundredths(abs(value.count)).text(page.format)
        let words = page.t(value.count < 0 ? "assessment.lower" : "assessment.higher", ["difference": amount])
        return Tag(words, value.count < 0 ? .bad : .info).html
    }

    /// Components with both scores, what the central team found lower first; the total below.
    static func table(_ page: Page, _ result: AssessmentResult, link: (String) -> String? = { _ in nil }) -> HTML {
        func row(_ line: AssessmentResult.Line, _ name: HTML) -> [HTML] {
            [
                name, "\(line.component?.weight.short(page.format) ?? "100") %", score(page, line.ownValue), score(page, line.centralValue),
                difference(page, line.difference),
            ]
        }
        let lines = result.badNewsFirst.map { line in
            let title = line.component?.title(page.language) ?? ""
            return row(line, link(line.component?.code ?? "").map { "<a href=\"\($0)\">\(title)</a>" } ?? "\(title)")
        }
        return Table(
            page.t("assessment.result"),
            columns: [
                Table.Column(page.t("assessment.column.component")), Table.Column(page.t("assessment.column.weight"), isNumber: true),
                Table.Column(page.t("assessment.own"), isNumber: true), Table.Column(page.t("assessment.central"), isNumber: true),
                Table.Column(page.t("assessment.difference")),
            ], rows: lines + (result.isWhole ? [row(result.total, "<strong>\(page.t("assessment.total"))</strong>")] : [])
        ).html
    }

    static func chart(_ page: Page, _ result: AssessmentResult) -> HTML {
        let drawing = ScoreDrawing(
            result: result, language: page.language, format: page.format, ownName: page.t("assessment.own"),
            centralName: page.t("assessment.central"), look: .page)
        return """
            <figure class="chart"><figcaption><strong>\(page.t("assessment.chart"))</strong></figcaption>\(raw: drawing.svg)</figure>
            """
    }

    static func provisional(_ page: Page, _ tally: Tally) -> HTML {
        if tally.isComplete { return .empty }
        return "<p class=\"hint\">\(page.t("assessment.provisional", ["percent": "\(tally.completeness)"]))</p>"
    }

    /// The index in figures, with the level it reaches.
    static func headline(_ page: Page, _ result: AssessmentResult) -> HTML {
        let level = (result.total.centralValue ?? result.total.ownValue).flatMap { result.instrument.level($0) }
        let highest = result.instrument.draft.highest.short(page.format)
        return Facts([
            (page.t("assessment.own"), "\(score(page, result.total.ownValue)) / \(highest)"),
            (page.t("assessment.central"), result.seesCentral ? "\(score(page, result.total.centralValue)) / \(highest)" : nil),
            (page.t("assessment.difference"), result.seesCentral ? difference(page, result.total.difference) : nil),
            (page.t("instrument.level"), level.map { "\($0.name)" }),
        ]).html
    }

    /// Earlier years beside this one: the same components, by their codes.
    static func earlier(_ page: Page, _ result: AssessmentResult, _ earlier: [AssessmentResult], link: (AssessmentResult) -> String) -> HTML
    {
        if earlier.isEmpty { return .empty }
        let shown = Array(earlier.prefix(4))
        func cell(_ other: AssessmentResult, _ code: String?) -> HTML {
            let line = code == nil ? other.total : other.lines.first { $0.component?.code == code }
            return score(page, line.flatMap { $0.centralValue ?? $0.ownValue })
        }
        let rows = result.lines.map { line -> [HTML] in
            ["\(line.component?.title(page.language) ?? "")", score(page, line.centralValue ?? line.ownValue)]
                + shown.map { cell($0, line.component?.code) }
        }
        let total: [HTML] =
            ["<strong>\(page.t("assessment.total"))</strong>", score(page, result.total.centralValue ?? result.total.ownValue)]
            + shown.map { cell($0, nil) }
        let columns =
            [Table.Column(page.t("assessment.column.component")), Table.Column("\(result.assessment.year)", isNumber: true)]
            + shown.map { Table.Column("\($0.assessment.year)", isNumber: true) }
        let links = shown.html { "<li><a href=\"\(link($0))\">\($0.assessment.name)</a> · \($0.instrument.title(page.language))</li>" }
        return """
            <section class="stack"><h2>\(page.t("assessment.earlier"))</h2><p class="hint">\(page.t("assessment.earlier.about"))</p>\
            \(Table(page.t("assessment.earlier"), columns: columns, rows: rows + [total]))<ul>\(links)</ul></section>
            """
    }

    static func notes(_ page: Page, _ notes: [KeptNote], _ people: [String: String]) -> HTML {
        notes.html { note in
            """
            <p class="said">\(note.text)</p><p class="hint">\(page.t(TextKey("assessment.act.\(note.act)")))\
            \(with: people[note.author], { " · \($0)" }) · \(page.format.moment(note.at))</p>
            """
        }
    }

    static func problem(_ page: Page, _ error: AppError?, _ issues: [Issue]) -> HTML {
        """
        \(with: error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, issues))
        """
    }
}
