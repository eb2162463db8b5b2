import HTTPTypes

/// Whether a request was begun by one of our own pages, as far as the browser says.
enum Origin {
    case ours
    case foreign
    /// An old browser or a program: the form token alone decides.
    case unsaid

    /// A page that keeps its address to itself sends `Origin: null`; then what the browser says about the site decides.
    /// - Parameter own: our own origin, such as `https://lapor.example.go.id`; `nil` takes the host that was asked for.
    init(_ headers: HTTPFields, authority: String?, own: String?) {
        let site = headers[.secFetchSite]
        if let site, site != "same-origin", site != "none" {
            self = .foreign
        } else if let origin = headers[.origin], !(origin == "null" && site == "same-origin") {
            self = Origin.isOurs(origin, authority: authority, own: own) ? .ours : .foreign
        } else {
            self = site == "same-origin" ? .ours : .unsaid
        }
    }

    static func isOurs(_ origin: String, authority: String?, own: String?) -> Bool {
        own.map { $0 == origin } ?? (origin == "http://\(authority ?? "")" || origin == "https://\(authority ?? "")")
    }
}
