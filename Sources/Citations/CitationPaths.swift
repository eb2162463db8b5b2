import Web

/// Addresses of cited numbers.
package enum CitationPaths {
    package static let list: Path = "/angka"
    /// The form: `?data=NAME&tabel=NAME&saring=FILTER&rumus=sum&kolom=NAME&per=NAME`.
    package static let new: Path = "/angka/baru"
    package static let citation: Path = "/angka/{code}"
    package static let embed: Path = "/angka/{code}/sisip"
    package static let badge: Path = "/angka/{code}/lencana.svg"
    package static let picture: Path = "/angka/{code}/qr.svg"
    package static let deed: Path = "/angka/{code}/akta.json"
    package static let verifier: Path = "/angka/pemeriksa"
    package static let verifierFile: Path = "/angka/pemeriksa.html"
    package static let publicKeys: Path = "/.well-known/pendopo-keys.json"
    package static let keys: Path = "/pengelolaan/kunci-tanda-tangan"
    package static let rotateKey: Path = "/pengelolaan/kunci-tanda-tangan/penggantian"
    package static let withdrawKey: Path = "/pengelolaan/kunci-tanda-tangan/{id}/pencabutan"

    package static let apiCitations: Path = "/api/citations"
    package static let apiCitation: Path = "/api/citations/{code}"
    package static let apiDeed: Path = "/api/citations/{code}/deed"
    package static let apiVerification: Path = "/api/citations/verification"
    package static let apiKeys: Path = "/api/signing-keys"
    package static let apiWithdrawal: Path = "/api/signing-keys/{id}/withdrawal"
}
