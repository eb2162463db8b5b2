import HTTPTypes
import Kernel

/// What one address and method lead to.
struct Route: Sendable {
    enum Kind: Sendable {
        case page(PageRoute)
        case endpoint(Endpoint)
        /// Our own plumbing: no session, no language, no limits.
        case plain(@Sendable (PlainRequest) async throws -> Reply)
        /// The address exists, but not for this method.
        case notAllowed([HTTPRequest.Method])
    }

    let method: HTTPRequest.Method
    let path: Path
    let kind: Kind

    var isAPI: Bool { path.template.hasPrefix("/api/") }
}

/// What plumbing gets.
struct PlainRequest: Sendable {
    let headers: HTTPFields
    let path: String
    let clientAddress: String
    /// Whether a forwarding header came along, believed or not.
    let isForwarded: Bool
}

/// All routes of a site, with answers for the methods an address does not take.
struct RouteTable: Sendable {
    let routes: [Route]

    init(_ given: [Route]) {
        var routes = given
        for (path, methods) in RouteTable.methods(given) {
            var allowed = methods
            if methods.contains(.get) { allowed.append(.head) }
            for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] where !methods.contains(method) {
                routes.append(Route(method: method, path: path, kind: .notAllowed(allowed)))
            }
        }
        self.routes = routes
    }

    /// The methods of each address; addresses that differ only in the names of their values are one.
    private static func methods(_ routes: [Route]) -> [(Path, [HTTPRequest.Method])] {
        var found: [String: (Path, [HTTPRequest.Method])] = [:]
        for route in routes {
            var shape = ""
            var isName = false
            for letter in route.path.template {
                if letter == "}" { isName = false }
                if !isName { shape.append(letter) }
                if letter == "{" { isName = true }
            }
            found[shape, default: (route.path, [])].1.append(route.method)
        }
        return found.keys.sorted().map { found[$0]! }
    }
}
