import Directory
import HTTPTypes
import Kernel
import Storage
import Web
import Work

/// Writing commitments, and reading them.
enum CommitmentEndpoints {
    static let all = [
        list, create, one, edit, addClause, editClause, removeClause, addSignatory, addHeads, replaceHolder, removeSignatory, move,
        successor, inherit,
    ]

    static let list = Endpoint(
        .get, CommitmentPaths.apiCommitments, "Commitments, the newest first",
        about: "Drafts are seen by those who write or verify.", parameters: Endpoint.Parameter.paging,
        response: .page(of: CommitmentSchemas.summary)
    ) { request in
        let after = try request.cursor("commitments")?.values.first
        let isPublic = !CommitmentPolicy.maySeeDrafts(request.actor)
        let limit = request.pageLimit + 1
        let found = try await request.database.read { try $0.commitments(isPublic: isPublic, before: after, limit: limit) }
        return try .json(request.page("commitments", found, CommitmentJSON.summary) { Cursor([$0.id.text]) })
    }

    static let create = Endpoint(
        .post, CommitmentPaths.apiCommitments, "Begin a draft", permission: .draftCommitments, request: CommitmentSchemas.sentCommitment,
        response: CommitmentSchemas.commitment, status: .created
    ) { request in
        let made = try await naming {
            try await request.commitments.desk.create(try draft(try await request.jsonValue()), by: request.actor)
        }
        return .created(try await answer(made.code, request), at: CommitmentPaths.apiCommitment(made.code))
    }

    static let one = Endpoint(
        .get, CommitmentPaths.apiCommitment, "A commitment with its clauses, signatories and the verdict on each signature",
        response: CommitmentSchemas.commitment
    ) { request in .json(try await answer(try request.parameter("code"), request)) }

    static let edit = Endpoint(
        .put, CommitmentPaths.apiCommitment, "Write a draft over", permission: .draftCommitments,
        request: CommitmentSchemas.sentCommitment, response: CommitmentSchemas.commitment
    ) { request in
        let (code, body) = (try request.parameter("code"), try await request.jsonValue())
        try await naming {
            try await request.commitments.desk.edit(code, try draft(body), by: request.actor, expecting: body["version"]?.integer)
        }
        return .json(try await answer(code, request))
    }

    static let addClause = Endpoint(
        .post, CommitmentPaths.apiClauses, "Add a clause to a draft", permission: .draftCommitments, request: CommitmentSchemas.sentClause,
        response: CommitmentSchemas.clause, status: .created
    ) { request in
        let (code, body) = (try request.parameter("code"), try await request.jsonValue())
        let clause = try await naming {
            try await request.commitments.desk.put(try await clauseDraft(body, request), in: code, by: request.actor)
        }
        return .created(CommitmentJSON.clause(clause), at: CommitmentPaths.apiClause(code, clause.code))
    }

    static let editClause = Endpoint(
        .put, CommitmentPaths.apiClause, "Write a clause of a draft over", permission: .draftCommitments,
        request: CommitmentSchemas.sentClause, response: CommitmentSchemas.clause
    ) { request in
        let (code, clause, body) = (try request.parameter("code"), try request.parameter("clause"), try await request.jsonValue())
        return .json(
            CommitmentJSON.clause(
                try await naming {
                    try await request.commitments.desk.put(
                        try await clauseDraft(body, request), as: try plain(clause), in: code, by: request.actor,
                        expecting: body["version"]?.integer)
                }))
    }

    static let removeClause = Endpoint(
        .delete, CommitmentPaths.apiClause, "Take a clause out of a draft", permission: .draftCommitments, status: .noContent
    ) { request in
        try await request.commitments.desk.remove(
            clause: try plain(try request.parameter("clause")), from: try request.parameter("code"), by: request.actor)
        return .noContent
    }

    static let addSignatory = Endpoint(
        .post, CommitmentPaths.apiSignatories, "Name who is to sign a draft", permission: .draftCommitments,
        request: .object(
            .required("office", .choice(Signatory.Office.self)), .required("title", .string(max: 200)), .optional("agency", .id.orNull),
            .optional("institution", .string(max: 200).orNull), .required("account", .id)),
        response: CommitmentSchemas.commitment, status: .created
    ) { request in
        let (code, body) = (try request.parameter("code"), try await request.jsonValue())
        try await request.commitments.desk.add(
            SignatoryDraft(
                Signatory.Office(rawValue: body["office"]?.string ?? "") ?? .agencyHead, title: body["title"]?.string ?? "",
                agency: body["agency"]?.string, institution: body["institution"]?.string, account: body["account"]?.string ?? ""),
            to: code, by: request.actor)
        return .created(try await answer(code, request), at: CommitmentPaths.apiCommitment(code))
    }

