import Columns
import Ingest
import Kernel
import Web

/// What a steward or trustee needs for the decision on one submission.
struct CheckView: Sendable {
    var isSteward: Bool
    var isTrustee: Bool
    var isSupporter: Bool
    /// A priority statistic, which the trustee sees before it is published.
    var needsTrustee: Bool
    var isSender: Bool
    var comparison: SubmissionComparison
    /// Whether nothing about people keeps it from being published as its access says.
    var isGateOpen: Bool
}

/// The steward's part of a submission's page: what changes, what stands in the way, and the decision.
struct CheckPart {
    let page: Page
    let view: SubmissionPage.View
    let check: CheckView

    init(_ page: Page, _ view: SubmissionPage.View, _ check: CheckView) {
        self.page = page
        self.view = view
        self.check = check
    }

    /// Reasons that can be given at once on the form; more are a matter of returning with one for the column.
    static let rows = 4

    var html: HTML {
        """
        \(differences)\(principles)\(declarations)\(if: !check.isGateOpen, gate)\(with: view.submission.overrideReason, { Notice(.warn, title: page.t("gate.overridden", ["name": view.name(view.submission.overriddenBy)]), "<p>\($0)</p>").html })\(decision)
        """
    }

    private var differences: HTML {
        guard let before = check.comparison.before else {
            return Card(title: page.t("check.differences"), "<p>\(page.t("check.first_version"))</p>").html
        }
        let comparison = check.comparison
        func columns(_ key: TextKey, _ names: [String]) -> HTML {
            names.isEmpty ? .empty : "<li>\(page.t(key)): <span class=\"code\">\(names.joined(separator: ", "))</span></li>"
        }
        let text = (view.submission.outcome?.schema).flatMap { schema in (try? schema.shape()).map { TableText($0, schema: schema) } }
        func shown(_ value: String, _ name: String) -> String {
            guard let column = text?[name], column.isFigure, let number = Number(value) else { return value }
            return DatumWords.text(.number(number), column, page) ?? value
        }
        let examples = Table(
            page.t("check.examples"), showsCaption: true,
            columns: ["key", "column", "from", "to"].map { Table.Column(page.t(TextKey("check.example.\($0)"))) },
            rows: comparison.examples.map {
                [
                    "\($0.key)", "\(SubmissionPage.column($0.column, view))", "\(shown($0.from, $0.column))",
                    "<strong>\(shown($0.to, $0.column))</strong>",
                ]
            })
        return Card(
            title: page.t("check.differences"),
            """
            <p>\(page.t("check.against", ["number": "\(before.number)", "day": page.format.day(before.publishedAt)]))</p>
            \(with: comparison.totals, { totals in Tiles([
                Tile(page.t("check.added"), page.format.number(totals.added)), Tile(page.t("check.removed"), page.format.number(totals.removed)),
                Tile(page.t("check.changed"), page.format.number(totals.changed)), Tile(page.t("check.unchanged"), page.format.number(totals.unchanged)),
            ]).html })
            <ul>\(columns("check.columns.added", comparison.addedColumns))\(columns("check.columns.removed", comparison.removedColumns))\(columns("check.columns.retyped", comparison.retypedColumns))</ul>
            \(if: !comparison.examples.isEmpty, examples.html)
            """
        ).html
    }

    /// The four principles of Satu Data, as far as they can be seen from here (Perpres 39/2019 art. 3).
    private var principles: HTML {
        let fields = view.submission.outcome?.schema.fields ?? []
        let measures = fields.filter { $0.standard.role == .measure }
        let incomplete = measures.filter { !$0.standard.missingParts.isEmpty }.map(\.heading)
        let hasCode = fields.contains { $0.standard.role == .areaCode } || !(view.submission.outcome?.schema.foreignKeys.isEmpty ?? true)
        let lines: [(TextKey, Bool, String)] = [
            ("check.principle.standard", incomplete.isEmpty && !measures.isEmpty, incomplete.joined(separator: ", ")),
            ("check.principle.metadata", view.dataset.description.count >= 60 && !view.dataset.contact.isEmpty, ""),
            ("check.principle.interoperable", !(view.submission.outcome?.schema.primaryKey.isEmpty ?? true), ""),
            ("check.principle.reference", hasCode, ""),
        ]
        return Card(
            title: page.t("check.principles"),
            """
            <ul class="plain">\(each: lines, { "<li>\(Tag(page.t($0.1 ? "check.fulfilled" : "check.open"), $0.1 ? .good : .warn)) \(page.t($0.0))\(if: !$0.2.isEmpty, " <span class=\"muted\">(\($0.2))</span>")</li>" })</ul>
            """
        ).html
    }

