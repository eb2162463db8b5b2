import Web

/// Addresses of the pages on which a regency sets reports up.
package enum ReportAdminPaths {
    package static let categories: Path = "/pengelolaan/kategori"
    static let categoriesTable: Path = "/pengelolaan/kategori.csv"
    static let importCategories: Path = "/pengelolaan/kategori/impor"
    static let newCategory: Path = "/pengelolaan/kategori/baru"
    package static let category: Path = "/pengelolaan/kategori/{id}"
    static let editCategory: Path = "/pengelolaan/kategori/{id}/ubah"
    static let endCategory: Path = "/pengelolaan/kategori/{id}/akhiri"
    static let reopenCategory: Path = "/pengelolaan/kategori/{id}/aktifkan"

    package static let clocks: Path = "/pengelolaan/tenggat"
    static let clocksPreview: Path = "/pengelolaan/tenggat/pratinjau"
    static let clocksImport: Path = "/pengelolaan/tenggat/impor"
    /// The whole workflow of a version, for other regencies and for the record.
    static let clocksFile: Path = "/pengelolaan/tenggat/{version}.json"
}
