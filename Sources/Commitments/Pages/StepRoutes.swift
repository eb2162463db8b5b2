import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Pages of those who keep pledges and those who look at the proof.
enum StepRoutes {
    static let all: [PageRoute] = [
        .get(CommitmentPaths.myPledges) { request in
            try request.require([.keepPledges, .verifyPledges])
            let site = request.commitments
            let mine = request.actor.agencies(for: .keepPledges)
            let seesAll = request.actor.mayAnywhere(.verifyPledges)
            let pledges = try await site.desk.pledges().filter { seesAll || mine?.contains($0.clause.lead.text) ?? true }
            let page = request.page
            let cards = pledges.map { pledge in
                ListCard(
                    pledge.clause.promise(page.language), link: CommitmentPaths.workPledge(pledge.clause.code),
                    text: PledgeWords.reason(page, pledge.standing),
                    facts: [
                        "\(site.directory.agencies.name(pledge.clause.lead.text))",
                        "\(page.t("pledge.by", ["day": page.format.day(pledge.clause.due)]))",
                    ],
                    tags: [PledgeWords.tag(page, pledge.standing.state).html]
                        + (pledge.milestones.contains { $0.state == .submitted }
                            ? [Tag(page.t("milestone.state.submitted"), .info).html] : []))
            }
            return .page(
                Layout.page(
                    page, title: page.t("pledge.menu"),
                    body: """
                        <h1>\(page.t("pledge.menu"))</h1><p class="lead">\(page.t("pledge.menu.lead"))</p>\
                        <p class="row"><a href="\(CommitmentPaths.myPlans())">\(page.t("action_plan.title"))</a> \
                        <a href="\(CommitmentPaths.ownKey())">\(page.t("own_key.title"))</a></p>\
                        \(if: cards.isEmpty, EmptyState(page.t("pledge.none"), text: page.t("pledge.none.text")).html, else: ListCard.list(cards))
                        """))
        },
        .get(CommitmentPaths.workPledge) { request in
            try request.require([.keepPledges, .verifyPledges, .draftCommitments])
            return .page(try await page(request, "", .empty, nil))
        },
        .post(CommitmentPaths.steps) { request in
            try request.require([.keepPledges, .draftCommitments])
            let code = try request.parameter("code")
            return try await request.act(again: { form, error in try await page(request, "langkah", form, error) }) { data in
                try await request.commitments.desk.plan(
                    try StepForm.drafts(data), for: code, reason: data["reason"] ?? "", by: request.actor,
                    expecting: data.neededVersion)
                return .redirect(CommitmentPaths.workPledge(code), flash: request.t("milestone.planned"), sent: "langkah-\(code)")
            }
        },
        .post(CommitmentPaths.step, limits: EvidenceIntake.limits) { request in
            try request.require([.keepPledges, .verifyPledges])
            let (code, id, noun) = (try request.parameter("code"), try request.parameter("id"), try request.parameter("noun"))
            return try await request.act(again: { form, error in try await page(request, id, form, error) }) { data in
                let (desk, version, actor) = (request.commitments.desk, data.neededVersion, request.actor)
                switch noun {
                case "bukti": try await claim(id, data, expecting: version, request)
                case "pengesahan": try await desk.verify(id, words: data["words"] ?? "", by: actor, expecting: version)
                case "pengembalian": try await desk.sendBack(id, reason: data["reason"] ?? "", by: actor, expecting: version)
                default: throw AppError.notFound
                }
                return .redirect(
                    CommitmentPaths.workPledge(code), flash: request.t(TextKey("milestone.did.\(noun)")),
                    sent: noun == "bukti" ? "bukti-\(id)" : nil)
            }
        },
        .post(CommitmentPaths.change) { request in
            try request.require([.changePledges, .draftCommitments])
            let code = try request.parameter("code")
            return try await request.act(again: { form, error in try await page(request, "perubahan", form, error) }) { data in
                try await request.commitments.desk.change(
                    try await wanted(data, code, request), of: code, by: request.actor, expecting: data.neededVersion)
                return .redirect(CommitmentPaths.workPledge(code), flash: request.t("pledge.changed"))
            }
        },
    ]

    static func claim(_ id: String, _ data: FormData, expecting version: Int?, _ request: Request) async throws {
        var checker = Checker(data)
        let day = checker.day("done_on")
        let (evidence, issues) = try await EvidenceIntake(request).take(data, links: data.all("link"), for: request.actor)
        checker.add(issues)
        try checker.check()
        try await request.commitments.desk.submit(
            id, doneOn: day!, evidence: evidence, words: data["words"] ?? "", by: request.actor, expecting: version)
    }

    private static func wanted(_ data: FormData, _ code: String, _ request: Request) async throws -> PledgeChange {
        let (desk, actor) = (request.commitments.desk, request.actor)
        let clause = try await desk.database.read { tx in try desk.pledge(code, for: actor, tx).0 }
        var checker = Checker(data)
        let due = checker.dayIfAny("due")
        var value = clause.target.value
        if let typed = checker.lineIfAny("target_value", max: 40) {
            value = Target.decimal(typed)
            if value == nil { checker.add("target_value", "error.not_a_number") }
        }
        try checker.check()
        if checker.isOn("drop") { return PledgeChange(isDropped: true, reason: data["reason"] ?? "") }
        var target = clause.target
        (target.value, target.words) = (value, data["target_words"].map(Plain.line).flatMap { $0.isEmpty ? nil : $0 })
        return PledgeChange(target: target, due: due, reason: data["reason"] ?? "")
    }

    private static func page(_ request: Request, _ noun: String, _ form: Form, _ error: AppError?) async throws -> HTML {
        let site = request.commitments
        let file = try await site.desk.file(ofPledge: try request.parameter("code"), for: request.actor)
        return WorkPledgePage.page(
            request.page,
            WorkPledgePage.View(file: file, names: site.directory.agencies, noun: noun, form: form, error: error))
    }
}
