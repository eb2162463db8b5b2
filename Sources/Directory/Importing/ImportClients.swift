import Kernel
import Storage
import Tables

/// Imports API clients from a table as ``ClientRoutes`` exports it. A client is found again by its name. Whoever is new gets a key
/// that nobody has seen, so it can do nothing until one is made for it on its page.
package struct ImportClients: Sendable {
    let edit: EditClients

    package init(_ edit: EditClients) { self.edit = edit }

    private struct Line: ImportedLine {
        var number: Int
        var name: String
        var permissions: Set<Permission>
        var agency: Identifier<Agency>?
        var validFrom: Day?
        var validTo: Day?
        /// One that was switched off where the table was made works here neither.
        var isDisabled: Bool
        var title: String { name }
    }

    /// What the table calls the fields of the acts.
    private static let headings = [
        "name": ["nama", "name"], "permissions": ["izin", "permissions"], "agency": ["kode_perangkat_daerah", "agency"],
        "valid_from": ["berlaku_dari", "valid_from"], "valid_to": ["berlaku_sampai", "valid_to"],
    ]

    /// Which of the columns a table has that limit a key. Where one is missing, what a client was limited to stays.
    private struct Columns: Sendable {
        var hasAgency: Bool
        var hasStart: Bool
        var hasEnd: Bool
    }

    package func run(_ source: ImportSource, options: ImportOptions = ImportOptions(), by actor: Actor) async throws -> ImportReport {
        try actor.need(DirectoryPermission.clients)
        let agencies = edit.directory.agencies
        let (read, columns) = try await Background.run {
            let table = try source.table()
            _ = try table.column("nama", or: "name")
            _ = try table.column("izin", or: "permissions")
            let columns = Columns(
                hasAgency: table.optionalColumn("kode_perangkat_daerah", "agency") != nil,
                hasStart: table.optionalColumn("berlaku_dari", "valid_from") != nil,
                hasEnd: table.optionalColumn("berlaku_sampai", "valid_to") != nil)
            let (lines, report) = try Import.read(table, strict: options.isStrict, progress: options.progress) {
                ImportClients.line(&$0, agencies)
            }
            let names = LineColumns(table.header, ImportClients.headings)
            return (ReadLines(lines: lines, report: report, columns: names), columns)
        }
        var report = try await edit.directory.save("clients", read, options, by: actor, touching: .access) { line, tx in
            try save(line, columns, actor, tx)
        }
        if report.added > 0 { report.notes.append(Message("directory.import.clients_without_key", ["count": "\(report.added)"])) }
        return report
    }

    private func save(_ line: Line, _ columns: Columns, _ actor: Actor, _ tx: Transaction) throws -> ImportReport.Outcome {
        let folded = Plain.folded(line.name)
        guard var client = try APIClientStore(tx).all().first(where: { Plain.folded($0.name) == folded }) else {
            // Whoever is new for the whole regency must be so on purpose.
            guard columns.hasAgency else {
                throw AppError.invalid("kode_perangkat_daerah", "directory.import.client_needs_agency")
            }
            let made = try edit.create(
                name: line.name, permissions: line.permissions, agency: line.agency, validFrom: line.validFrom, validTo: line.validTo,
                by: actor, in: tx
            ).client
            if line.isDisabled { try edit.disable(made.id, seen: made.version, by: actor, in: tx) }
            return .added
        }
        let before = client.version
        let agency = columns.hasAgency ? line.agency : client.agency
        let validFrom = columns.hasStart ? line.validFrom : client.validFrom
        let validTo = columns.hasEnd ? line.validTo : client.validTo
        let isSame =
            (client.name, client.permissions, client.agency, client.validFrom, client.validTo)
            == (line.name, line.permissions, agency, validFrom, validTo)
        if !isSame {
            try edit.update(
                client.id, name: line.name, permissions: line.permissions, agency: agency, validFrom: validFrom, validTo: validTo,
                seen: client.version, by: actor, in: tx)
            client.version += 1
        }
        if line.isDisabled, client.isEnabled {
            try edit.disable(client.id, seen: client.version, by: actor, in: tx)
            client.version += 1
        }
        return client.version == before ? .unchanged : .changed
    }

    private static func line(_ check: inout RowCheck, _ agencies: AgencyTree) -> Line? {
        let name = check.line("nama", "name", max: 80)
        let permissions = Set(check.cell(["izin", "permissions"]).split(separator: " ").map { Permission(String($0)) })
        let places = ["kode_perangkat_daerah", "agency"]
        var agency: Agency?
        let code = Plain.line(check.cell(places))
        if !code.isEmpty {
            agency = agencies.find(code: code.uppercased())
            if agency == nil { return check.refuse(places, "directory.agency.unknown", "directory.import.expect_agency") }
        }
        let validFrom = check.cell(["berlaku_dari", "valid_from"]).isEmpty ? nil : check.day("berlaku_dari", "valid_from")
        let validTo = check.cell(["berlaku_sampai", "valid_to"]).isEmpty ? nil : check.day("berlaku_sampai", "valid_to")
        let isDisabled = !check.cell(["nonaktif_sejak", "disabled_at"]).isEmpty
        guard let name, check.problems.isEmpty else { return nil }
        return Line(
            number: check.row.line, name: name, permissions: permissions, agency: agency?.id, validFrom: validFrom, validTo: validTo,
            isDisabled: isDisabled)
    }
}
