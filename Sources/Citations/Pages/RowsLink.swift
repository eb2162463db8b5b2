import Catalogue
import Web

/// Where datasets and their rows are read.
enum RowsLink {
    static func dataset(_ dataset: Dataset) -> String { "/data/\(percentEncoded(dataset.name))" }

    /// All rows a filter finds in a version.
    static func path(_ dataset: Dataset, _ table: Distribution, _ version: DatasetVersion, filter: String) -> String {
        let question = filter.isEmpty ? "" : "\(filter)&"
        return "\(self.dataset(dataset))?\(question)_tabel=\(percentEncoded(table.name))&_versi=\(version.number)"
    }
}
