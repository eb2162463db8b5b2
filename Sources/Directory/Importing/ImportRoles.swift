import Kernel
import Storage
import Tables

/// Imports roles from a table as ``RoleRoutes`` exports it. A role is found again by its key; what is missing from the table stays.
package struct ImportRoles: Sendable {
    let edit: EditRoles

    package init(_ edit: EditRoles) { self.edit = edit }

    private struct Line: ImportedLine {
        var number: Int
        var key: String
        var nameID: String
        var nameEN: String
        var permissions: Set<Permission>
        var validFrom: Day?
        var validTo: Day?
        var title: String { key }
    }

    /// What the table calls the fields of the acts.
    private static let headings = [
        "name_id": ["nama_id", "name_id"], "name_en": ["nama_en", "name_en"], "permissions": ["izin", "permissions"],
        "valid_to": ["berlaku_sampai", "valid_to"],
    ]

    /// Which of the columns a table has that limit a role to some days.
    private struct Columns: Sendable {
        var hasStart: Bool
        var hasEnd: Bool
    }

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        try actor.need(DirectoryPermission.roles)
        let known = edit.known
        let (read, columns) = try await Background.run {
            let table = try source.table()
            _ = try table.column("kunci", or: "key")
            _ = try table.column("izin", or: "permissions")
            let columns = Columns(
                hasStart: table.optionalColumn("berlaku_dari", "valid_from") != nil,
                hasEnd: table.optionalColumn("berlaku_sampai", "valid_to") != nil)
            let (lines, report) = try Import.read(table, strict: options.isStrict, progress: options.progress) {
                ImportRoles.line(&$0, known)
            }
            return (ReadLines(lines: lines, report: report, columns: LineColumns(table.header, ImportRoles.headings)), columns)
        }
        return try await edit.directory.save("roles", read, options, by: actor, touching: .access) { line, tx in
            try save(line, columns, actor, tx)
        }
    }

    private func save(_ line: Line, _ columns: Columns, _ actor: Actor, _ tx: Transaction) throws -> ImportReport.Outcome {
        guard let old = try RoleStore(tx).find(key: line.key) else {
            try edit.create(key: line.key, draft(line, columns, nil), by: actor, in: tx)
            return .added
        }
        let new = draft(line, columns, old)
        if new == RoleDraft(old) { return .unchanged }
        try edit.update(old.id, new, seen: old.version, by: actor, in: tx)
        return .changed
    }

    /// - Parameter old: the role there is, whose days stay where the table has no column for them.
    private func draft(_ line: Line, _ columns: Columns, _ old: Role?) -> RoleDraft {
        RoleDraft(
            nameID: line.nameID, nameEN: line.nameEN, permissions: line.permissions,
            validFrom: columns.hasStart ? line.validFrom : old?.validFrom, validTo: columns.hasEnd ? line.validTo : old?.validTo)
    }

    private static func line(_ check: inout RowCheck, _ known: Set<Permission>) -> Line? {
        let key = check.code("kunci", "key", expected: "directory.import.expect_role_key") {
            $0.wholeMatch(of: /[a-z0-9_]{2,60}/) != nil
        }
        let nameID = check.line("nama_id", "name_id", max: 80)
        let nameEN = check.line("nama_en", "name_en", max: 80)
        let permissions = Set(check.cell(["izin", "permissions"]).split(separator: " ").map { Permission(String($0)) })
        if let unknown = permissions.subtracting(known).subtracting([everyPermission]).map(\.name).min() {
            return check.refuse(
                ["izin", "permissions"], Message("directory.role.unknown_permission", ["permission": unknown]),
                "directory.import.expect_corrected")
        }
        let from = check.cell(["berlaku_dari", "valid_from"]).isEmpty ? nil : check.day("berlaku_dari", "valid_from")
        let to = check.cell(["berlaku_sampai", "valid_to"]).isEmpty ? nil : check.day("berlaku_sampai", "valid_to")
        guard let key, let nameID, let nameEN, check.problems.isEmpty else { return nil }
        return Line(
            number: check.row.line, key: key, nameID: nameID, nameEN: nameEN, permissions: permissions, validFrom: from, validTo: to)
    }
}