    static let addHeads = Endpoint(
        .post, CommitmentPaths.apiHeads, "Name the heads of all agencies that are not in a draft yet, where it is known who they are",
        about: "One account of the agency, with a position, that may sign for it and has been taken up. `withoutSignature` names the "
            + "agencies whose head is to be named by hand.", permission: .draftCommitments, response: CommitmentSchemas.commitment
    ) { request in
        let code = try request.parameter("code")
        try await request.commitments.desk.addHeads(to: code, by: request.actor)
        return .json(try await answer(code, request))
    }

    static let replaceHolder = Endpoint(
        .put, CommitmentPaths.apiSignatory, "Let another holder of the office sign, before it is signed", permission: .draftCommitments,
        request: .object(.required("account", .id)), response: CommitmentSchemas.commitment
    ) { request in
        let (code, id, body) = (try request.parameter("code"), try request.parameter("id"), try await request.jsonValue())
        try await request.commitments.desk.replaceHolder(of: id, in: code, with: body["account"]?.string ?? "", by: request.actor)
        return .json(try await answer(code, request))
    }

    static let removeSignatory = Endpoint(
        .delete, CommitmentPaths.apiSignatory, "Take somebody off the list of a draft", permission: .draftCommitments, status: .noContent
    ) { request in
        try await request.commitments.desk.remove(
            signatory: try request.parameter("id"), from: try request.parameter("code"), by: request.actor)
        return .noContent
    }

    static let move = Endpoint(
        .post, CommitmentPaths.apiState, "Open a draft for signing, take it back, let it hold on paper, or end it",
        about: "`open` freezes the text; the others take a `reason`.", permission: .draftCommitments,
        request: .object(
            .required("act", .choice(["open", "reopen", "enter_force_on_paper", "end"])), .optional("reason", .string(max: 2000)),
            .optional("version", .integer)),
        response: CommitmentSchemas.commitment
    ) { request in
        let (code, body, desk) = (try request.parameter("code"), try await request.jsonValue(), request.commitments.desk)
        let reason = body["reason"]?.string ?? ""
        switch body["act"]?.string {
        case "open": try await desk.open(code, by: request.actor, expecting: body["version"]?.integer)
        case "reopen": try await desk.reopen(code, reason: reason, by: request.actor)
        case "enter_force_on_paper": try await desk.enterForceOnPaper(code, words: reason, by: request.actor)
        default: try await desk.end(code, reason: reason, by: request.actor)
        }
        return .json(try await answer(code, request))
    }

    static let successor = Endpoint(
        .post, CommitmentPaths.apiSuccessors, "Say who succeeded somebody who signed and left", permission: .draftCommitments,
        request: .object(.required("account", .id)), response: CommitmentSchemas.commitment
    ) { request in
        let (code, id, body) = (try request.parameter("code"), try request.parameter("id"), try await request.jsonValue())
        try await request.commitments.desk.name(successor: body["account"]?.string ?? "", of: id, in: code, by: request.actor)
        return .json(try await answer(code, request))
    }

    static let inherit = Endpoint(
        .post, CommitmentPaths.apiInheritance, "Accept or contest, in writing, what a predecessor signed",
        about: "Only the person who was named as successor.",
        request: .object(
            .required("decision", .choice(["accepted", "contested"])), .optional("contested", .array(of: .string(max: 20), max: 200)),
            .required("text", .string(max: 2000))),
        response: CommitmentSchemas.commitment
    ) { request in
        let (code, id, body) = (try request.parameter("code"), try request.parameter("id"), try await request.jsonValue())
        try await request.commitments.desk.decide(
            id, in: code, accepts: body["decision"]?.string == "accepted", contested: body["contested"]?.array?.compactMap(\.string) ?? [],
            text: body["text"]?.string ?? "", by: request.actor)
        return .json(try await answer(code, request))
    }
}
