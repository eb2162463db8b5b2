import Assessments
import Audit
import Books
import Catalogue
import Citations
import Columns
import Commitments
import Directory
import Documents
import Foundation
import Images
import Ingest
import Innovations
import Kernel
import Masterplan
import Portals
import Reports
import Rows
import Sharing
import Signing
import Storage
import Tables
import Web
import Work
import Workshops

/// What Pendopo is made of.
enum Composition {
    /// Every capability, in the order in which their tables are made.
    static func capabilities() throws -> [Capability] {
        let others = [
            try Capability.reports(references: references, owing: owing), try .catalogue(),
            try .portals(), try .citations(), try .sharing(references: references),
            try .masterplan(), try .innovations(references: references), try .commitments(references: references), try .workshops(),
            try .books(), try .assessments(references: references), .ownData(),
            try .audit(digests: digests, derivations: { derivations(offsetHours: $0) }, references: references),
        ]
        return [
            try .ground(), try .web(),
            try .directory(permissions: others.flatMap(\.permissions), roles: roles),
        ] + others
    }
}

extension Composition {
    /// Under which something is owed, beside reports. The work list looks for nothing else.
    static let owing =
        Permission.owingData + Permission.owingSharing
        + Permission.owingPlans
        + Permission.owingInnovations
        + Permission.owingCommitments
        + Permission.owingAssessments

    /// What the built-in roles may do at first.
    static let roles =
        BuiltinRole.directory + BuiltinRole.reports + BuiltinRole.catalogue + BuiltinRole.sharing + planning + BuiltinRole.audit

    /// Of plans, what is made of them and what is promised.
    private static let planning =
        BuiltinRole.masterplan + BuiltinRole.innovations + BuiltinRole.commitments + BuiltinRole.workshops + BuiltinRole.books
        + BuiltinRole.assessments

    /// How records of every capability are named where another one points at them.
    static let references = ReferenceResolver(
        DirectoryReferences.all + ReportsReferences.all + CatalogueReferences.all + CitationsReferences.all + SharingReferences.all
            + MasterplanReferences.all + InnovationsReferences.all + CommitmentsReferences.all + WorkshopsReferences.all
            + BooksReferences.all + AssessmentsReferences.all)

    /// Records that `pendopo verify` holds against their events.
    static let digests =
        DirectoryDigests.all + ReportsDigests.all + CatalogueDigests.all + CitationsDigests.all + SharingDigests.all
        + MasterplanDigests.all + InnovationsDigests.all + CommitmentsDigests.all + WorkshopsDigests.all + BooksDigests.all
        + AssessmentsDigests.all

    /// What `pendopo verify` computes anew from records.
    static func derivations(offsetHours: Int) -> [Derivation] { ReportsDerivations.all(offsetHours: offsetHours) }
}

extension Capability {
    /// The targets below Web, which know nothing of capabilities: their tables and words.
    fileprivate static func ground() throws -> Capability {
        let own = try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text"))
        return Capability(
            name: "ground", migrations: WorkMigrations.all,
            words: try TableWords.load().merging(ImageWords.load()).merging(.audit()).merging(ColumnWords.load()).merging(
                IngestWords.load()
            )
            .merging(RowsWords.load()).merging(SigningWords.load()).merging(DocumentsWords.load()).merging(own),
            start: { installation in
                // One for all capabilities: papers are set one at a time.
                installation.services.put(PaperPress(folder: PaperPress.installed(), log: installation.logger))
                installation.services.put(FigureCodes())
            })
    }
}

extension World {
    /// This machine's clock and chance, the web, and the mail server an operator named, if any.
    /// - Parameter allowed: hosts that may be fetched from though they are not on the open internet.
    static func real(_ mail: MailServer?, sender: String, fetching allowed: [String] = []) throws -> World {
        var world = World.system
        let fetcher = Fetcher(allowing: allowed)
        world.fetch = { try await fetcher.fetch($0) }
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
