import Kernel
import Storage
import Work

/// Everything one page about one report shows to somebody who may work on it, read in one snapshot.
package struct ReportFile: Sendable {
    package var report: Report
    package var workflow: Workflow
    package var category: Category?
    package var timeline: [TimelineEntry]
    package var photos: [ReportPhoto]
    package var clocks: [Clock]
    package var accesses: [IdentityAccess]
    package var hasIdentity: Bool
    /// When the identity there was has been removed.
    package var identityRemovedAt: Instant?
    /// Acts this reader may do now.
    package var acts: [String]
    /// Codes of other reports that show one of these pictures.
    package var reused: [Identifier<ReportPhoto>: [String]]
    /// Codes of the reports that were merged into this one.
    package var mergedCodes: [String]
    /// Code of the report this one was merged into.
    package var mergedIntoCode: String?
    /// Whether anyone may read that one.
    package var isMergedIntoPublic: Bool
    /// That one, for the reporter of this one, where anyone may read it.
    package var followed: Report?
}

extension ReportFile {
    /// The clock that the one whose turn it is is held to.
    var currentClock: Clock? {
        let state = workflow.state(report.state)
        return clocks.last { $0.name == state?.clock && $0.stoppedAt == nil && $0.pausedAt == nil }
    }

    /// Ids of the officials and systems that are named in it.
    var actors: Set<String> {
        Set(timeline.compactMap(\.account)).union([report.claimedBy, report.checkedBy].compactMap(\.self))
    }

    /// Words the reporter added, which the public reads only once they are approved. What somebody whose report was joined to this
    /// one said is for officials alone.
    var citizenNotes: [TimelineEntry.Words] {
        timeline.filter { $0.actorKind == .reporter }.flatMap(\.texts).filter { $0.visibility != .internal }
    }
}

/// What the page of one report shows to anyone.
package struct PublicFile: Sendable {
    package var report: PublicReport
    package var timeline: [TimelineEntry]
    package var photos: [ReportPhoto]
    /// How many reports were joined to it, confidential ones left out.
    package var mergedCount: Int
    /// Code of the public report it was joined to.
    package var mergedInto: String?
}

extension ReportDesk {
    /// A report with all that belongs to it, for somebody who may work on it or for its reporter.
    /// - Throws: `.notFound` for everybody else.
    package func file(_ id: Identifier<Report>, for actor: Actor) async throws -> ReportFile {
        try await database.read { tx in
            guard let report = try tx.report(id) else { throw AppError.notFound }
            return try file(report, for: actor, tx)
        }
    }

    /// As ``file(_:for:)``, by the code people say.
    package func file(code typed: String, for actor: Actor) async throws -> ReportFile {
        guard let code = ShortCode.normalize(typed) else { throw AppError.notFound }
        return try await database.read { tx in
            guard let report = try tx.report(code: code) else { throw AppError.notFound }
            return try file(report, for: actor, tx)
        }
    }

    /// What anyone may see of a report.
    package func publicFile(code typed: String) async throws -> PublicFile {
        guard let code = ShortCode.normalize(typed) else { throw AppError.notFound }
        return try await database.read { tx in
            let tree = try rules.categories(at: world.now(), tx)
            guard let report = try tx.report(code: code), let open = PublicReport(report, tree) else { throw AppError.notFound }
            let main = try report.mergedInto.flatMap { try tx.report(Identifier($0)) }.flatMap { PublicReport($0, tree) }
            return PublicFile(
                report: open, timeline: try tx.timeline(of: report, for: .anyone), photos: try tx.photos(of: report.id).filter(\.isPublic),
                mergedCount: try tx.count("SELECT count(*) FROM report WHERE merged_into = \(report.id) AND disclosure <> 'confidential'"),
                mergedInto: main?.code)
        }
    }

    /// Whether a stored picture may be shown to somebody: it belongs to a report she may work on, or triage approved it.
    package func mayShow(photo id: Identifier<ReportPhoto>, to actor: Actor) async throws -> ReportPhoto {
        try await database.read { tx in
            guard let photo = try tx.row("SELECT * FROM report_photo WHERE id = \(id)").map(ReportPhoto.init(row:)),
                let report = try tx.report(photo.report)
            else { throw AppError.notFound }
            let isOpen = photo.isPublic && report.isPublic && report.disclosure != .confidential
            // Of two who reported the same, neither sees what the other sent before it is public.
            let isHers = try ReportPolicy.isReporter(of: report, actor) && !tx.isOfJoined(photo)
            guard isOpen || isHers || ReportPolicy.mayWorkOn(report, actor) else { throw AppError.notFound }
            return photo
        }
    }

    private func file(_ report: Report, for actor: Actor, _ tx: Transaction) throws -> ReportFile {
        let isReporter = ReportPolicy.isReporter(of: report, actor)
        guard isReporter || ReportPolicy.mayWorkOn(report, actor) else { throw AppError.notFound }
        let workflow = try rules.workflow(version: report.workflowVersion, tx)
        let photos = try tx.photos(of: report.id)
        var reused: [Identifier<ReportPhoto>: [String]] = [:]
        if !isReporter {
            for photo in photos {
                let codes = try tx.reportsShowing(photo.draft.look, besides: report.id, for: actor)
                if !codes.isEmpty { reused[photo.id] = codes }
            }
        }
        let main = try report.mergedInto.flatMap { try tx.report(Identifier($0)) }
        let isMainPublic = main.map { ReportPolicy.maySee($0, .visitor) } ?? false
        var acts = workflow.acts(in: report.state).filter { ReportPolicy.may($0, on: report, actor) }.map(\.name)
        if isReporter, report.state == "merged" {
            // What she does about the one that hers follows.
            acts.removeAll { $0 == "judge" && main?.hasResult != true }
            if isMainPublic, main?.hasResult == true { acts.append("reopen") }
        }
        let timeline = try tx.timeline(of: report, for: isReporter ? .reporter : .handler)
        let hasIdentity = try tx.row("SELECT report_id FROM report_identity WHERE report_id = \(report.id)") != nil
        return ReportFile(
            report: report, workflow: workflow, category: try rules.categories(at: world.now(), tx)[report.category],
            timeline: timeline, photos: isReporter ? timeline.flatMap(\.photos) : photos,
            clocks: try tx.clocks(of: report.reference), accesses: try tx.identityAccesses(of: report.id),
            hasIdentity: hasIdentity, identityRemovedAt: hasIdentity ? nil : try tx.identityRemovedAt(report.id),
            acts: acts, reused: reused,
            mergedCodes: try tx.rows("SELECT * FROM report WHERE merged_into = \(report.id) ORDER BY code").map(Report.init(row:))
                .filter { ReportPolicy.maySee($0, actor) }.map(\.code),
            // The reporter was told where hers went; an official may know no more of that one than of any other.
            mergedIntoCode: main.flatMap { isReporter || ReportPolicy.maySee($0, actor) ? $0.code : nil },
            isMergedIntoPublic: isMainPublic, followed: isReporter && isMainPublic ? main : nil)
    }
}
