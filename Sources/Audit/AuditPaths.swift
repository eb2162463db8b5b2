import Web

/// Addresses of the audit.
package enum AuditPaths {
    package static let events: Path = "/audit"
    package static let table: Path = "/audit.csv"
    package static let event: Path = "/audit/peristiwa/{id}"
    /// Who opened whose identity, and why.
    package static let identities: Path = "/audit/identitas"
    package static let verification: Path = "/audit/pemeriksaan"

    package static let eventsAPI: Path = "/api/events"
    package static let eventAPI: Path = "/api/events/{id}"
    package static let verificationsAPI: Path = "/api/verifications"
    package static let tableAPI: Path = "/api/tables/events"
    package static let identitiesAPI: Path = "/api/identity-openings"
    package static let lastHeadAPI: Path = "/api/heads/last"
    package static let lastVerificationAPI: Path = "/api/verifications/last"
}
