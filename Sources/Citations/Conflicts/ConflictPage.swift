import Catalogue
import Kernel
import Web

/// What two datasets say differently, side by side, with the verdict or the steward's form for it.
enum ConflictPage {
    static func page(_ page: Page, _ view: ConflictView, _ form: Form = .empty) -> HTML {
        let conflict = view.conflict
        let title = page.t("conflict.between", ["first": view.first.title(page.language), "second": view.second.title(page.language)])
        return Layout.page(
            page, title: title,
            body: """
                <div class="stack"><h1>\(title)</h1><p class="row">\(ConflictPages.tag(page, conflict)) <span class="code">\(conflict.code)</span></p>\
                <p class="lead">\(page.t("conflict.lead", ["code": conflict.standard])) \(ConflictPages.differing(page, conflict)).</p>\
                \(verdict(page, view))\(ErrorSummary(page, form))\(differences(page, view))\(ruling(page, view, form))</div>
                """)
    }

    static func verdict(_ page: Page, _ view: ConflictView) -> HTML {
        guard let verdict = view.conflict.verdict, view.conflict.state == .ruled else {
            return view.conflict.state == .vanished
                ? Notice(.info, "<p>\(page.t("conflict.vanished"))</p>").html : Notice(.warn, "<p>\(page.t("conflict.waits"))</p>").html
        }
        let names = ["first": view.first.title(page.language), "second": view.second.title(page.language)]
        let who = [view.ruledBy, view.conflict.ruledAt.map { page.format.day($0) }].compactMap(\.self).joined(separator: ", ")
        return Notice(
            .good, title: page.t(TextKey("conflict.verdict.\(verdict.rawValue).says"), names),
            "<p class=\"said\">\(view.conflict.reason)</p><p class=\"hint\">\(page.t("conflict.by_steward")) \(who)</p>"
        ).html
    }

    private static func differences(_ page: Page, _ view: ConflictView) -> HTML {
        func head(_ dataset: Dataset, _ agency: String) -> Table.Column {
            Table.Column("\(dataset.title(page.language)) (\(agency))", isNumber: true)
        }
        let table = Table(
            page.t("conflict.differences"),
            columns: [
                Table.Column(page.t("conflict.area")), Table.Column(page.t("conflict.period")), head(view.first, view.firstAgency),
                head(view.second, view.secondAgency), Table.Column(page.t("conflict.difference"), isNumber: true),
            ],
            rows: view.conflict.examples.map { example in
                let difference = NumberText.difference(from: example.first, to: example.second)
                return [
                    "\(view.areas[example.area].map { "\($0) (\(example.area))" } ?? example.area)", "\(example.period)",
                    "\(NumberText.shown(example.first, page.format))", "\(NumberText.shown(example.second, page.format))",
                    "\(difference.map { NumberText.shown($0, page.format) } ?? "–")",
                ]
            })
        let isMore = view.conflict.differing > view.conflict.examples.count
        return """
            \(table)\(if: isMore, "<p class=\"hint\">\(page.t("conflict.more", ["shown": "\(view.conflict.examples.count)"]))</p>")\
            <p><a href="\(RowsLink.dataset(view.first))">\(view.first.title(page.language))</a> · \
            <a href="\(RowsLink.dataset(view.second))">\(view.second.title(page.language))</a></p>
            """
    }

    private static func ruling(_ page: Page, _ view: ConflictView, _ form: Form) -> HTML {
        guard page.actor.may(.stewardData), view.conflict.state != .vanished else { return .empty }
        let names = ["first": view.first.title(page.language), "second": view.second.title(page.language)]
        let choices = ValueConflict.Verdict.allCases.map {
            Choice($0.rawValue, page.t(TextKey("conflict.verdict.\($0.rawValue).choice"), names))
        }
        return Card(
            title: page.t("conflict.ruling"),
            PostForm(
                page, ConflictPaths.ruling(view.conflict.code),
                """
                <input type="hidden" name="version" value="\(view.conflict.version)">\
                \(Radios(page, "verdict", label: page.t("conflict.which"), choices: choices, selected: form.value("verdict"), error: form.issue("verdict").map { page.t($0) }))\
                \(TextArea(page, "reason", label: page.t("conflict.reason"), value: form.value("reason"), hint: page.t("conflict.reason_hint"), error: form.issue("reason").map { page.t($0) }, maxLength: 2000))\
                <p>\(Button(page.t("conflict.rule")))</p>
                """
            ).html
        ).html
    }
}
