import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Pledges, their steps and the proof of them.
enum PledgeEndpoints {
    static let all = [list, one, plan, change, claim, judge, evidence]

    static let filters: [Endpoint.Parameter] = [
        Endpoint.Parameter("agency", .id, "Led or shared by this agency."),
        Endpoint.Parameter("dimension", .choice(PledgeDimension.self), "Of this dimension."),
        Endpoint.Parameter("area", .string(max: 20), "For this subdistrict or village, or a part of it."),
        Endpoint.Parameter("state", .choice(PledgeState.self), "That stand so."),
        Endpoint.Parameter("words", .string(max: 200), "With these words."),
    ]

    static func filter(_ request: Request) -> PledgeFilter {
        PledgeFilter(
            agency: request.query["agency"], dimension: request.query["dimension"].flatMap(PledgeDimension.init),
            area: request.query["area"], state: request.query["state"].flatMap(PledgeState.init), words: request.query["words"] ?? "")
    }

    static let list = Endpoint(
        .get, CommitmentPaths.apiPledges, "Pledges of commitments in force or ended: bad news first, then what is due first",
        parameters: filters + Endpoint.Parameter.paging,
        response: .page(of: CommitmentSchemas.pledge)
    ) { request in
        let filter = filter(request)
        let from = try request.cursor("pledges")?.values.first.flatMap { Int($0) } ?? 0
        let found = try await request.commitments.desk.pledges(filter)
        let shown = Array(found.enumerated().dropFirst(from).prefix(request.pageLimit + 1))
        return try .json(request.page("pledges", shown, { CommitmentJSON.pledge($0.element) }) { Cursor(["\($0.offset + 1)"]) })
    }

    static let one = Endpoint(
        .get, CommitmentPaths.apiPledge, "One pledge with its steps, their proof and every change", response: CommitmentSchemas.pledgeFile
    ) { request in .json(try await answer(request)) }

    static let plan = Endpoint(
        .put, CommitmentPaths.apiSteps, "Set the steps of a pledge; their weights total 100",
        about: "Steps that were claimed stay as they are. Once the commitment is in force every change needs a `reason`.",
        permission: .keepPledges, or: [.draftCommitments],
        request: .object(
            .required(
                "milestones",
                .array(
                    of: .object(
                        .optional("id", .id), .required("name", .string(max: 200)), .required("weight", .integer(1...100)),
                        .required("due", .day)), max: 24)), .optional("reason", .string(max: 2000)), .optional("version", .integer)),
        response: CommitmentSchemas.pledgeFile
    ) { request in
        let (code, body) = (try request.parameter("code"), try await request.jsonValue())
        let drafts = try (body["milestones"]?.array ?? []).map { step in
            guard let due = step["due"]?.string.flatMap({ Day($0) }) else { throw AppError.invalid("milestones", "error.not_a_day") }
            return MilestoneDraft(
                step["name"]?.string ?? "", weight: step["weight"]?.integer ?? 0, due: due, id: step["id"]?.string)
        }
        try await request.commitments.desk.plan(
            drafts, for: code, reason: body["reason"]?.string ?? "", by: request.actor, expecting: body["version"]?.integer)
        return .json(try await answer(request))
    }

    static let change = Endpoint(
        .post, CommitmentPaths.apiChange, "Change what is pledged after signing; lowering, postponing and dropping leave a mark",
        permission: .changePledges, or: [.draftCommitments],
        request: .object(
            .optional("target", CommitmentSchemas.sentTarget), .optional("due", .day), .optional("isDropped", .boolean),
            .required("reason", .string(max: 2000)), .optional("version", .integer)),
        response: CommitmentSchemas.pledgeFile
    ) { request in
        let (code, body) = (try request.parameter("code"), try await request.jsonValue())
        let wanted = PledgeChange(
            target: try body["target"].map(CommitmentEndpoints.target), due: body["due"]?.string.flatMap { Day($0) },
            isDropped: body["isDropped"] == .bool(true), reason: body["reason"]?.string ?? "")
        try await CommitmentEndpoints.naming {
            try await request.commitments.desk.change(wanted, of: code, by: request.actor, expecting: body["version"]?.integer)
        }
        return .json(try await answer(request))
    }

    static let claim = Endpoint(
        .post, CommitmentPaths.apiClaim, "Claim that a step is done, with what proves it",
        about:
            "`photos` are made anew from their pixels; `files` up to 20 MB each are kept as they are; `link` names a record as `kind:code`.",
        permission: .keepPledges,
        request: .object(
            .required("done_on", .day), .optional("photos", .file), .optional("files", .file), .optional("link", .string(max: 200)),
            .optional("words", .string(max: 2000)), .optional("version", .string(max: 10))), requestType: "multipart/form-data",
        response: CommitmentSchemas.pledgeFile, limits: EvidenceIntake.limits
    ) { request in
        let data = try await request.form()
        try await StepRoutes.claim(try request.parameter("id"), data, expecting: data.seenVersion, request)
        return .json(try await answer(request))
    }

    static let judge = Endpoint(
        .post, CommitmentPaths.apiJudgement, "Say whether the evidence proves a step; never by whoever claimed it",
        permission: .verifyPledges,
        request: .object(
            .required("isProven", .boolean), .optional("words", .string(max: 2000)), .optional("version", .integer)),
        response: CommitmentSchemas.pledgeFile
    ) { request in
        let (id, body, desk) = (try request.parameter("id"), try await request.jsonValue(), request.commitments.desk)
        let (words, version) = (body["words"]?.string ?? "", body["version"]?.integer)
        if body["isProven"] == .bool(true) {
            try await desk.verify(id, words: words, by: request.actor, expecting: version)
        } else {
            try await desk.sendBack(id, reason: words, by: request.actor, expecting: version)
        }
        return .json(try await answer(request))
    }

    static let evidence = Endpoint(
        .get, CommitmentPaths.apiEvidence, "A file that proves a step",
        about: "Of steps that were proven; of others for those who work on them.",
        responseType: "application/octet-stream"
    ) { request in
        var reply = try await PledgeRoutes.evidence(request, small: false)
        reply.headers[.contentType] = "application/octet-stream"
        return reply
    }

    private static func answer(_ request: Request) async throws -> JSONValue {
        let file = try await request.commitments.desk.file(ofPledge: try request.parameter("code"), for: request.actor)
        let showsAll = CommitmentPolicy.mayKeep(file.pledge.clause, request.actor) || CommitmentPolicy.mayVerify(request.actor)
        return CommitmentJSON.file(file, showsAll: showsAll)
    }
}
