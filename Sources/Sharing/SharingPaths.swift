import Web

/// Addresses of sharing between agencies.
package enum SharingPaths {
    package static let list: Path = "/kerja/berbagi"
    /// The form: `?data=NAME&tabel=NAME`, or `?perpanjang=CODE` of an agreement.
    package static let new: Path = "/kerja/berbagi/baru"
    package static let readings: Path = "/kerja/berbagi/bacaan"
    package static let request: Path = "/kerja/berbagi/permintaan/{code}"
    package static let act: Path = "/kerja/berbagi/permintaan/{code}/{noun}"
    package static let agreement: Path = "/kerja/berbagi/perjanjian/{code}"
    package static let revocation: Path = "/kerja/berbagi/perjanjian/{code}/pengakhiran"

    package static let apiRequests: Path = "/api/access-requests"
    package static let apiRequest: Path = "/api/access-requests/{code}"
    package static let apiDecision: Path = "/api/access-requests/{code}/decision"
    package static let apiAgreements: Path = "/api/agreements"
    package static let apiAgreement: Path = "/api/agreements/{code}"
    package static let apiRevocation: Path = "/api/agreements/{code}/revocation"
    package static let apiReadings: Path = "/api/agreements/{code}/readings"
}
