import Catalogue
import Directory
import Ingest
import Kernel
import Web

/// One agreement: its terms, whether it holds, and who read what by it.
enum AgreementPage {
    struct View: Sendable {
        var file: AgreementFile
        /// The table's columns; `nil` while it has no version.
        var rows: RowChoices?
        var readings: [DataReading]
        var agencies: AgencyTree
        var people: [String: String]
        var form: Form
        var error: AppError?
        var now: Instant
        var offsetHours: Int
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let (file, agreement) = (view.file, view.file.agreement)
        let title = page.t("agreement.title", ["dataset": file.dataset.title(page.language)])
        return Layout.page(
            page, title: title,
            body: """
                \(Breadcrumb(page, above: [(page.t("sharing.title"), SharingPaths.list())], title: agreement.code))\
                <h1>\(title)</h1><p class="row">\(SharingWords.tag(page, agreement, at: view.now, offsetHours: view.offsetHours)) <span class="code">\(agreement.code)</span></p>\
                \(with: view.error, { Notice(.warn, isLive: true, "<p>\(page.t($0.message))</p>").html })\(ErrorSummary(page, view.form))\
                <div class="split"><div class="stack">\(facts(page, view))\(readings(page, view))</div><div class="stack">\(acts(page, view))</div></div>
                """)
    }

    private static func facts(_ page: Page, _ view: View) -> HTML {
        let (file, agreement) = (view.file, view.file.agreement)
        let names = Dictionary(file.table.schema.fields.map { ($0.name, $0.heading) }) { $1 }
        let chosen = agreement.terms.columns
        var columns = chosen.prefix(ColumnLines.mostNamed).map { column -> HTML in
            let mask = agreement.terms.masks[column].map { " <span class=\"muted\">(\(SharingWords.mask(page, $0)))</span>" as HTML }
            return "<li>\(names[column] ?? column)\(mask)</li>"
        }
        if chosen.count > ColumnLines.mostNamed { columns.append("<li>\(ColumnLines.more(page, chosen.count))</li>") }
        return Card(
            title: page.t("agreement.terms"),
            """
            <p class=\"said\">\(agreement.purpose)</p>\(Facts([
                (page.t("access.field.agency"), "\(view.agencies.name(agreement.user.text))"), (page.t("access.owner"), "\(view.agencies.name(agreement.owner.text))"),
                (page.t("access.table"), "<a href=\"\(CataloguePaths.dataset(file.dataset.name))\">\(file.table.title)</a>"),
                (page.t("access.field.columns"), columns.isEmpty ? "\(page.t("access.all_columns"))" : "<ul>\(columns)</ul>"),
                (page.t("access.field.filter"), SharingWords.rows(page, agreement.terms.filter, view.rows)),
                (page.t("terms.rate"), agreement.terms.rate.map { "\(page.format.number($0))" }), (page.t("agreement.begins"), "\(page.format.moment(agreement.beginsAt))"),
                (page.t("terms.until"), "\(page.format.day(agreement.untilOn))"), (page.t("agreement.ended"), agreement.endedAt.map { "\(page.format.moment($0))" }),
                (page.t("agreement.end_reason"), agreement.endReason.isEmpty ? nil : "\(agreement.endReason)"),
                (page.t("agreement.request"), file.request.map { "<a class=\"code\" href=\"\(SharingPaths.request($0.code))\">\($0.code)</a>" }),
            ]))
            """
        ).html
    }

    private static func readings(_ page: Page, _ view: View) -> HTML {
        let table = Table(
            page.t("reading.title"),
            columns: [
                Table.Column(page.t("reading.at")), Table.Column(page.t("reading.who")), Table.Column(page.t("reading.purpose")),
                Table.Column(page.t("reading.rows"), isNumber: true),
            ],
            rows: view.readings.map { reading in
                [
                    "\(page.format.moment(reading.at))", "\(view.people[reading.actor] ?? page.t("reading.someone"))",
                    "\(page.t(TextKey("reading.purpose.\(reading.purpose.rawValue)")))", "\(page.format.number(reading.rows))",
                ]
            })
        return """
            <section class="stack"><h2>\(page.t("reading.title"))</h2><p class="hint">\(page.t("reading.log.about"))</p>\
            \(if: view.readings.isEmpty, "<p class=\"muted\">\(page.t("reading.none"))</p>", else: table.html)</section>
            """
    }

    private static func acts(_ page: Page, _ view: View) -> HTML {
        let agreement = view.file.agreement
        var cards = HTML.empty
        let runs = agreement.isInForce(at: view.now, offsetHours: view.offsetHours)
        if page.actor.may(.requestData, agency: agreement.user.text), agreement.ending != .replaced {
            cards +=
                Card(
                    title: page.t("agreement.renew"),
                    "<p>\(page.t("agreement.renew_about"))</p><p>\(Button(page.t("agreement.renew_do"), kind: .quiet, link: SharingPaths.new(query: [("perpanjang", agreement.code)])))</p>"
                ).html
        }
        if runs, page.actor.may(.decideSharing, agency: agreement.owner.text) {
            let fields = Fields(page, view.form)
            let box = ConfirmBox(
                page, page.t("agreement.revoke"), explanation: page.t("agreement.revoke_about"),
                content: "\(fields.area("reason", "agreement.reason"))", confirm: page.t("agreement.revoke_do"))
            cards +=
                Card(
                    title: page.t("agreement.revoke_title"),
                    PostForm(
                        page, SharingPaths.revocation(agreement.code),
                        "<input type=\"hidden\" name=\"version\" value=\"\(agreement.version)\">\(box)"
                    ).html
                ).html
        }
        return cards
    }
}
