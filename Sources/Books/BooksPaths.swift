import Web

/// Addresses of books.
package enum BookPaths {
    package static let list: Path = "/buku"
    static let listFile: Path = "/buku/unduh/{format}"
    package static let verify: Path = "/buku/periksa"
    /// A printed figure, by its code.
    package static let figure: Path = "/buku/angka/{code}"
    package static let book: Path = "/buku/{id}"
    package static let file: Path = "/buku/{id}/unduh/{format}"
    package static let publication: Path = "/buku/{id}/penerbitan"
    package static let withdrawal: Path = "/buku/{id}/penarikan"

    package static let templates: Path = "/pengelolaan/buku"
    package static let template: Path = "/pengelolaan/buku/{kind}"
    package static let templateFile: Path = "/pengelolaan/buku/{kind}/unduh"
    package static let templateImport: Path = "/pengelolaan/buku/{kind}/impor"

    package static let apiBooks: Path = "/api/books"
    package static let apiBook: Path = "/api/books/{id}"
    package static let apiFile: Path = "/api/books/{id}/files/{format}"
    package static let apiPublication: Path = "/api/books/{id}/publication"
    package static let apiVerification: Path = "/api/books/verification"
    package static let apiFigure: Path = "/api/book-figures/{code}"
    package static let apiTemplates: Path = "/api/book-templates"
    package static let apiTemplate: Path = "/api/book-templates/{kind}"
    package static let apiTemplateHistory: Path = "/api/book-templates/{kind}/history"
}
