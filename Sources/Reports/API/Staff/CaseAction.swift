import Kernel
import Storage
import Web
import Work

/// One act asked for through the API: done at most once however often it is sent, and refused in terms a program can use.
struct CaseAction {
    let request: Request
    let noun: CaseNoun

    func answer() async throws -> Reply {
        let desk = request.reports.desk
        let file = try await request.caseFile()
        let sent = try await request.json(SentCaseAct.self)
        do {
            let photos = try await SentPhotos.drafts(sent.photos ?? [], PhotoIntake(request))
            let json = try await CaseJSON(request)
            let act = try sent.act(noun, on: file, tree: json.open.names.tree, photos: photos)
            return try await request.once { [actor = request.actor] tx in
                let after = try desk.perform(act, on: file.report.id, by: actor, expecting: sent.version, in: tx)
                return .json(json.standing(after, acts: try desk.acts(on: after, for: actor, tx)))
            }
        } catch let error as AppError where error.kind == .conflict {
            throw try await request.clash(error, since: sent.version ?? file.report.version)
        } catch let error as AppError where error.kind == .invalid {
            throw AppError.invalid(error.issues.map { Issue(CaseAction.paths[$0.field] ?? $0.field, $0.message) })
        }
    }

    /// Fields of the pages' forms that are called otherwise in JSON.
    private static let paths = ["public_text": "publicText"]
}

extension ReportDesk {
    /// Acts of the workflow that somebody can do on a report as it stands; none when she may not open it.
    func acts(on report: Report, for actor: Actor, _ tx: Transaction) throws -> [String] {
        guard ReportPolicy.mayWorkOn(report, actor) else { return [] }
        return try rules.workflow(version: report.workflowVersion, tx).acts(in: report.state)
            .filter { ReportPolicy.may($0, on: report, actor) }.map(\.name)
    }
}

extension Request {
    /// The case in the path, for whoever may open it.
    /// - Throws: `.notFound` for what does not exist and for what the caller may not know of.
    func caseFile() async throws -> ReportFile { try await reports.desk.file(code: try parameter("code"), for: actor) }

    /// Tells what was done since the version that was seen, act by act, and how the case stands now.
    func clash(_ error: AppError, since version: Int) async throws -> AppError {
        var error = error.inWords(self)
        guard let file = try? await caseFile() else { return error }
        let names = try await reports.names(language)
        error.issues = file.timeline.filter { $0.sequence > version }.map { Issue("version", ActWords.title($0, page, names)) }
        error.issues.append(Issue("state", Message(StateWords.label(file.report.state))))
        return error
    }
}
