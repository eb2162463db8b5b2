import Directory
import Documents
import Kernel
import Storage
import Web
import Work

/// The only thing that writes instruments, assessments, their parts, answers and evidence: policy, checks, record, event and work list
/// in one transaction.
package struct AssessmentDesk: Sendable {
    package let database: Database
    package let world: World
    package let directory: DirectoryIndex
    package let files: FileStore
    package let references: ReferenceResolver
    /// The absolute address of a path on this installation, for papers.
    package let absolute: @Sendable (String) -> String
    /// Sets reports as PDF; `nil` where this machine cannot.
    package var press: PaperPress?

    package init(
        database: Database, world: World, directory: DirectoryIndex, files: FileStore, references: ReferenceResolver,
        absolute: @escaping @Sendable (String) -> String
    ) {
        self.database = database
        self.world = world
        self.directory = directory
        self.files = files
        self.references = references
        self.absolute = absolute
    }

    /// Working days for the coordinator to look over what was filled in, and to close.
    static let daysToCoordinate = 5
    /// Working days for the central team.
    static let daysToScore = 20
    static let years = 2010...2100

    /// Keeps a new record with its first event.
    func begin(_ record: some AssessmentRecord, _ act: String, by actor: Actor, details: [String: String] = [:], _ tx: Transaction) throws {
        try tx.begin(record, act, by: actor, details: details, in: world)
    }

    /// Writes a record over the version it was made of, as ``Transaction/change(_:_:by:words:details:in:)`` does.
    func change<Record: AssessmentRecord>(
        _ record: inout Record, _ act: String, by actor: Actor, words: String = "", details: [String: String] = [:], _ tx: Transaction
    ) throws {
        record.updatedAt = world.now()
        try tx.change(&record, act, by: actor, words: words, details: details, in: world)
    }

    func code(_ tx: Transaction) throws -> String {
        for _ in 0..<8 {
            let code = ShortCode.make(world.random(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
            if try tx.assessment(code: code) == nil { return code }
        }
        throw AppError.unavailable("error.assessment_code")
    }

    /// The last moment of a day on the regency's clocks.
    func end(of day: Day) -> Instant { day.adding(1).at(offsetHours: directory.offsetHours).adding(seconds: -1) }

    func due(in days: Int) -> Instant { directory.calendars.current(for: nil).due(after: world.now(), workingDays: days) }

    func owe(
        _ task: String, of subject: Reference, _ permission: Permission, agency: String? = nil, code: String, due: Instant,
        _ tx: Transaction
    ) throws {
        try tx.open(
            Obligation(
                id: world.newID(), subject: subject, task: task, permission: permission, agency: agency, category: nil,
                subjectCode: code, openedAt: world.now(), dueAt: due))
    }

    /// A reason of 10 to 2,000 letters.
    static func reason(_ typed: String) throws -> String {
        let text = Plain.text(typed)
        if text.count < 10 { throw AppError.invalid("reason", Message("error.too_short", ["min": "10"])) }
        if text.count > 2000 {
            throw AppError.invalid("reason", Message("error.too_long", ["max": "2000", "length": "\(text.count)"]))
        }
        return text
    }
}

extension AssessmentDesk {
    /// An assessment with all that decides who may see it.
    func policy(_ assessment: Assessment, _ tx: Transaction) throws -> AssessmentPolicy {
        AssessmentPolicy(
            assessment: assessment, parts: try tx.assessmentParts(of: [assessment.key])[assessment.key] ?? [],
            assessors: try tx.assessors(of: assessment.id), today: directory.today)
    }

    /// An assessment for one of its acts.
    /// - Throws: `.notFound` for what is not this actor's to see; `.conflict` when it was changed meanwhile.
    func open(_ code: String, for actor: Actor, expecting version: Int? = nil, _ tx: Transaction) throws -> (Assessment, AssessmentPolicy) {
        guard let assessment = try tx.assessment(code: code) else { throw AppError.notFound }
        let policy = try policy(assessment, tx)
        guard policy.maySee(actor) else { throw AppError.notFound }
        if let version, version != assessment.version { throw AppError.conflict("error.changed_meanwhile") }
        return (assessment, policy)
    }

    func instrument(of assessment: Assessment, _ tx: Transaction) throws -> Instrument {
        guard let instrument = try tx.kept(Instrument.self, assessment.instrument.text) else { throw AppError.notFound }
        return instrument
    }

    /// What an act that no state allows any more says: a closed assessment has its own words.
    static func require(_ act: String, of assessment: Assessment) throws -> Workflow.Act {
        if assessment.state == .closed { throw AppError.conflict("error.assessment_closed") }
        guard let found = AssessmentWorkflow.assessment.act(act), found.from.contains(assessment.state.rawValue) else {
            throw AppError.conflict(Message("error.assessment_not_now"))
        }
        return found
    }
}
