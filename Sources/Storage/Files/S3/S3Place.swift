import Foundation

/// Which bucket, where, and which part of it.
package struct S3Place: Sendable, Equatable {
    /// `https://s3.example.id`, without a slash at the end. The bucket's name goes into the path.
    package let address: String
    package let bucket: String
    /// What names of files in the bucket begin with, such as `pendopo/`; may be empty.
    package let prefix: String
    package let region: String

    /// `nil` when the bucket or the prefix has letters other than those that need no escaping (`a-z A-Z 0-9 . _ -`, and `/` in a prefix).
    package init?(address: String, bucket: String, prefix: String = "", region: String = "us-east-1") {
        let trimmed = prefix.trimmingCharacters(in: CharacterSet(charactersIn: "/"))
        let parts = trimmed.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard S3Place.isPlain(bucket), trimmed.isEmpty || parts.allSatisfy(S3Place.isPlain), S3Place.isPlain(region) else { return nil }
        self.address = address
        self.bucket = bucket
        self.prefix = trimmed.isEmpty ? "" : trimmed + "/"
        self.region = region
    }

    private static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "._-".utf8.contains(byte)
            }
    }

    /// As `Host` is sent: without the port when it is the usual one.
    var host: String {
        var host = address.split(separator: "/").dropFirst().first.map(String.init) ?? ""
        if address.hasPrefix("https://"), host.hasSuffix(":443") { host.removeLast(4) }
        if address.hasPrefix("http://"), host.hasSuffix(":80") { host.removeLast(3) }
        return host
    }

    /// The same two levels as in a ``FileStore``'s folder, so that any tool that copies folders into buckets can move an installation.
    func path(_ hash: String) -> String { "/\(bucket)/\(prefix)\(hash.prefix(2))/\(hash.dropFirst(2).prefix(2))/\(hash)" }
}
