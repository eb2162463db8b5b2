import Foundation
import Kernel

/// An address of the web that may be asked: http or https, a host, no sign-in, an ordinary port.
struct WebAddress {
    let url: URL
    let host: String

    /// Refuses what is no such address, with a sentence about it.
    init(_ text: String, relativeTo base: URL? = nil) throws(AppError) {
        let plain = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard plain.utf8.count <= 4000, plain.utf8.allSatisfy({ $0 > 32 && $0 != 127 }),
            let url = URL(string: plain, relativeTo: base)?.absoluteURL,
            let scheme = url.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = url.host(percentEncoded: false)?.lowercased(), !host.isEmpty
        else { throw AppError.invalid("url", Message("fetch.not_an_address", ["url": String(plain.prefix(200))])) }
        guard url.user == nil, url.password == nil else { throw AppError.invalid("url", "fetch.sign_in_in_address") }
        if let port = url.port, port != 80, port != 443, port < 1024 {
            throw AppError.invalid("url", Message("fetch.port", ["port": "\(port)"]))
        }
        self.url = url
        self.host = host
    }

    /// The last part of the path, as a file's name.
    var name: String { url.path.hasSuffix("/") ? "" : url.lastPathComponent }
}
