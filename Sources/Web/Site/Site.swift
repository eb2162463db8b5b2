import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import Logging
import NIOCore
import Storage

/// All capabilities of an installation as one responder for Hummingbird.
///
///     let site = try await Site(installation: installation, capabilities: capabilities)
///     let app = Application(responder: site, …)
///
/// The migrations must have run. Work that every request needs happens in one place, `respond`, instead of a dozen layers:
/// measured, layers cost more than what they do.
package final class Site: HTTPResponder, Sendable {
    package typealias Context = SiteContext

    package let installation: Installation
    package let capabilities: [Capability]
    /// Told of every answer of an endpoint; tests check it against the endpoint's schema.
    package let observe: (@Sendable (Endpoint, Reply) throws -> Void)?
    let table: RouteTable
    private let finder: RouteFinder
    let access: Access?
    let menu: [MenuItem]
    let addresses: ClientAddress
    let limiter = RateLimiter()
    let tokens: FormToken
    let once: OnceStore
    let resumed: ResumedForms
    let headers: SecurityHeaders
    let dates = HTTPDate()
    package let metrics: Metrics

    package init(
        installation: Installation, capabilities: [Capability], observe: (@Sendable (Endpoint, Reply) throws -> Void)? = nil
    ) async throws {
        self.installation = installation
        self.capabilities = capabilities
        self.observe = observe
        let givers = capabilities.compactMap(\.access)
        precondition(givers.count < 2, "more than one capability says who is asking")
        access = givers.first?(installation)
        menu = capabilities.flatMap(\.menu)
        addresses = try ClientAddress(trusted: installation.settings.trustedProxies)
        tokens = FormToken(vault: installation.vault, world: installation.world)
        once = OnceStore(installation)
        resumed = ResumedForms(installation)
        headers = SecurityHeaders(settings: installation.settings, assets: installation.assets)
        let relay = Relay()
        table = RouteTable(
            capabilities.flatMap { $0.pages.map { Route(method: $0.method, path: $0.path, kind: .page($0)) } }
                + capabilities.flatMap { $0.endpoints.map { Route(method: $0.method, path: $0.path, kind: .endpoint($0)) } }
                + Site.plumbing(installation, capabilities, resumed: resumed) + [Site.metricsRoute(installation) { relay.site.metrics }])
        let labels = table.routes.map { "\($0.method.rawValue) \($0.path.template)" }
        metrics = Metrics(routes: labels)
        if capabilities.migrations.contains(where: { $0.name.hasPrefix("work.") }) { metrics.watchQueue(installation.database) }
        finder = .of(table.routes, labels: labels)
        relay.set(self)
        for capability in capabilities { try await capability.start(installation) }
    }

    @Sendable package func respond(to request: Hummingbird.Request, context: SiteContext) async throws -> Response {
        let began = ContinuousClock.now
        metrics.begin()
        var response =
            if let unchanged = await unchanged(request, context) {
                unchanged
            } else if let index = finder.index(of: request) {
                await serve(index, request, context)
            } else {
                try await finder.respond(to: request, of: self, context: context)
            }
        let exchange = context.exchange
        let route = exchange.read { $0.route }
        if route == nil { response = await serveUnknown(request, context) }
        let took = began.duration(to: .now)
        metrics.end(route: route, status: response.status.code, took: took)
        log(request, context, response, took)
        return response
    }

    /// One line per request with the route's template instead of the address, so that no token, code or name is ever logged.
    /// Quick successful reading is logged at debug level only.
    private func log(_ request: Hummingbird.Request, _ context: SiteContext, _ response: Response, _ took: Duration) {
        let milliseconds = Int(took.components.seconds * 1000 + took.components.attoseconds / 1_000_000_000_000_000)
        let isPlain = request.method == .get && response.status.code < 400 && milliseconds < 1000
        let level: Logger.Level = response.status.code >= 500 ? .error : isPlain ? .debug : .info
        guard installation.logger.logLevel <= level else { return }
        let (template, actor) = context.exchange.read { ($0.template, $0.actor) }
        installation.logger.log(
            level: level, "request",
            metadata: [
                "id": "\(context.requestID)", "method": "\(request.method.rawValue)", "route": "\(template.isEmpty ? "-" : template)",
                "status": "\(response.status.code)", "ms": "\(milliseconds)", "actor": "\(actor.rawValue)",
            ])
    }
}

/// Lets a route reach the site it is part of.
private final class Relay: Sendable {
    private let box = Box()
    var site: Site { box.site! }
    func set(_ site: Site) { box.site = site }

    /// Written once before the first request and only read afterwards. The site keeps its routes, so they must not keep the site. Whoever
    /// asks holds it.
    private final class Box: @unchecked Sendable { unowned var site: Site? }
}
