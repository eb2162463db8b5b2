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
    static let tables: Path = "/data/kelola/dataset/{name}/tabel"
    static let follow: Path = "/data/kelola/dataset/{name}/standar"
    static let access: Path = "/data/kelola/dataset/{name}/akses"
    static let withdraw: Path = "/data/kelola/dataset/{name}/tarik"
    static let restore: Path = "/data/kelola/dataset/{name}/terbitkan-lagi"
    package static let upload: Path = "/data/kelola/dataset/{name}/unggah"
    package static let submission: Path = "/data/kelola/kiriman/{id}"
    static let changeReading: Path = "/data/kelola/kiriman/{id}/bacaan"
    static let replaceFile: Path = "/data/kelola/kiriman/{id}/berkas"
    static let twin: Path = "/data/kelola/kiriman/{id}/ringkasan"
    static let sheets: Path = "/data/kelola/kiriman/{id}/lembar"
    static let submit: Path = "/data/kelola/kiriman/{id}/ajukan"
    static let takeBack: Path = "/data/kelola/kiriman/{id}/tarik"
    static let quarantine: Path = "/data/kelola/kiriman/{id}/karantina.csv"
    static let corrections: Path = "/data/kelola/kiriman/{id}/perbaikan"
    /// A form made from a table's schema, for small tables and phones.
    package static let fill: Path = "/data/isi/{id}"
    static let invite: Path = "/data/kelola/dataset/{name}/undangan"
    static let followFile: Path = "/data/kelola/dataset/{name}/sumber"
    static let dismiss: Path = "/data/kelola/dataset/{name}/undangan/akhiri"
    /// What villages have sent for a table, by the table's id.
    static let contributions: Path = "/data/kelola/isian/{id}"
    static let gather: Path = "/data/kelola/isian/{id}/gabung"
    static let refuseContribution: Path = "/data/kelola/isian/{id}/tolak"
    static let decide: Path = "/data/periksa/{id}/{act}"
    /// Data standards, for everybody.
    package static let standards: Path = "/data/standar"
    package static let standard: Path = "/data/standar/{id}"
    static let newStandard: Path = "/data/kelola/standar/baru"
    static let editStandard: Path = "/data/kelola/standar/{id}/ubah"
    /// Which agency owes which data.
    package static let debt: Path = "/data/utang"
    /// Where stewards find what waits for them.
    package static let check: Path = "/data/periksa"
}
