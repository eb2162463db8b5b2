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
        return moment(key).map { "\($0)-\(code.prefix(32))" } ?? code
    }

    /// The milliseconds of a UUID of version 7, in its own twelve digits. They say no more than when the report was received.
    private static func moment(_ key: String) -> String? {
        guard key.utf8.count == 36, let id = Identifier<Report>(checking: key) else { return nil }
        let digits = Array(id.text.utf8)
        return digits[14] == UInt8(ascii: "7") ? String(decoding: digits[0..<8] + digits[9..<13], as: UTF8.self) : nil
    }
}
