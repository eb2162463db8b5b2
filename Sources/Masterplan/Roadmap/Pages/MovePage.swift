import Directory
import Kernel
import Web
import Work

/// What if: another year for an item, and every total before anything is kept.
struct MovePage {
    let page: Page
    let item: RoadmapItem
    let names: RoadmapNames
    var form: Form = .empty
    var whatIf: WhatIf?
    var conflict: AppError?

    var html: HTML {
        let title = page.t("roadmap.move.title")
        return Layout.page(
            page, title: title, isWide: false,
            body: """
                \(Breadcrumb(page, above: [
                    (page.t("roadmap.title"), MoneyPaths.roadmap()),
                    (names.title(item), MoneyPaths.schedule(item.subject.kind, item.subject.id)),
                ], title: title))
                <h1>\(title)</h1><p class="lead">\(names.title(item))</p>
                <div class="stack">\(ScheduleConflict(page: page, error: conflict, names: names).html)\(ErrorSummary(page, form.issues))
                <p>\(page.t("roadmap.move.now", ["years": RoadmapNames.years(item.years)]))</p>\(question)\(with: whatIf, answer)</div>
                """)
    }

    private var question: HTML {
        let years = Set(item.activities.keys).union(item.money.map(\.year)).sorted()
        return """
            <form class="form" method="get" action="\(MoneyPaths.move(item.subject.kind, item.subject.id))#jumlah">\
            \(Select(page, "tahun", in: form, label: page.t("roadmap.move.year"), choices: years.map { Choice("\($0)", "\($0)") }, prompt: page.t("roadmap.move.all"), need: .filter))\
            \(Input(page, "ke", in: form, label: page.t("roadmap.move.to"), kind: .number, hint: page.t("roadmap.move.to.hint"), width: .short))\
            <p>\(Button(page.t("roadmap.move.try"), kind: whatIf == nil ? .main : .quiet))</p></form>
            """
    }

    private func answer(_ whatIf: WhatIf) -> HTML {
        let money = page.format.rupiah
        func change(_ before: Int, _ after: Int) -> HTML {
            before == after
                ? "\(money(after))"
                : "<strong>\(money(after))</strong><br><span class=\"muted\">\(page.t("roadmap.move.was", ["money": money(before)]))</span>"
        }
        let table = Table(
            page.t("roadmap.move.totals"), showsCaption: true,
            columns: [
                Table.Column(page.t("roadmap.year")), Table.Column(page.t("roadmap.move.item"), isNumber: true),
                Table.Column(page.t("roadmap.move.lead"), isNumber: true), Table.Column(page.t("roadmap.move.everything"), isNumber: true),
                Table.Column(page.t("roadmap.items"), isNumber: true),
            ],
            rows: whatIf.years.map { line in
                [
                    "\(String(line.year))", change(line.itemBefore, line.itemAfter), change(line.leadBefore, line.leadAfter),
                    change(line.allBefore, line.allAfter),
                    "\(page.format.number(line.countAfter))\(if: line.countAfter != line.countBefore, " <span class=\"muted\">(\(page.format.number(line.countBefore)))</span>")",
                ]
            })
        return """
            <div id="jumlah">\(Notice(.info, isLive: true, "<p>\(page.t("roadmap.move.not_kept", ["years": RoadmapNames.years(whatIf.after.years)]))</p>"))</div>\(table)\
            \(PostForm(page, MoneyPaths.move(item.subject.kind, item.subject.id), """
            <input type="hidden" name="version" value="\(item.version)"><input type="hidden" name="tahun" value="\(form.value("tahun"))">\
            <input type="hidden" name="ke" value="\(form.value("ke"))"><p class="row">\(Button(page.t("roadmap.move.keep")))\
            \(Button(page.t("ui.cancel"), kind: .plain, link: MoneyPaths.roadmap()))</p>
            """))
            """
    }
}

/// Says that somebody else changed years and money meanwhile: who, when and what.
struct ScheduleConflict {
    let page: Page
    let error: AppError?
    let names: RoadmapNames

    var html: HTML {
        guard let error, error.kind == .conflict else { return .empty }
        let changes = error.issues.html { "<li>\(name($0.field)): \(page.t($0.message))</li>" }
        return Notice(.warn, title: page.t(error.message), isLive: true, error.issues.isEmpty ? .empty : "<ul>\(changes)</ul>").html
    }

    /// `activity.2027`, `money.2027.regency.<agency>`.
    private func name(_ field: String) -> String {
        let parts = field.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard parts.count > 1 else { return field }
        if parts[0] == "activity" { return page.t("roadmap.changed.activity", ["year": parts[1]]) }
        let source = parts.count > 2 ? FundSource(rawValue: parts[2]) : nil
        return page.t(
            "roadmap.changed.money",
            [
                "year": parts[1], "source": source.map { page.t($0.label) } ?? "",
                "agency": parts.count > 3 && !parts[3].isEmpty ? names.agency(Identifier(parts[3])) : page.t("plan.money.nobody"),
            ])
    }
}
