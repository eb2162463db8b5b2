import Kernel
import Web

/// The page on which a regency chooses its name, words and colours.
enum BrandPages {
    struct View: Sendable {
        var history: [SettingEntry]
        var names: [String: String]
        var logoURL: String?
        var today: Day
    }

    static let keys = [
        SettingKey.regencyName, SettingKey.productName, SettingKey.shortName, SettingKey.primaryColour, SettingKey.accentColour,
        SettingKey.logo,
    ]

    static func brand(_ page: Page, _ form: Form, _ view: View, conflict: AppError? = nil) -> HTML {
        let fields = Fields(page, form)
        return AdminFrame.page(
            page, page.t("directory.brand"), isWide: false,
            actions: SessionForm.tableButtons(page, DirectoryPaths.brandCSV, DirectoryPaths.brandImport),
            body: """
                \(AdminFrame.conflict(page, conflict))<p>\(page.t("directory.brand.about"))</p>\(fields.summary)
                \(with: view.logoURL, { "<p><img src=\"\($0)\" alt=\"\(page.t("directory.brand.logo.now"))\" height=\"96\"></p>" })
                \(PostForm(page, DirectoryPaths.brand(), isMultipart: true, """
                \(fields.seenVersion)\(fields.line("regency_name", "directory.field.brand.regency_name", hint: "directory.brand.regency_name.hint", max: 60))
                \(fields.line("product_name", "directory.field.brand.product_name", hint: "directory.brand.product_name.hint", max: 30))
                \(fields.line("short_name", "directory.field.brand.short_name", hint: "directory.brand.short_name.hint", max: 12))
                \(colour(fields, "primary", "directory.field.brand.primary", "directory.brand.primary.hint"))
                \(colour(fields, "accent", "directory.field.brand.accent", "directory.brand.accent.hint"))
                <div class="field"><label for="f-logo">\(page.t("directory.field.brand.logo")) <span class="optional">\(page.t("ui.optional"))</span></label>\
                <p class="hint" id="f-logo-hint">\(page.t("directory.brand.logo.hint"))</p>\(with: form.issue("logo"), { "<p class=\"error\">\(page.t($0))</p>" })\
                <input class="input" type="file" id="f-logo" name="logo" accept="image/png" aria-describedby="f-logo-hint"></div>
                \(if: view.logoURL != nil, Checkbox(page, "no_logo", label: page.t("directory.brand.logo.remove"), need: .filter).html)
                \(fields.day("valid_from", "directory.field.validFrom", hint: "directory.brand.valid_from.hint"))
                <p>\(Button(page.t("directory.save")))</p>
                """))
                \(SettingHistory(page: page, entries: view.history, names: view.names, today: view.today).html)
                """)
    }

    /// The colour with its contrast against white text. Pages show a pale one darker by themselves (``Web/Palette``), and say so here.
    private static func colour(_ fields: Fields, _ name: String, _ label: TextKey, _ hint: TextKey) -> HTML {
        let page = fields.page
        guard let ratio = Colour(fields.form.value(name)).flatMap({ colour in Colour("#ffffff").map(colour.contrast) }) else {
            return fields.line(name, label, hint: hint, max: 7, width: .short).html
        }
        let key: TextKey = ratio < 4.5 ? "directory.brand.pale" : "directory.brand.contrast"
        return """
            \(fields.line(name, label, hint: hint, max: 7, width: .short))\
            <p class="hint">\(page.t(key, ["ratio": page.format.number(ratio, decimals: 1)]))</p>
            """
    }
}

/// Values of settings over time, those to come included.
struct SettingHistory {
    let page: Page
    let entries: [SettingEntry]
    let names: [String: String]
    let today: Day
    /// The name of a setting for people.
    var title: (_ key: String) -> TextKey = { TextKey("directory.field.\($0)") }

    var html: HTML {
        if entries.isEmpty { return .empty }
        let rows: [[HTML]] = entries.map { entry in
            [
                "\(page.t(title(entry.key)))", "\(entry.value.isEmpty ? "–" : String(entry.value.prefix(60)))",
                "\(page.format.day(entry.validFrom))\(if: entry.validFrom > today, " \(Tag(page.t("directory.state.soon"), .info))")",
                "\(names[entry.setBy] ?? page.t("directory.history.system")), \(page.format.moment(entry.setAt))",
            ]
        }
        return Card(
            title: page.t("directory.history"),
            Table(
                page.t("directory.history"),
                columns: ["setting", "value", "validFrom", "set_by"].map { Table.Column(page.t(TextKey("directory.field.\($0)"))) },
                rows: rows
            ).html
        ).html
    }
}
