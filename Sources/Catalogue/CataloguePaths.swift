import Web

/// Addresses of the catalogue, for all who link to it. Pages under the first ones are made by `Pages/Reading`.
package enum CataloguePaths {
    /// Search with facets.
    package static let catalogue: Path = "/data"
    /// One dataset, by its name.
    package static let dataset: Path = "/data/{name}"

    /// My agency's datasets.
    package static let mine: Path = "/data/kelola"
    package static let new: Path = "/data/kelola/baru"
    package static let manage: Path = "/data/kelola/dataset/{name}"
    package static let edit: Path = "/data/kelola/dataset/{name}/ubah"
    package static let upload: Path = "/data/kelola/dataset/{name}/unggah"
    package static let submission: Path = "/data/kelola/kiriman/{id}"
    /// Where stewards find what waits for them.
    package static let check: Path = "/data/periksa"
}
