import Foundation
import HTTPTypes

/// Headers that every answer carries, made once.
struct SecurityHeaders: Sendable {
    let fields: HTTPFields
    /// What files that Pendopo came with carry: they are parts of documents, which say the rest for them.
    let ofOurFiles: HTTPFields

    init(settings: Settings, assets: Assets) {
        let tiles = settings.tileServer.flatMap(SecurityHeaders.origin).map { " \($0)" } ?? ""
        let script = assets.importMapHash.map { "script-src 'self' \($0); " } ?? ""
        var fields: HTTPFields = [:]
        fields[.contentSecurityPolicy] =
            "default-src 'self'; \(script)img-src 'self' blob: data:\(tiles); object-src 'none'; frame-ancestors 'none'; "
            + "base-uri 'none'; form-action 'self'"
        fields[.xContentTypeOptions] = "nosniff"
        fields[.init("Referrer-Policy")!] = "same-origin"
        fields[.init("Permissions-Policy")!] = "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()"
        fields[.init("Cross-Origin-Opener-Policy")!] = "same-origin"
        fields[.init("Cross-Origin-Resource-Policy")!] = "same-origin"
        if settings.isSecure { fields[.strictTransportSecurity] = "max-age=31536000" }
        self.fields = fields
        var few: HTTPFields = [:]
        for name in [.xContentTypeOptions, .init("Cross-Origin-Resource-Policy")!, .strictTransportSecurity] as [HTTPField.Name] {
            few[name] = fields[name]
        }
        ofOurFiles = few
    }

    /// `https://tile.example.id` of a tile server's address pattern.
    private static func origin(_ pattern: String) -> String? {
        guard let colon = pattern.range(of: "://") else { return nil }
        let host = pattern[colon.upperBound...].prefix { $0 != "/" }
        // A pattern such as https://{s}.tile.example.id stands for any subdomain.
        return "\(pattern[..<colon.upperBound])\(host.replacingOccurrences(of: "{s}", with: "*"))"
    }
}
