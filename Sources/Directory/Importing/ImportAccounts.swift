import Kernel
import Storage
import Tables
import Work

/// Imports people with accounts from a table, for a regency that begins with hundreds of them. An account is found again by its
/// user name. New accounts have no password: their owners ask for one by mail, or are handed a link.
package struct ImportAccounts: Sendable {
    package let directory: DirectoryIndex
    let resolver: GrantResolver
    /// Ids of the categories there are; `nil` where nobody knows them.
    let categories: Set<String>?

    package init(_ directory: DirectoryIndex, resolver: GrantResolver, categories: Set<String>? = nil) {
        self.directory = directory
        self.resolver = resolver
        self.categories = categories
    }

    private struct Line: ImportedLine {
        var number: Int
        var draft: AccountDraft
        /// Roles to give, each with what it reaches and when.
        var roles: [GrantDraft]
        /// Somebody who may not sign in where the table was made is not let in here either.
        var isDisabled: Bool
        var title: String { draft.username }
    }

    /// What the table calls the fields of the acts.
    private static let headings = [
        "name": ["nama", "name"], "username": ["nama_pengguna", "username"], "email": ["email", "surel"],
        "agency": ["kode_perangkat_daerah", "perangkat_daerah", "agency"], "role": ["peran", "roles"], "state": state,
        "valid_from": ["berlaku_dari", "valid_from"], "valid_to": ["berlaku_sampai", "valid_to"],
    ]
    private static let state = ["keadaan", "state"]

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        if actor.kind != .system, !actor.mayAnywhere(DirectoryPermission.accounts) { throw AppError.forbidden }
        let known = Known(
            agencies: directory.agencies, roles: directory.roles, categories: categories, today: directory.today)
        let read = try await Background.run {
            let table = try source.table()
            _ = try table.column("nama", or: "name")
            _ = try table.column("nama_pengguna", or: "username")
            let (lines, report) = try Import.read(table, strict: options.isStrict, progress: options.progress) { check in
                ImportAccounts.line(&check, known)
            }
            return ReadLines(lines: lines, report: report, columns: LineColumns(table.header, ImportAccounts.headings))
        }
        let edit = EditAccounts(directory, resolver: resolver)
        return try await directory.save("accounts", read, options, by: actor, touching: .access) { line, tx in
            try save(line, edit, actor, tx)
        }
    }

    private func save(_ line: Line, _ edit: EditAccounts, _ actor: Actor, _ tx: Transaction) throws -> ImportReport.Outcome {
        let account: Account
        var outcome = ImportReport.Outcome.added
        if let old = try AccountStore(tx).find(signInName: line.draft.username) {
            account = try edit.update(old.id, line.draft.over(AccountDraft(old)), seen: old.version, by: actor, in: tx)
            outcome = account.version == old.version ? .unchanged : .changed
        } else {
            account = try edit.invite(line.draft, by: actor, in: tx).account
        }
        let today = directory.today
        let held = try RoleStore(tx).grants(of: account.id).filter { $0.isNotOver(on: today) }
        // It gives roles and takes none; what somebody has already keeps its days, and what is over by now is not given.
        let roles = line.roles.filter { role in role.validTo.map { today <= $0 } ?? true }
        for role in roles where !held.contains(where: { $0.reaches(like: role) }) {
            try edit.grant(role, to: account.id, by: actor, in: tx)
            if outcome == .unchanged { outcome = .changed }
        }
        if line.isDisabled || account.isOver(on: today), account.isEnabled {
            try shut(account, edit, actor, tx)
            if outcome == .unchanged { outcome = .changed }
        }
        return outcome
    }

    /// Lets somebody in no more, unless it is whoever imports or the last administrator.
    private func shut(_ account: Account, _ edit: EditAccounts, _ actor: Actor, _ tx: Transaction) throws {
        do {
            try edit.disable(account.id, seen: account.version, by: actor, in: tx)
        } catch let error as AppError where error.kind == .conflict && error.issues.isEmpty {
            throw AppError(.conflict, error.message, issues: [Issue("state", error.message)])
        }
    }

    /// What rows point at.
    private struct Known: Sendable {
        var agencies: AgencyTree
        var roles: [Identifier<Role>: Role]
        var categories: Set<String>?
        var today: Day
    }

    private static func line(_ check: inout RowCheck, _ known: Known) -> Line? {
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
            agency =
                known.agencies.find(code: typed.uppercased()) ?? known.agencies.all.first { Plain.folded($0.name) == Plain.folded(typed) }
            if agency == nil { let _: Never? = check.refuse(places, "directory.agency.unknown", "directory.import.expect_agency") }
        }
        var given: [GrantDraft] = []
        for typed in check.cell(["peran", "roles"]).split(separator: " ") {
            let word = GrantWord(typed)
            let scope = word?.agency.flatMap { known.agencies.find(code: $0.uppercased()) }
            guard let word, let role = known.roles.values.first(where: { $0.key == word.role }), word.agency == nil || scope != nil,
                known.categories.map({ (word.categories ?? []).isSubset(of: $0) }) ?? true
            else {
                let keys = known.roles.values.map(\.key).sorted().joined(separator: ", ")
                return check.refuse(
                    ["peran", "roles"], "directory.role.unknown", Message("directory.import.expect_roles", ["roles": keys]))
            }
            if let from = word.from, let to = word.to, to < from {
                return check.refuse(["peran", "roles"], "directory.ends_before_start", "directory.import.expect_corrected")
            }
            given.append(
                GrantDraft(
                    role: role.id, agency: scope?.id, categories: word.categories, validFrom: word.from ?? known.today, validTo: word.to))
        }
        let start = check.cell(["berlaku_dari", "valid_from"]).isEmpty ? nil : check.day("berlaku_dari", "valid_from")
        let end = check.cell(["berlaku_sampai", "valid_to"]).isEmpty ? nil : check.day("berlaku_sampai", "valid_to")
        guard let name, let username, check.problems.isEmpty else { return nil }
        let draft = AccountDraft(
            name: name, username: username, email: optional("email", "surel"), phone: optional("telepon", "phone"),
            position: optional("jabatan", "position"), employeeNumber: optional("nip", "employee_number"), agency: agency?.id,
            validFrom: start, validTo: end)
        let isDisabled = Plain.folded(check.cell(state)) == "nonaktif"
        return Line(number: check.row.line, draft: draft, roles: given, isDisabled: isDisabled)
    }
}
