import Crypto
import Foundation
import HTTPTypes
import Kernel
import Logging
import NIOCore
import Storage
import Synchronization

extension Site {
    /// Routes of Web itself.
    static func plumbing(_ installation: Installation, _ capabilities: [Capability], resumed: ResumedForms) -> [Route] {
        let migrations = capabilities.migrations.map(\.name)
        let description = APIDescription(capabilities, installation.settings)
        var routes = [
            plain("/healthz") { _ in .text("ok\n") },
            plain("/readyz") { _ in await ready(installation, migrations) },
            plain("/merek/{version}.css") { _ in
                .text(installation.brand.stylesheet, type: "text/css; charset=utf-8").header(
                    "Cache-Control", "public, max-age=31536000, immutable")
            },
            plain("/api/openapi.json") { _ in
                let text = description.text
                return Reply(
                    headers: [.contentType: "application/openapi+json;version=3.1", .cacheControl: "no-cache"], body: .bytes(text.bytes)
                ).etag(text.tag)
            },
            plain(SitePaths.serviceWorker) { _ in
                guard let source = ServiceWorker.source(installation.assets) else { throw AppError.notFound }
                return .text(source, type: "text/javascript; charset=utf-8").revalidated()
            },
            Route(method: .get, path: resumed.route.path, kind: .page(resumed.route)),
        ]
        for name in installation.assets.names {
            guard let asset = installation.assets.file(name) else { continue }
            for url in [asset.url, "/aset/\(name)"] {
                let isHashed = url == asset.url
                routes.append(plain(Path(url)) { _ in .asset(asset, isHashed: isHashed) })
            }
        }
        return routes
    }

    /// Only for this machine, or with the key; for everyone else there is nothing here.
    static func metricsRoute(_ installation: Installation, _ metrics: @escaping @Sendable () -> Metrics) -> Route {
        plain("/metrics") { request in
            // A proxy nobody named makes everyone look like loopback; its header gives it away.
            let isHere =
                ClientAddress.isLoopback(request.clientAddress) && (!request.isForwarded || !installation.settings.trustedProxies.isEmpty)
            let sent = request.headers[.authorization]?.dropFirst(7).utf8
            let hasKey = installation.settings.metricsKey.map { key in sent.map { isSame(key, String(Substring($0))) } ?? false } ?? false
            guard isHere || hasKey else { throw AppError.notFound }
            return .text(await metrics().text(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    /// Compares in a time that tells nothing about where they differ.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        SHA256.hash(data: Data(a.utf8)) == SHA256.hash(data: Data(b.utf8))
    }

    private static func plain(_ path: Path, _ handler: @escaping @Sendable (PlainRequest) async throws -> Reply) -> Route {
        Route(method: .get, path: path, kind: .plain(handler))
    }

    /// Whether this process can take requests: the schema is the one it was built for, and a row can be written.
    private static func ready(_ installation: Installation, _ migrations: [String]) async -> Reply {
        do {
            let now = installation.world.now()
            let missing = try await installation.database.write { tx in
                try tx.run("INSERT INTO web_probe (id, at) VALUES (1, \(now)) ON CONFLICT (id) DO UPDATE SET at = excluded.at")
                let done = Set(try tx.rows("SELECT name FROM schema_migration").map { $0.text("name") })
                return migrations.filter { !done.contains($0) }
            }
            guard missing.isEmpty else {
                return .text("migrations missing: \(missing.joined(separator: ", "))\n", status: .serviceUnavailable)
            }
            return .text("ready\n")
        } catch {
            installation.logger.error("not ready", metadata: ["error": "\(error)"])
            return .text("the database cannot be written\n", status: .serviceUnavailable)
        }
    }
}

extension Reply {
    static func asset(_ asset: Asset, isHashed: Bool) -> Reply {
        let cache = isHashed ? "public, max-age=31536000, immutable" : "no-cache"
        var reply = Reply(
            headers: [.contentType: asset.contentType, .cacheControl: cache, .eTag: asset.etag],
            body: asset.gzipped.map { .twice(asset.bytes, gzipped: $0) } ?? .bytes(asset.bytes))
        reply.isOurFile = isHashed
        return reply
    }
}

/// The API's description with its validator, made when somebody asks for it: it is long, and few do.
private final class APIDescription: Sendable {
    struct Text: Sendable {
        let bytes: ByteBuffer
        let tag: String
    }

    private let capabilities: [Capability]
    private let settings: Settings
    private let made = Mutex<Text?>(nil)

    init(_ capabilities: [Capability], _ settings: Settings) {
        self.capabilities = capabilities
        self.settings = settings
    }

    var text: Text {
        made.withLock { made in
            if let known = made { return known }
            let bytes = ByteBuffer(string: OpenAPI(capabilities, settings: settings).text)
            let fresh = Text(bytes: bytes, tag: hex(SHA256.hash(data: Array(buffer: bytes)).prefix(8)))
            made = fresh
            return fresh
        }
    }
}
