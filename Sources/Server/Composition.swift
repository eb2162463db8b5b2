import Audit
import Directory
import Foundation
import Images
import Kernel
import Reports
import Storage
import Tables
import Web
import Work

/// What Pendopo is made of.
enum Composition {
    /// Every capability, in the order in which their tables are made.
    static func capabilities() throws -> [Capability] {
        let references = ReferenceResolver(DirectoryReferences.all + ReportsReferences.all)
        let others = [try Capability.reports(), try .audit(digests: digests, references: references)]
        return [
            try .ground(), try .web(),
            try .directory(permissions: others.flatMap(\.permissions), roles: BuiltinRole.reports + BuiltinRole.audit),
        ] + others
    }
}

extension Composition {
    /// What the built-in roles may do at first.
    static let roles = BuiltinRole.directory + BuiltinRole.reports + BuiltinRole.audit

    /// Records that `pendopo verify` holds against their events.
    static let digests = DirectoryDigests.all + ReportsDigests.all
}

extension Capability {
    /// The targets below Web, which know nothing of capabilities: their tables and words.
    fileprivate static func ground() throws -> Capability {
        let own = try Words(folder: Bundle.module.bundleURL.appendingPathComponent("Text"))
        return Capability(
            name: "ground", migrations: WorkMigrations.all,
            words: try TableWords.load().merging(ImageWords.load()).merging(.audit()).merging(own))
    }
}

extension World {
    /// This machine's clock and chance, and the mail server an operator named, if any.
    static func real(_ mail: MailServer?, sender: String) throws -> World {
        var world = World.system
        guard let mail, let parts = URLComponents(string: mail.url), let host = parts.host else { return world }
        let security: SMTP.Security = parts.scheme == "smtps" ? .tls : parts.scheme == "smtp" ? .startTLS : .none
        let usual = security == .tls ? 465 : security == .startTLS ? 587 : 25
        let smtp = try SMTP(
            SMTP.Settings(
                host: host, port: parts.port ?? usual, security: security, user: mail.user ?? "", password: mail.password ?? "",
                from: mail.from,
                sender: sender), now: world.now, token: world.token)
        world.sendMail = { try await smtp.send($0) }
        return world
    }
}
