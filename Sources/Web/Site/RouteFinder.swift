import HTTPTypes
import Hummingbird
import Synchronization

/// Finds the route that an address leads to. Sites of the same routes share one, because nothing else of a site takes as long to make.
final class RouteFinder: Sendable {
    private let router: RouterResponder<SiteContext>
    /// Routes without values in their addresses, by method and address as they are sent: found without walking the router's tree.
    private let fixed: [String: Int]

    private static let made = Mutex<[[String]: RouteFinder]>([:])

    /// - Parameter labels: method and address of every one of the routes, which are all that it is made of.
    static func of(_ routes: [Route], labels: [String]) -> RouteFinder {
        if let known = made.withLock({ $0[labels] }) { return known }
        let finder = RouteFinder(routes, labels)
        made.withLock { $0[labels] = finder }
        return finder
    }

    private init(_ routes: [Route], _ labels: [String]) {
        let router = Router(context: SiteContext.self)
        for (index, route) in routes.enumerated() {
            for method in route.method == .get ? [.get, .head] : [route.method] {
                router.on(RouterPath(route.path.template), method: method) { request, context in
                    // The router keeps no site: one that everybody has let go of would stay, with its database and its connections.
                    await context.site!.serve(index, request, context)
                }
            }
        }
        self.router = router.buildResponder()
        let plain = routes.indices.filter { !routes[$0].path.template.contains("{") }
        fixed = Dictionary(plain.map { (labels[$0], $0) }) { first, _ in first }
    }

    /// The route of an address that has no values in it.
    func index(of request: Hummingbird.Request) -> Int? { fixed["\(request.method.rawValue) \(request.uri.path)"] }

    /// The site's answer to any address.
    func respond(to request: Hummingbird.Request, of site: Site, context: SiteContext) async throws -> Response {
        var context = context
        context.site = site
        return try await router.respond(to: request, context: context)
    }
}
