import Columns
import Ingest
import Kernel
import Storage

/// A dataset as readers find it: the record, its tables, and the version of each that is shown.
package final class CatalogueEntry: Sendable {
    package let dataset: Dataset
    package let distributions: [Distribution]
    /// The version shown of each table that has one.
    package let versions: [Identifier<Distribution>: DatasetVersion]
    /// Numbers of the words it is found by, sorted; of the title first so many.
    let terms: [Int32]
    let titleTerms: Set<Int32>
    /// Names of the datasets that foreign keys of its tables point at.
    let refersTo: Set<String>

    init(_ dataset: Dataset, _ distributions: [Distribution], _ versions: [DatasetVersion], terms: [Int32], titleTerms: Set<Int32>) {
        self.dataset = dataset
        self.distributions = distributions
        self.versions = Dictionary(versions.map { ($0.distribution, $0) }) { $1 }
        self.terms = terms
        self.titleTerms = titleTerms
        // Few schemas have any, and looking for the word costs less than reading a schema.
        let keys = versions.filter { $0.storedSchema.json.utf8.firstRange(of: "\"foreignKeys\"".utf8) != nil }.flatMap(\.schema.foreignKeys)
        refersTo = Set(keys.map(\.resource).filter { !$0.isEmpty && $0 != dataset.name })
    }

    package func distribution(_ id: Identifier<Distribution>) -> Distribution? { distributions.first { $0.id == id } }
    package func distribution(named name: String) -> Distribution? { distributions.first { $0.name == name || $0.id.text == name } }

    /// Rows of all tables together.
    package var rows: Int { versions.values.reduce(0) { $0 + $1.rows } }

    /// When the newest of its versions was published.
    package var lastPublishedAt: Instant? { versions.values.map(\.publishedAt).max() }

    /// Formats its tables are handed out in; places only where a table has coordinates.
    package var formats: [String] {
        if versions.isEmpty { return [] }
        let hasPlaces = versions.values.contains { version in
            version.shape.columns.contains { $0.type == .geopoint || $0.type == .geojson }
                || Set(version.shape.columns.map { $0.name.lowercased() }).isSuperset(of: ["latitude", "longitude"])
        }
        return ["CSV", "JSON", "XLSX"] + (hasPlaces ? ["GeoJSON"] : [])
    }
}
