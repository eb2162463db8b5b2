import Kernel
import Storage
import Tables
import Web

/// The settings of one page as a table of key, value and the day from which it holds: what was, is and will be.
struct SettingTable: Sendable {
    let permission: Permission
    let keys: @Sendable (Request) -> [String]
    /// What is wrong with a value that a table gives to a key.
    let problem: @Sendable (_ key: String, _ value: String, RegencySettings) -> Message?

    static let brand = SettingTable(permission: DirectoryPermission.brand, keys: { _ in BrandPages.keys }) { key, value, settings in
        switch key {
        case SettingKey.primaryColour, SettingKey.accentColour:
            Brand.isColour(value) ? nil : "directory.brand.not_a_colour"
        case SettingKey.logo:
            // The picture itself is no part of a table.
            value.isEmpty || settings.history(key).contains { $0.value == value } ? nil : "directory.import.logo_not_here"
        default:
            if value.isEmpty {
                "directory.required"
            } else if let most = BrandForm.most[key], value.count > most {
                Message("error.too_long", ["length": "\(value.count)", "max": "\(most)"])
            } else {
                nil
            }
        }
    }

    static let retention = SettingTable(
        permission: DirectoryPermission.retention, keys: { request in request.desk.retention.all.map { SettingKey.retention($0.name) } }
    ) { _, value, _ in number(value, RetentionForm.days) }

    static let sessions = SettingTable(permission: DirectoryPermission.roles, keys: { _ in SessionForm.keys }) { key, value, _ in
        number(value, SessionForm.range(key))
    }

    private static func number(_ value: String, _ range: ClosedRange<Int>) -> Message? {
        Int(value).map(range.contains) == true
            ? nil : Message("error.out_of_range", ["min": "\(range.lowerBound)", "max": "\(range.upperBound)"])
    }

    /// Every value of every key, the later ones later.
    func csv(_ request: Request) -> [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(["kunci", "nilai", "berlaku_dari"])
        for key in keys(request) {
            for entry in request.directory.settings.history(key).reversed() {
                writer.row([entry.key, entry.value, entry.validFrom.description])
            }
        }
        return writer.take()
    }

    private struct Line: ImportedLine {
        var number: Int
        var key: String
        var value: String
        var day: Day
        var title: String { key }
    }

    /// Reads it back. What holds already leaves no trace.
    var run: ImportRun {
        { request, source, options in
            try request.actor.need(permission)
            let (known, wrongWith) = (Set(keys(request)), problem)
            let (settings, today) = (request.directory.settings, request.directory.today)
            let read = try await Background.run {
                let table = try source.table()
                _ = try table.column("kunci", or: "key")
                _ = try table.column("nilai", or: "value")
                let (lines, report) = try Import.read(table, strict: options.isStrict, progress: options.progress) { check -> Line? in
                    let key = check.code("kunci", "key", expected: "directory.import.expect_setting") { known.contains($0) }
                    let value = Plain.line(check.cell(["nilai", "value"]))
                    let days = ["berlaku_dari", "valid_from"]
                    let typed = Plain.line(check.cell(days))
                    guard let day = typed.isEmpty ? today : Days.read(typed) else {
                        return check.refuse(days, "table.not_a_day", "table.expect_day")
                    }
                    guard let key else { return nil }
                    if let wrong = wrongWith(key, value, settings) {
                        return check.refuse(["nilai", "value"], wrong, "directory.import.expect_corrected")
                    }
                    let isColour = [SettingKey.primaryColour, SettingKey.accentColour].contains(key)
                    return Line(number: check.row.line, key: key, value: isColour ? value.lowercased() : value, day: day)
                }
                return ReadLines(lines: lines, report: report, columns: LineColumns(table.header, [:]))
            }
            let (edit, actor) = (EditSettings(request.directory), request.actor)
            return try await request.directory.save("settings", read, options, by: actor, touching: .settings) { line, tx in
                try edit.set(line.key, line.value, from: line.day, by: actor, in: tx) ? .changed : .unchanged
            }
        }
    }

    /// Export and import on pages of their own beside the page of the settings.
    func pages(_ csvPath: Path, _ importPath: Path, title: TextKey, above: (TextKey, Path), filename: String) -> [PageRoute] {
        let form = { @Sendable (page: Page) in
            ImportPage(
                page: page, title: page.t(title), about: "directory.import.settings.about", action: importPath(),
                above: [(page.t(above.0), above.1())])
        }
        return [
            .get(csvPath, permission: permission) { request in
                .bytes(csv(request), type: "text/csv; charset=utf-8", filename: filename)
            },
            .get(importPath, permission: permission) { request in .page(form(request.page).html()) },
            .post(importPath, permission: permission, limits: Imports.limits) { request in
                try await request.runImport(form(request.page), run)
            },
        ]
    }

    func endpoints(_ path: Path, _ what: String) -> [Endpoint] {
        [
            .table(path, "\(what) as a table, with what was and will be", permission: permission) { csv($0) },
            .importing(
                path, "Import \(what.lowercased())", columns: "Columns `kunci` and `nilai`, and `berlaku_dari` (today unless given).",
                permission: permission, limits: Imports.limits, run: run),
        ]
    }
}