    /// What the producer says is nobody's data: publishing takes her word for it, so it is read here, with examples.
    private var declarations: HTML {
        let declared = (view.understanding?.privacy ?? []).filter { $0.declared != nil }
        guard !declared.isEmpty else { return .empty }
        let lines = declared.map { finding -> HTML in
            let fields = finding.fields.map { SubmissionPage.column($0, view) }.joined(separator: ", ")
            return """
                <li><strong>\(fields)</strong>: \(page.t(finding.message)) \(page.t("understood.finding.rows", ["count": page.format.number(finding.count)])) \
                \(if: !finding.examples.isEmpty, "<span class=\"code\">\(finding.examples.joined(separator: ", "))</span> ")\
                \(page.t("understood.declared.by", ["name": view.name(finding.declared?.by)])) <q>\(finding.declared?.reason ?? "")</q></li>
                """
        }
        return Notice(
            .warn, title: page.t("check.declared"), "<p>\(page.t("check.declared.about"))</p><ul>\(each: lines, { $0 })</ul>"
        ).html
    }

    private var gate: HTML {
        let count = view.submission.outcome?.findings ?? 0
        let form = PostForm(
            page, CataloguePaths.decide(view.id, "loloskan"),
            """
            \(SubmissionPage.version(view))\(TextArea(page, "reason", label: page.t("gate.override.reason"), hint: page.t("gate.override.hint"), error: view.form.issue("reason").map { page.t($0) }, rows: 3, maxLength: 2000))
            <p>\(Button(page.t("gate.override"), kind: .danger))</p>
            """)
        return """
            \(Notice(.bad, title: page.t("gate.closed"), "<p>\(page.t("error.gate_closed", ["count": page.format.number(count)]))</p>"))
            \(if: check.isSteward, "<details class=\"card\"><summary>\(page.t("gate.override.open"))</summary>\(form)</details>")
            """
    }

    private var decision: HTML {
        let version = SubmissionPage.version(view)
        func press(_ act: String, _ label: TextKey, _ kind: Button.Kind = .main) -> HTML {
            PostForm(page, CataloguePaths.decide(view.id, act), "\(version)<p>\(Button(page.t(label), kind: kind))</p>").html
        }
        var acts: HTML = .empty
        if check.isSupporter { acts += press("dukung", "check.endorse", .quiet) }
        if check.isSteward {
            if check.isSender {
                acts += Notice(.info, "<p>\(page.t("error.steward_is_sender"))</p>").html
            } else if check.isGateOpen {
                acts += check.needsTrustee ? press("teruskan", "check.forward") : press("terbitkan", "check.publish")
            }
        }
        if check.isTrustee { acts += press("setujui", "check.confirm") }
        return Card(title: page.t("check.decision"), "\(acts)\(if: check.isSteward || check.isTrustee, returning)").html
    }

    /// Sending back with reasons, each at a cell, a column or the whole.
    private var returning: HTML {
        let columns = (view.submission.outcome?.schema.fields ?? []).map { Choice($0.name, $0.heading) }
        let rows = (0..<Self.rows).html { index in
            """
            <div class="grid"><div class="field"><label for="r-\(index)">\(page.t("check.reason.row"))</label><input class="input input--short" id="r-\(index)" name="row.\(index)" inputmode="numeric" value="\(view.form.value("row.\(index)"))"></div>
            \(Select(page, "column.\(index)", label: page.t("check.reason.column"), choices: columns, selected: view.form.value("column.\(index)"), prompt: page.t("check.reason.whole"), need: .filter))
            \(Input(page, "text.\(index)", label: page.t("check.reason.text"), value: view.form.value("text.\(index)"), need: .filter, maxLength: 2000))</div>
            """
        }
        return """
            <details class="card"\(attr: "open", view.form.issue("reason") != nil)><summary>\(page.t("check.return"))</summary>
            \(PostForm(page, CataloguePaths.decide(view.id, check.isTrustee ? "keberatan" : "kembalikan"), "\(SubmissionPage.version(view))<p>\(page.t("check.return.about"))</p>\(rows)<p>\(Button(page.t("check.return"), kind: .danger))</p>"))</details>
            """
    }
}
