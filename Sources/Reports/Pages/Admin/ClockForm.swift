import Directory
import Kernel
import Web
import Work

/// The form of the clocks, both ways.
enum ClockForm {
    static func form(_ workflow: Workflow, newest: Int, today: Day) -> Form {
        var form = Form(["version": "\(newest)", "valid_from": today.description])
        for rule in workflow.clocks {
            for kind in rule.classes { form = form.setting("days.\(rule.name).\(kind)", "\(rule.days[kind] ?? 0)") }
            form = form.setting("alerts.\(rule.name)", rule.alertsText)
        }
        return form
    }

    /// - Parameter workflow: says which clocks and classes the form has.
    static func draft(_ data: FormData, _ workflow: Workflow) throws -> (draft: ClockDraft, from: Day, version: Int) {
        var checker = Checker(data)
        let clocks = workflow.clocks.map { rule in
            var rule = rule
            for kind in rule.classes {
                if let days = checker.int("days.\(rule.name).\(kind)", in: 1...ClockDraft.mostDays) { rule.days[kind] = days }
            }
            let parts = checker.line("alerts.\(rule.name)", max: 60).split { " ,;%".contains($0) }.map { Int($0) }
            if parts.contains(nil) {
                checker.add(
                    "alerts.\(rule.name)",
                    Message("clocks.error.alerts", ["most": "\(ClockDraft.mostAlerts)", "max": "\(ClockDraft.mostPercent)"]))
            }
            rule.alerts = parts.compactMap(\.self)
            return rule
        }
        let from = checker.day("valid_from")
        let version = checker.version()
        let draft = ClockDraft(clocks)
        checker.add(draft.issues(for: workflow).filter { issue in !checker.issues.contains { $0.field == issue.field } })
        try checker.check()
        return (draft, from!, version)
    }

    static func html(_ page: Page, _ form: Form, _ workflow: Workflow) -> HTML {
        let fields = Fields(page, form)
        return """
            \(fields.summary)\(PostForm(page, ReportAdminPaths.clocksPreview(), """
            \(fields.hidden("version"))\(each: workflow.clocks, { clock(page, fields, $0) })
            \(fields.day("valid_from", "clocks.valid_from", hint: "clocks.valid_from.hint"))
            <p>\(Button(page.t("clocks.preview")))</p>
            """))
            """
    }

    private static func clock(_ page: Page, _ fields: Fields, _ rule: ClockRule) -> HTML {
        let days = rule.classes.html { kind in
            let name = "days.\(rule.name).\(kind)"
            return Input(
                page, name, in: fields.form, label: ClockWords.days(page, kind), kind: .number, width: .short, maxLength: 3
            ).html
        }
        return """
            <fieldset class="field"><legend class="label">\(page.t(TextKey("clock.\(rule.name)")))</legend>\
            <p class="hint">\(page.t(TextKey("clocks.about.\(rule.name)")))</p>\(days)\
            \(fields.line("alerts.\(rule.name)", "clocks.alerts", hint: "clocks.alerts.hint", max: 60))</fieldset>
            """
    }
}

/// Words for clocks and their classes.
enum ClockWords {
    /// `Pengaduan, hari kerja`, or `Hari kerja` where all kinds are alike.
    static func days(_ page: Page, _ kind: String) -> String {
        guard let known = Report.Kind(rawValue: kind) else { return page.t("clocks.days") }
        return page.t("clocks.days_of", ["kind": page.t(known.label)])
    }

    static func title(_ page: Page, _ change: ClockChange) -> String {
        let clock = page.t(TextKey("clock.\(change.clock)"))
        return "\(clock): \(change.kind.map { days(page, $0) } ?? page.t("clocks.alerts"))"
    }
}
