import Kernel

/// What the key a program sends with a report becomes in the database: nobody can read it there, and yet keys that carry their moment
/// lie in its order.
///
/// The index of keys knows each report that came through the API. Where keys are pure chance, each report of a commit changes another
/// page of it; with UUIDs of version 7, which begin with the time, reports that come together change a page together.
enum SenderKey {
    /// - Parameters:
    ///   - key: as it was sent.
    ///   - sender: whose it is: two may choose the same.
    static func text(_ key: String, of sender: Actor, _ vault: Vault) -> String {
        let code = vault.fingerprint("\(sender.kind.rawValue):\(sender.id):\(key)", purpose: "report-client-key")
        guard let id = timed(key) else { return code }
        // The first 48 bits of the id without their hyphen.
        var text: [UInt8] = []
        text.reserveCapacity(45)
        text.append(contentsOf: id.utf8.prefix(8))
        text.append(contentsOf: id.utf8.dropFirst(9).prefix(4))
        text.append(UInt8(ascii: "-"))
        text.append(contentsOf: code.utf8.prefix(32))
        return String(decoding: text, as: UTF8.self)
    }

    /// A UUID of version 7, which begins with its milliseconds. They say no more than when the report was received.
    private static func timed(_ key: String) -> String? {
        guard let id = Identifier<Report>(checking: key)?.text else { return nil }
        return id.utf8.dropFirst(14).first == UInt8(ascii: "7") ? id : nil
    }
}
