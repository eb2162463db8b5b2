import Directory
import Ingest
import Kernel
import Storage
import Work

/// Adds a table to a dataset.
package struct AddDistribution: DatasetAct {
    package let name = "table_added"
    package var tableName: String
    package var title: String
    package var schema: TableSchema
    package var id: Identifier<Distribution>?

    /// - Parameter id: of the table, for callers that go on with it.
    package init(name: String = "", title: String, schema: TableSchema = TableSchema(), id: Identifier<Distribution>? = nil) {
        self.title = Plain.line(title)
        tableName = name.isEmpty ? DatasetDraft.slug(title) : name
        self.schema = schema
        self.id = id
    }

    package func apply(to opened: inout DatasetCase) throws {
        let tables = try opened.tx.distributions(of: opened.dataset.id)
        var issues: [Issue] = []
        if !(2...200).contains(title.count) { issues.append(Issue("title", "error.dataset_title")) }
        if !Dataset.isName(tableName) { issues.append(Issue("name", "error.dataset_name")) }
        if tables.contains(where: { $0.name == tableName }) { issues.append(Issue("name", "error.dataset_name_taken")) }
        if tables.count >= 100 { issues.append(Issue("name", "error.dataset_many_tables")) }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        let table = Distribution(
            id: id ?? opened.desk.world.newID(), dataset: opened.dataset.id, position: tables.count, name: tableName, title: title,
            schema: schema, createdAt: opened.now)
        try opened.tx.insert(table)
        opened.details["table"] = table.id.text
    }
}

/// Gives a table another title, schema or standard; the next version is read with it.
package struct EditDistribution: DatasetAct {
    package let name = "table_edited"
    package var table: Identifier<Distribution>
    package var title: String?
    package var schema: TableSchema?
    package var standard: Identifier<DataStandard>??

    package init(
        _ table: Identifier<Distribution>, title: String? = nil, schema: TableSchema? = nil, standard: Identifier<DataStandard>?? = nil
    ) {
        self.table = table
        self.title = title
        self.schema = schema
        self.standard = standard
    }

    package func apply(to opened: inout DatasetCase) throws {
        guard var found = try opened.tx.distribution(table), found.dataset == opened.dataset.id else { throw AppError.notFound }
        if let title {
            guard (2...200).contains(title.count) else { throw AppError.invalid("title", "error.dataset_title") }
            found.title = title
        }
        if let schema { found.schema = schema }
        if let standard {
            found.standard = standard
            if let standard {
                guard let chosen = try opened.tx.dataStandard(standard), chosen.isValid(on: opened.desk.directory.today) else {
                    throw AppError.invalid("standard", "error.standard_unknown")
                }
                found.schema = chosen.schema
            }
        }
        try opened.tx.update(found)
        opened.details["table"] = table.text
    }
}
