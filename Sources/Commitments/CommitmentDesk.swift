import Directory
import Documents
import Kernel
import Masterplan
import Signing
import Storage
import Web
import Work

/// The only thing that writes commitments, clauses, signatures, steps and action plans: policy, checks, record, event and work list in
/// one transaction.
package struct CommitmentDesk: Sendable {
    package let database: Database
    package let world: World
    package let directory: DirectoryIndex
    package let files: FileStore
    package let references: ReferenceResolver
    /// The absolute address of a path on this installation, for deeds and QR codes.
    package let absolute: @Sendable (String) -> String
    package let signatures: SignatureSettings
    /// Tells the screens of a ceremony that somebody has signed.
    package let broadcast = ChangeBroadcast()
    /// Asks agencies that share a clause and do not sign it whether they take part; `nil` where there are no plans.
    package var links: LinkDesk?
    /// What sheets and initiatives do in which year, for action plans; `nil` where there are no plans.
    package var roadmap: RoadmapSources?
    /// Sets the text as PDF; `nil` where this machine cannot.
    package var press: PaperPress?
    /// The regency's letterhead and colour as they are now.
    package var house: @Sendable () async throws -> HousePaper.Style = { HousePaper.Style() }
    /// The regency's template of commitments.
    package var templates: @Sendable () -> CommitmentTemplates? = { nil }
    /// Whether people come in without a password, as they do in the demo, so that none says nothing of whether they have come.
    package var opensWithoutPassword = false
    /// Logarithm of scrypt's rounds for people's keys; only tests and the demo take less than 15.
    package var keyRounds = 15
    /// Working days within which a claimed step is looked at.
    static let daysToVerify = 5

    package init(
        database: Database, world: World, directory: DirectoryIndex, files: FileStore, references: ReferenceResolver,
        signatures: SignatureSettings = SignatureSettings(), absolute: @escaping @Sendable (String) -> String
    ) {
        self.database = database
        self.world = world
        self.directory = directory
        self.files = files
        self.references = references
        self.signatures = signatures
        self.absolute = absolute
    }

    /// Writes something that the screens of a ceremony show, and tells them once it is on disk.
    @discardableResult
    func telling(_ write: @escaping @Sendable (Transaction) throws -> Commitment) async throws -> Commitment {
        let commitment = try await database.write(write)
        broadcast.publish(commitment.version, in: commitment.id.text)
        return commitment
    }

    /// Changes of a commitment from a version on, for the screen of its ceremony.
    func stream(of commitment: Commitment, since: Int) -> ChangeStream {
        ChangeStream(commitment.id.text, of: broadcast, since: since) { [database] in
            try await database.read { tx in try tx.kept(Commitment.self, commitment.id.text)?.version ?? 0 }
        }
    }

    /// Keeps a new record with its first event.
    func begin(_ record: some KeptRecord, _ act: String, by actor: Actor, details: [String: String] = [:], _ tx: Transaction) throws {
        try tx.begin(record, act, by: actor, details: details, in: world)
    }

    /// Writes a record over the version it was made of, as ``Transaction/change(_:_:by:words:details:in:)`` does.
    func change(
        _ record: inout some KeptRecord, _ act: String, by actor: Actor, words: String = "", details: [String: String] = [:],
        _ tx: Transaction
    ) throws {
        try tx.change(&record, act, by: actor, words: words, details: details, in: world)
    }

    /// A short code that no record of a table has yet.
    func code(unusedIn table: SQL, _ tx: Transaction) throws -> String {
        for _ in 0..<8 {
            let number = world.random(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            let code = ShortCode.make(number)
            if try tx.count("SELECT count(*) FROM \(table) WHERE code = \(code)") == 0 { return code }
        }
        throw AppError.unavailable("error.commitment_code")
    }

    func calendar(_ agency: String?) -> WorkCalendar { directory.calendars.current(for: agency) }

    /// The last moment of a day on the regency's clocks.
    func end(of day: Day) -> Instant { day.adding(1).at(offsetHours: directory.offsetHours).adding(seconds: -1) }

    /// - Parameter account: whose own it is; without one it is owed by everybody who holds the permission for the agency.
    func owe(
        _ task: String, of record: some KeptRecord, _ permission: Permission, agency: String?, account: String? = nil, code: String,
        due: Instant, at now: Instant, _ tx: Transaction
    ) throws {
        try tx.open(
            Obligation(
                id: world.newID(), subject: record.reference, task: task, permission: permission, agency: agency, category: nil,
                account: account, subjectCode: code, openedAt: now, dueAt: due))
    }
}
