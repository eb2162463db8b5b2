import Directory
import Kernel
import Storage
import Web
import Work

/// Pages of ideas, for everyone and for those who answer them.
enum IdeaRoutes {
    private static let pageSize = 50

    static let all: [PageRoute] = [
        .get(InnovationsPaths.propose) { request in
            .page(IdeaPages.form(request.page, .empty, villages: villages(request), key: request.world.token()))
        },
        .post(InnovationsPaths.propose, rate: RateLimit("idea", 20, per: 3600)) { request in
            try await request.act(again: { form, _ in
                IdeaPages.form(request.page, form, villages: villages(request), key: form.value("client_key"))
            }) { data in
                let desk = request.innovations
                let village = data["village"].flatMap { $0.isEmpty ? nil : $0 }
                let act = SubmitIdea(
                    title: data["title"] ?? "", text: data["text"] ?? "", village: village,
                    clientKey: key(data["client_key"], data["text"] ?? "", request))
                let idea = try await desk.submit(act, by: request.actor)
                return .redirect(InnovationsPaths.idea(idea.code, desk.secret(of: idea)))
            }
        },
        .get(InnovationsPaths.idea) { request in .page(try await follow(request)).unkept() },
        .post(InnovationsPaths.ideaAct) { request in
            try await request.act(again: { _, error in try await follow(request, error) }) { _ in
                guard try request.parameter("noun") == "penarikan" else { throw AppError.notFound }
                let desk = request.innovations
                let (code, secret) = (try request.parameter("code"), try request.parameter("secret"))
                let (idea, actor) = try await desk.sender(code: code, secret: secret)
                try await desk.perform(WithdrawIdea(), on: idea.recordID, by: actor)
                return .redirect(InnovationsPaths.idea(code, secret), flash: request.t("innovation.did.withdrawn"))
            }
        },
        .get(InnovationsPaths.ideas) { request in
            try request.requireAccount()
            try request.require([.answerIdeas, .editInnovations])
            let (state, before) = (request.query["keadaan"], request.query["lama"])
            let ideas = try await request.database.read { [actor = request.actor] tx in
                try tx.ideas(for: actor, state: state, before: before, limit: pageSize + 1)
            }
            return .page(IdeaPages.list(request.page, ideas, state: state, pageSize: pageSize, isFirst: before == nil))
        },
        .get(InnovationsPaths.ideasFile) { request in
            try request.requireAccount()
            try request.require([.answerIdeas, .editInnovations])
            let state = request.query["keadaan"]
            let ideas = try await request.database.read { [actor = request.actor] tx in
                try tx.ideas(for: actor, state: state, limit: 20_000)
            }
            return try await PlainTable.ideas(ideas, request.page, request.innovations.directory).reply(
                try request.parameter("format"), name: "usulan-inovasi")
        },
        .get(InnovationsPaths.staffIdea) { request in
            try request.requireAccount()
            return .page(try await staff(request))
        },
        .post(InnovationsPaths.staffIdeaAct) { request in
            try request.requireAccount()
            let noun = try request.parameter("noun")
            return try await request.act(again: { form, error in try await staff(request, form, noun, error) }) { data in
                try await act(noun, data, request)
                return .redirect(
                    InnovationsPaths.staffIdea(try request.parameter("code")), flash: request.t(TextKey("innovation.did.usul-\(noun)")))
            }
        },
    ]

    /// Two people may send the same key; what they wrote tells them apart.
    static func key(_ typed: String?, _ text: String, _ request: Request) -> String? {
        typed.flatMap { $0.isEmpty ? nil : $0 }.map {
            request.installation.vault.fingerprint("\($0) \(text)", purpose: "innovation-client-key")
        }
    }

    private static func villages(_ request: Request) -> [ChoiceGroup] {
        let places = request.innovations.directory.places.now
        return places.subdistricts.map { subdistrict in
            ChoiceGroup(subdistrict.name, places.children(of: subdistrict.code).map { Choice($0.code.text, $0.name) })
        }
    }

    private static func act(_ noun: String, _ data: FormData, _ request: Request) async throws {
        let desk = request.innovations
        let idea = try await find(request)
        let (id, actor, version, text) = (idea.recordID, request.actor, data.neededVersion, data["text"] ?? "")
        var checker = Checker(data)
        switch noun {
        case "penerimaan":
            let agency = checker.idIfAny("agency", Agency.self)
            try checker.check()
            try await desk.perform(AcceptIdea(text, title: data["title"] ?? "", agency: agency), on: id, by: actor, expecting: version)
        case "penerusan":
            let agency = checker.id("agency", Agency.self)
            try checker.check()
            try await desk.perform(PassIdeaOn(to: agency!), on: id, by: actor, expecting: version)
        case "penolakan": try await desk.perform(DeclineIdea(text), on: id, by: actor, expecting: version)
        default: throw AppError.notFound
        }
    }

    static func find(_ request: Request) async throws -> Idea {
        let code = try request.parameter("code")
        return try await request.database.read { [actor = request.actor] tx in
            guard let idea = try tx.idea(code: code), actor.kind != .reporter, try idea.maySee(actor, tx) else { throw AppError.notFound }
            return idea
        }
    }

    static func view(_ idea: Idea, _ actor: Actor, _ request: Request) async throws -> IdeaPages.View {
        let desk = request.innovations
        let (notes, acts, innovation) = try await request.database.read { tx in
            (
                try tx.innovationNotes(of: idea.reference), try desk.acts(on: idea, for: actor, tx),
                try idea.innovation.flatMap { try Innovation.find($0.text, tx) }
            )
        }
        return IdeaPages.View(
            idea: idea, notes: notes, acts: acts, innovation: innovation, agencies: desk.directory.agencies,
            active: desk.directory.agencies.active(on: desk.directory.today), places: desk.directory.places.now)
    }

    private static func follow(_ request: Request, _ error: AppError? = nil) async throws -> HTML {
        let secret = try request.parameter("secret")
        let (idea, actor) = try await request.innovations.sender(code: try request.parameter("code"), secret: secret)
        var view = try await view(idea, actor, request)
        view.secret = secret
        view.address = request.installation.settings.absolute(InnovationsPaths.idea(idea.code, secret))
        view.error = error
        return IdeaPages.follow(request.page, view)
    }

    private static func staff(_ request: Request, _ form: Form = .empty, _ noun: String = "", _ error: AppError? = nil) async throws -> HTML
    {
        var view = try await view(try await find(request), request.actor, request)
        view.form = form
        view.noun = noun
        view.error = error
        return IdeaPages.staff(request.page, view)
    }
}
