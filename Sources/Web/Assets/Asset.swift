import Crypto
import Foundation
import Kernel
import NIOCore

/// One file of `Assets/`, held in memory as it goes over the wire.
package struct Asset: Sendable {
    /// Its name below `Assets/`, such as `css/app.css`.
    package let name: String
    /// Its address with the hash of its content, which may be kept for ever.
    package let url: String
    package let contentType: String
    package let etag: String
    package let bytes: ByteBuffer
    /// `nil` when compressing does not make it smaller.
    package let gzipped: ByteBuffer?

    init(name: String, content: [UInt8]) {
        let hash = hex(SHA256.hash(data: content).prefix(6))
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        self.name = name
        url = "/aset/\(name[..<dot]).\(hash)\(name[dot...])"
        contentType = Asset.contentType(name)
        etag = "\"\(hash)\""
        bytes = ByteBuffer(bytes: content)
        let small = Asset.isText(contentType) ? gzip(content, level: 9) : content
        gzipped = small.count < content.count ? ByteBuffer(bytes: small) : nil
    }

    /// The media type by the ending of a name; `application/octet-stream` for endings we do not serve.
    package static func contentType(_ name: String) -> String {
        switch name.split(separator: ".").last.map({ $0.lowercased() }) {
        case "css": "text/css; charset=utf-8"
        case "js", "mjs": "text/javascript; charset=utf-8"
        case "json", "map": "application/json"
        case "webmanifest": "application/manifest+json"
        case "svg": "image/svg+xml"
        case "png": "image/png"
        case "jpg", "jpeg": "image/jpeg"
        case "webp": "image/webp"
        case "gif": "image/gif"
        case "ico": "image/x-icon"
        case "woff2": "font/woff2"
        case "txt": "text/plain; charset=utf-8"
        case "html": "text/html; charset=utf-8"
        default: "application/octet-stream"
        }
    }

    /// Whether bytes of this media type get smaller by compressing.
    package static func isText(_ contentType: String) -> Bool {
        contentType.hasPrefix("text/") || contentType.hasPrefix("image/svg") || contentType.hasPrefix("application/json")
            || contentType.hasPrefix("application/problem+json") || contentType.hasPrefix("application/manifest+json")
            || contentType.hasPrefix("application/geo+json") || contentType.hasPrefix("application/openapi+json")
    }
}
