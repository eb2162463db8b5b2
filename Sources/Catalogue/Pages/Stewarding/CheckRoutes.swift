import Directory
import Kernel
import Storage
import Web
import Work

/// Where stewards and trustees find what waits for them, and decide.
enum CheckRoutes {
    static let all: [PageRoute] = [
        .get(CataloguePaths.check) { request in try await list(request) },
        .post(CataloguePaths.decide) { request in
            let opened = try await SubmissionRequest(request)
            let (read, done) = try decision(try request.parameter("act"))
            return try await opened.act(read, done: done)
        },
    ]

    private static func decision(_ act: String) throws -> ((inout Checker) throws -> any SubmissionAct, TextKey) {
        switch act {
        case "terbitkan": ({ _ in PublishSubmission() }, "check.published")
        case "teruskan": ({ _ in ForwardSubmission() }, "check.forwarded")
        case "setujui": ({ _ in ConfirmSubmission() }, "check.published")
        case "dukung": ({ _ in EndorseSubmission() }, "check.endorsed")
        case "loloskan": ({ checker in OverrideGate(reason: checker.text("reason", max: 2000)) }, "gate.is_overridden")
        case "kembalikan": ({ checker in ReturnSubmission(reasons(&checker)) }, "check.returned")
        case "keberatan": ({ checker in ReturnSubmission(reasons(&checker), byTrustee: true) }, "check.returned")
        default: throw AppError.notFound
        }
    }

    /// The rows of the form in which something is written.
    private static func reasons(_ checker: inout Checker) -> [ReturnSubmission.Reason] {
        (0..<CheckPart.rows).compactMap { index in
            guard let text = checker.lineIfAny("text.\(index)", max: 2000) else { return nil }
            let row = checker.lineIfAny("row.\(index)", max: 12).flatMap { Int($0) }
            return ReturnSubmission.Reason(row: row, column: checker.lineIfAny("column.\(index)", max: 200), text: text)
        }
    }

    private static func list(_ request: Request) async throws -> Reply {
        try request.requireAccount()
        try request.require([.stewardData, .supportData, .trusteeData])
        let actor = request.actor
        let items = try await request.database.read { tx -> [(Submission, Dataset, Instant?)] in
            let open = try tx.submissions(in: ["submitted", "checked"], agencies: nil, limit: 300)
            let datasets = try tx.datasets(Set(open.map(\.dataset)))
            return try open.compactMap { submission in
                guard let dataset = datasets[submission.dataset] else { return nil }
                let isMine =
                    submission.state == "checked"
                    ? actor.may(.trusteeData)
                    : actor.may(.stewardData) || actor.may(.supportData, agency: submission.producer.text)
                return isMine ? (submission, dataset, try tx.obligations(of: submission.reference).first?.dueAt) : nil
            }
        }
        let page = request.page
        let directory = request.catalogueDesk.directory
        let cards = items.sorted { ($0.2 ?? $0.0.updatedAt, $0.0.id) < ($1.2 ?? $1.0.updatedAt, $1.0.id) }.map { submission, dataset, due in
            var facts: [HTML] = ["\(directory.agencies.name(dataset.producer.text))", "\(submission.filename)"]
            if let outcome = submission.outcome { facts.append("\(page.t("catalogue.rows", ["count": page.format.number(outcome.rows)]))") }
            if let due { facts.append("\(page.t("catalogue.due.on", ["day": page.format.day(due)]))") }
            var tags = [MinePage.state(page, submission)]
            if dataset.isPriority { tags.append(Tag(page.t("catalogue.priority"), .info).html) }
            if (submission.outcome?.findings ?? 0) > 0 { tags.append(Tag(page.t("check.findings"), .bad).html) }
            if (submission.outcome?.declared ?? 0) > 0 { tags.append(Tag(page.t("understood.declared"), .warn).html) }
            if let due, due < page.now { tags.append(Tag(page.t("check.late"), .bad).html) }
            return ListCard(dataset.title, link: CataloguePaths.submission(submission.id.text), facts: facts, tags: tags)
        }
        return .page(
            Layout.page(
                page, title: page.t("check.title"),
                body: """
                    <h1>\(page.t("check.title"))</h1><p class="lead">\(page.t("check.about"))</p>
                    \(if: cards.isEmpty, EmptyState(page.t("check.none"), text: page.t("check.none.about")).html, else: ListCard.list(cards))
                    """))
    }
}
