import Kernel
import Storage
import Tables
import Work

/// Imports people with accounts from a table, for a regency that begins with hundreds of them. An account is found again by its
/// user name. New accounts have no password: their owners ask for one by mail, or are handed a link.
package struct ImportAccounts: Sendable {
    package let directory: DirectoryIndex
    let resolver: GrantResolver

    package init(_ directory: DirectoryIndex, resolver: GrantResolver) {
        self.directory = directory
        self.resolver = resolver
    }

    private struct Line: Sendable {
        var number: Int
        var draft: AccountDraft
        /// Roles to give, each with the agency it reaches.
        var roles: [GrantDraft]
    }

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        if actor.kind != .system, !actor.mayAnywhere(DirectoryPermission.accounts) { throw AppError.forbidden }
        let (agencies, roles, today) = (directory.agencies, directory.roles, directory.today)
        let (lines, read) = try await Background.run {
            let table = try source.table()
            _ = try table.column("nama", or: "name")
            _ = try table.column("nama_pengguna", or: "username")
            return try Import.read(table, strict: options.isStrict, progress: options.progress) { check in
                ImportAccounts.line(&check, agencies, roles, today)
            }
        }
        var report = read
        guard !report.isRefused else { return report }
        let edit = EditAccounts(directory, resolver: resolver)
        try await report.save(lines, number: \.number, found: \.draft.username) { try await save($0, edit, actor) }
        return report
    }

    private func save(_ line: Line, _ edit: EditAccounts, _ actor: Actor) async throws -> ImportReport.Outcome {
        let old = try await directory.database.read { try AccountStore($0).find(signInName: line.draft.username) }
        let account: Account
        var outcome = ImportReport.Outcome.added
        if let old {
            account = try await edit.update(old.id, line.draft, seen: old.version, by: actor)
            outcome = account.version == old.version ? .unchanged : .changed
        } else {
            account = try await edit.invite(line.draft, by: actor).account
        }
        let today = directory.today
        let held = try await directory.database.read { try RoleStore($0).grants(of: account.id) }.filter { $0.isValid(on: today) }
        for role in line.roles where !held.contains(where: { $0.role == role.role && $0.agency == role.agency }) {
            try await edit.grant(role, to: account.id, by: actor)
            if outcome == .unchanged { outcome = .changed }
        }
        return outcome
    }

    private static func line(_ check: inout RowCheck, _ agencies: AgencyTree, _ roles: [Identifier<Role>: Role], _ today: Day) -> Line? {
        let name = check.line("nama", "name", max: 120)
        let username = check.code("nama_pengguna", "username", expected: "directory.account.bad_username") {
            SignInName.isValid(SignInName.folded($0))
        }
        func optional(_ names: String...) -> String? {
            let cell = Plain.line(check.cell(names))
            return cell.isEmpty ? nil : cell
        }
        let places = ["kode_perangkat_daerah", "perangkat_daerah", "agency"]
        var agency: Agency?
        if let typed = optional("kode_perangkat_daerah", "perangkat_daerah", "agency") {
            agency = agencies.find(code: typed.uppercased()) ?? agencies.all.first { Plain.folded($0.name) == Plain.folded(typed) }
            if agency == nil { let _: Never? = check.refuse(places, "directory.agency.unknown", "directory.import.expect_agency") }
        }
        var given: [GrantDraft] = []
        for word in check.cell(["peran", "roles"]).split(separator: " ") {
            let parts = word.split(separator: "@", maxSplits: 1).map(String.init)
            let scope = parts.count > 1 ? agencies.find(code: parts[1].uppercased()) : nil
            guard let role = roles.values.first(where: { $0.key == parts[0] }), parts.count == 1 || scope != nil else {
                let keys = roles.values.map(\.key).sorted().joined(separator: ", ")
                return check.refuse(
                    ["peran", "roles"], "directory.role.unknown", Message("directory.import.expect_roles", ["roles": keys]))
            }
            given.append(GrantDraft(role: role.id, agency: scope?.id, validFrom: today))
        }
        guard let name, let username, check.problems.isEmpty else { return nil }
        let draft = AccountDraft(
            name: name, username: username, email: optional("email", "surel"), phone: optional("telepon", "phone"),
            position: optional("jabatan", "position"), employeeNumber: optional("nip", "employee_number"), agency: agency?.id)
        return Line(number: check.row.line, draft: draft, roles: given)
    }
}
