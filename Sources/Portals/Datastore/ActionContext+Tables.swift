import Catalogue
import Kernel
import Rows
import Tables
import Web

extension ActionContext {
    /// A table for asking its rows, by its id or by the name of a dataset that has one table only (CKAN's alias).
    /// - Parameter asOf: the day or moment at which it is wanted, as the caller wrote it; as it is today when `nil`.
    func open(_ id: String, asOf: String? = nil) async throws -> (dataset: PortalDataset, table: PortalTable, opened: OpenedTable) {
        let found: (dataset: PortalDataset, table: PortalTable)
        if let table = view.table(id) {
            found = table
        } else if let dataset = view.find(id), dataset.tables.count == 1 {
            found = (dataset, dataset.tables[0])
        } else {
            throw refusal(reader.index.entry(of: Identifier(id)) ?? reader.index.find(id), "Resource \"\(id)\" was not found.")
        }
        let moment: Instant?
        do throws(AppError) { moment = try asOf.map { text throws(AppError) in try AsOf.moment(text, reader.directory) } } catch {
            throw ActionFailure.invalid(AsOf.name, "Not a day or a moment")
        }
        let opened = try await reader.open(.distribution(Identifier(found.table.id), asOf: moment), for: actor, purpose: .datastore)
        return (found.dataset, found.table, opened)
    }
}

extension JSONText {
    /// A parameter's value for the readers of rows.
    init(_ value: JSONValue) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .boolean(flag)
        case .integer(let number): self = .number(String(number))
        case .number(let number): self = .number(String(number))
        case .string(let text): self = .text(text)
        case .array(let items): self = .list(items.map(JSONText.init))
        case .object(let members): self = .object(members.sorted { $0.key < $1.key }.map { .init($0.key, JSONText($0.value)) })
        }
    }
}
