import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

/// The council and the team: for everyone to read, for the planning agency to keep.
enum BodyPages {
    /// - Parameter stages: of the way to the books, for who leads the planning.
    static func list(_ page: Page, _ bodies: [WorkshopBody], today: Day, stages: [PlanStage]) -> HTML {
        let mayHold = page.actor.may(.holdWorkshops)
        let sections = bodies.html { body -> HTML in
            let members = body.members.map { member -> [HTML] in
                ["\(member.name)", "\(page.t(member.institution.label))", "\(page.t(member.role.label))"]
            }
            let until = body.validTo.map { page.format.day($0) } ?? page.t("workshop.until_changed")
            return """
                <section class="card"><h2>\(body.name)</h2>\
                <p class="row">\(Tag(page.t(body.kind.label))) \(Tag(page.t(body.isValid(on: today) ? "workshop.valid" : "workshop.not_valid"), body.isValid(on: today) ? .good : .idle))</p>\
                <p>\(page.t("workshop.decree", ["number": body.decree, "day": page.format.day(body.decreeOn)])) · \(page.format.day(body.validFrom)) – \(until)</p>\
                \(Table(body.name, columns: [Table.Column(page.t("workshop.field.name")), Table.Column(page.t("workshop.field.institution")), Table.Column(page.t("workshop.field.role"))], rows: members))\
                \(if: mayHold, "<p><a href=\"\(WorkshopsPaths.body(body.id.text))\">\(page.t("innovation.edit"))</a></p>")</section>
                """
        }
        return Layout.page(
            page, title: page.t("workshop.bodies"),
            body: """
                <h1>\(page.t("workshop.bodies"))</h1><p class="lead">\(page.t("workshop.bodies.lead"))</p>\
                \(if: mayHold, "<p>\(Button(page.t("workshop.new_body"), icon: .add, link: WorkshopsPaths.newBody()))</p>")\
                \(if: bodies.isEmpty, EmptyState(page.t("workshop.no_bodies"), text: page.t("workshop.no_bodies.text")).html, else: sections)\
                \(StagePart.html(page, stages))
                """)
    }

    static func form(_ page: Page, _ form: Form, action: String, error: AppError?) -> HTML {
        let fields = Fields(page, form)
        let institutions = Participant.Institution.allCases.map { page.t($0.label) }.joined(separator: ", ")
        let roles = WorkshopBody.Role.allCases.map { page.t($0.label) }.joined(separator: ", ")
        return Layout.page(
            page, title: page.t("workshop.bodies"), isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("workshop.bodies"), WorkshopsPaths.bodies())], title: page.t("workshop.new_body")))\
                <div class="stack"><h1>\(page.t("workshop.bodies"))</h1>\
                \(with: error, { Notice(.warn, title: page.t($0.message), isLive: true, .empty).html })\(fields.summary)\
                \(PostForm(page, action, """
                \(fields.hidden("version"))\(fields.radios("kind", "workshop.field.body_kind", WorkshopBody.Kind.allCases.map { Choice($0.rawValue, page.t($0.label)) }))\
                \(fields.line("name", "workshop.field.body_name"))\(fields.line("decree", "workshop.field.decree", max: 100))\
                \(fields.day("decree_on", "workshop.field.decree_on"))\(fields.day("valid_from", "workshop.field.valid_from"))\(fields.day("valid_to", "workshop.field.valid_to", need: .optional))\
                \(fields.area("members", "workshop.field.members", hint: "workshop.field.members_hint", rows: 10, max: 50_000))\
                <p class="hint">\(page.t("workshop.field.institution")): \(institutions). \(page.t("workshop.field.role")): \(roles).</p><p>\(Button(page.t("directory.save")))</p>
                """))</div>
                """)
    }
}

enum BodyRoutes {
    static let all: [PageRoute] = [
        .get(WorkshopsPaths.bodies) { request in
            let bodies = try await request.database.read { tx in try tx.workshopBodies() }
            return .page(
                BodyPages.list(
                    request.page, bodies, today: request.workshops.directory.today, stages: try await request.planStages(isExact: false)))
        },
        .get(WorkshopsPaths.newBody, permission: .holdWorkshops) { request in
            .page(BodyPages.form(request.page, Form(["kind": "team"]), action: WorkshopsPaths.newBody(), error: nil))
        },
        .post(WorkshopsPaths.newBody, permission: .holdWorkshops) { request in
            try await request.act(again: { form, error in
                BodyPages.form(request.page, form, action: WorkshopsPaths.newBody(), error: error)
            }) { data in
                _ = try await request.workshops.keep(try draft(data, request), by: request.actor)
                return .redirect(WorkshopsPaths.bodies())
            }
        },
        .get(WorkshopsPaths.body, permission: .holdWorkshops) { request in
            let body = try await find(request)
            let members = MemberLines(words: request.installation.words).shown(body.membersText, request.page.language)
            let form = Form(body.fields).setting("version", "\(body.version)").setting("members", members)
            return .page(BodyPages.form(request.page, form, action: WorkshopsPaths.body(body.id.text), error: nil))
        },
        .post(WorkshopsPaths.body, permission: .holdWorkshops) { request in
            try await request.act(again: { form, error in
                let body = try await find(request)
                let filled = error == nil ? form : form.setting("version", "\(body.version)")
                return BodyPages.form(request.page, filled, action: WorkshopsPaths.body(body.id.text), error: error)
            }) { data in
                let body = try await find(request)
                _ = try await request.workshops.keep(
                    try draft(data, request), as: body.id.text, seen: data.neededVersion, by: request.actor)
                return .redirect(WorkshopsPaths.bodies())
            }
        },
    ]

    static func find(_ request: Request) async throws -> WorkshopBody {
        let id = try request.parameter("id")
        guard let body = try await request.database.read({ tx in try tx.workshopBody(id) }) else { throw AppError.notFound }
        return body
    }

    private static func draft(_ data: FormData, _ request: Request) throws -> BodyDraft {
        var checker = Checker(data)
        var draft = BodyDraft()
        draft.kind = checker.choice("kind") ?? .team
        draft.name = checker.line("name", max: 200)
        draft.decree = checker.line("decree", max: 100)
        draft.decreeOn = checker.day("decree_on")
        draft.validFrom = checker.day("valid_from")
        draft.validTo = checker.dayIfAny("valid_to")
        draft.members = MemberLines(words: request.installation.words).coded(data["members"] ?? "")
        try checker.check()
        return draft
    }
}
