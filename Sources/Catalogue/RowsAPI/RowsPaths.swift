import Web

/// Addresses of the rows of published tables. `dataset` and `table` are names or ids.
package enum RowsPaths {
    package static let rows: Path = "/api/datasets/{name}/tables/{table}/rows"
    package static let facets: Path = "/api/datasets/{name}/tables/{table}/facets"
    package static let groups: Path = "/api/datasets/{name}/tables/{table}/groups"
    package static let export: Path = "/api/datasets/{name}/tables/{table}/export.{format}"
    package static let map: Path = "/api/datasets/{name}/tables/{table}/map"
    package static let profile: Path = "/api/datasets/{name}/tables/{table}/profile"
    package static let changes: Path = "/api/datasets/{name}/tables/{table}/changes"
    package static let sql: Path = "/api/datasets/{name}/tables/{table}/sql"
    package static let openAPI: Path = "/api/datasets/{name}/openapi.json"
    /// Socrata's address of a table, by the table's id or the name of a dataset with one table.
    package static let resourceJSON: Path = "/resource/{id}.json"
    package static let resourceCSV: Path = "/resource/{id}.csv"
}
