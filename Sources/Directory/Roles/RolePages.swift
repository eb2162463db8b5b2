import Kernel
import Web

/// Roles: list and one, with a box for each permission.
enum RolePages {
    /// Permissions by the part of the system they belong to, which is what stands before the dot.
    static func groups(_ permissions: [Permission]) -> [(name: String, permissions: [Permission])] {
        var order: [String] = []
        var groups: [String: [Permission]] = [:]
        for permission in permissions {
            let group = permission.name.split(separator: ".").first.map(String.init) ?? permission.name
            if groups[group] == nil { order.append(group) }
            groups[group, default: []].append(permission)
        }
        return order.map { ($0, groups[$0]!) }
    }

    static func list(_ page: Page, _ roles: [Role], holders: [Identifier<Role>: Int], today: Day, mayEdit: Bool) -> HTML {
        let rows: [[HTML]] = roles.map { role in
            let count =
                role.permissions.contains(everyPermission)
                ? page.t("directory.role.everything") : page.format.number(role.permissions.count)
            return [
                "<a href=\"\(DirectoryPaths.role(role.id.text))\">\(role.name(page.language))</a>", "\(count)",
                "\(page.format.number(holders[role.id] ?? 0))",
                "\(page.t(role.isBuiltin ? "directory.role.builtin" : "directory.role.own"))", state(page, role, today),
            ]
        }
        let export = Button(page.t("directory.export"), kind: .plain, link: DirectoryPaths.rolesCSV())
        let importing = Button(page.t("directory.import"), kind: .quiet, link: DirectoryPaths.rolesImport())
        return AdminFrame.page(
            page, page.t("directory.roles"),
            actions: mayEdit ? [Button(page.t("directory.role.new"), link: DirectoryPaths.newRole()), importing, export] : [export],
            body: """
                <p>\(page.t("directory.roles.about"))</p>
                \(Table(page.t("directory.roles"), columns: ["role", "permissions", "holders", "origin", "state"].map { Table.Column(page.t(TextKey("directory.field.\($0)"))) }, rows: rows))
                """)
    }

    private static func state(_ page: Page, _ role: Role, _ today: Day) -> HTML {
        if let from = role.validFrom, today < from {
            return Tag(page.t("directory.state.future", ["day": page.format.day(from)]), .info).html
        }
        guard let end = role.validTo else { return Tag(page.t("directory.state.active"), .good).html }
        let day = ["day": page.format.day(end)]
        return role.isOver(on: today)
            ? Tag(page.t("directory.state.ended", day)).html : Tag(page.t("directory.state.until", day), .good).html
    }

    struct View: Sendable {
        var role: Role?
        var permissions: [Permission]
        /// Those with which the asker may do something himself: nobody can give away more.
        var givable: Set<Permission>
        var today: Day
        var mayEdit: Bool
    }

    static func form(_ page: Page, _ form: Form, _ view: View, history: HistoryList?, conflict: AppError? = nil) -> HTML {
        let fields = Fields(page, form)
        let chosen = Set(form.all("permissions"))
        let action = view.role.map { DirectoryPaths.role($0.id.text) } ?? DirectoryPaths.roles()
        let boxes = groups(view.permissions).html { group in
            let choices = group.permissions.map { permission in
                Choice(
                    permission.name, page.t(TextKey("permission.\(permission.name)")), hint: permission.name,
                    isDisabled: !view.mayEdit || (!view.givable.contains(permission) && !chosen.contains(permission.name)))
            }
            return Checkboxes(
                page, "permissions", label: page.t(TextKey("permission.group.\(group.name)")), choices: choices, selected: chosen,
                need: .filter
            ).html.unique(group.name)
        }
        let all = Choice(
            everyPermission.name, page.t("directory.role.everything"), hint: page.t("directory.role.everything.hint"),
            isDisabled: !view.mayEdit)
        let title = view.role?.name(page.language) ?? page.t("directory.role.new")
        return AdminFrame.page(
            page, title, above: [(page.t("directory.roles"), DirectoryPaths.roles())], isWide: false,
            body: """
                \(AdminFrame.conflict(page, conflict))\(with: view.role, { "<p>\(state(page, $0, view.today))</p>" })\(fields.summary)
                \(PostForm(page, action, """
                \(fields.hidden("version"))\(fields.line("name_id", "directory.role.name_id", max: 80))\(fields.line("name_en", "directory.role.name_en", max: 80))
                \(fields.day("valid_from", "directory.field.validFrom", need: .optional, hint: "directory.role.valid_from.hint"))
                \(fields.day("valid_to", "directory.field.validTo", need: .optional, hint: "directory.role.valid_to.hint"))
                \(with: form.issue("permissions"), { "<p class=\"error\">\(page.t($0))</p>" })
                \(Checkboxes(page, "permissions", label: page.t("directory.role.scope"), choices: [all], selected: chosen, need: .filter).html.unique("all"))
                \(boxes)\(if: view.mayEdit, "<p>\(Button(page.t("directory.save")))</p>")
                """))
                \(with: view.role, { delete(page, $0, view) })\(with: history, { Card(title: page.t("directory.history"), $0.html).html })
                """)
    }

    private static func delete(_ page: Page, _ role: Role, _ view: View) -> HTML {
        guard !role.isBuiltin, view.mayEdit else { return .empty }
        let box = ConfirmBox(
            page, page.t("directory.role.delete"), explanation: page.t("directory.role.delete.about"),
            confirm: page.t("directory.role.delete.confirm"))
        return PostForm(
            page, DirectoryPaths.deleteRole(role.id.text), "<input type=\"hidden\" name=\"version\" value=\"\(role.version)\">\(box)"
        ).html
    }
}

extension HTML {
    /// Several groups of boxes send the same field, but an id may stand on a page once only.
    fileprivate func unique(_ suffix: String) -> HTML {
        HTML(raw: markup.replacing("\"f-permissions", with: "\"f-permissions-\(suffix)"))
    }
}
