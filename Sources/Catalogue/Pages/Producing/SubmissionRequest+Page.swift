import Directory
import Ingest
import Kernel
import Web

extension SubmissionRequest {
    /// The page of a submission: what it shows follows from its state and from who looks.
    func page(_ form: Form = .empty, _ error: AppError? = nil) async throws -> HTML {
        let seen = try await understanding()
        let names = try await decidedNames()
        let view = SubmissionPage.View(
            submission: submission, dataset: dataset, table: table, reasons: reasons, progress: progress, understanding: seen,
            isMine: isMine, check: try await check(), names: names, form: form,
            references: isMine ? RuleForm.references(request.catalogueIndex) : [], filled: request.query["isian"],
            columnsFrom: request.query.int(ColumnWindow.name) ?? Int(form.value(ReadingForm.first)) ?? 0)
        let frame = request.page
        return await Background.run { SubmissionPage.page(frame, view, conflict: error) }
    }

    private func decidedNames() async throws -> [String: String] {
        let ids =
            [submission.createdBy, submission.submittedBy, submission.decidedBy, submission.overriddenBy].compactMap(\.self)
            + (submission.reading.harmless ?? []).map(\.by)
        return try await request.installation.services.find(DirectoryDesk.self)?.names(of: ids) ?? [:]
    }

    /// What the steward or trustee needs for the decision; `nil` for everyone else and when there is nothing to decide.
    private func check() async throws -> CheckView? {
        let actor = request.actor
        let isSteward = submission.state == "submitted" && actor.may(.stewardData)
        let isTrustee = submission.state == "checked" && actor.may(.trusteeData)
        let isSupporter = submission.state == "submitted" && actor.may(.supportData, agency: submission.producer.text)
        guard isSteward || isTrustee || isSupporter, let outcome = submission.outcome else { return nil }
        let comparison = try await SubmissionComparison(request.catalogueDesk, outcome: outcome, table: table)
        return CheckView(
            isSteward: isSteward, isTrustee: isTrustee, isSupporter: isSupporter,
            needsTrustee: dataset.isPriority && dataset.kind == .statistical, isSender: submission.submittedBy == actor.id,
            comparison: comparison, isGateOpen: dataset.access != .open || outcome.findings == 0 || submission.overrideReason != nil)
    }
}
