import Directory
import Kernel
import Masterplan
import Web

/// Cycles of workshops and their participants.
enum CyclePages {
    /// - Parameter stages: of the way to the books, for who leads the planning.
    static func list(_ page: Page, _ cycles: [(cycle: Cycle, rounds: [Round])], stages: [PlanStage]) -> HTML {
        let cards = cycles.map { cycle, rounds in
            ListCard(
                cycle.title, link: WorkshopsPaths.cycle(cycle.code),
                facts: ["<span class=\"code\">\(cycle.code)</span>", "\(cycle.fromYear)–\(cycle.toYear)"],
                tags: rounds.map {
                    Tag(
                        "\(RoomPage.roman($0.number)) \(page.t($0.state.label))",
                        $0.state == .closed ? .good : $0.state == .open ? .act : .idle
                    ).html
                })
        }
        return Layout.page(
            page, title: page.t("workshop.title"),
            body: """
                <h1>\(page.t("workshop.title"))</h1><p class="lead">\(page.t("workshop.lead"))</p>\
                <p class="row">\(if: page.actor.may(.holdWorkshops), Button(page.t("workshop.prepare"), icon: .add, link: WorkshopsPaths.newCycle()).html) \
                \(Button(page.t("workshop.bodies"), kind: .quiet, icon: .person, link: WorkshopsPaths.bodies()))</p>\
                \(if: cards.isEmpty, EmptyState(page.t("workshop.no_cycles"), text: page.t("workshop.no_cycles.text")).html, else: ListCard.list(cards))\
                \(PlainTable.links { WorkshopsPaths.cyclesFile($0) })\(StagePart.html(page, stages))
                """)
    }

    static func new(_ page: Page, _ form: Form) -> HTML {
        let fields = Fields(page, form)
        let rounds = (1...4).map { number -> HTML in
            """
            <fieldset class="card"><legend class="label">\(page.t("workshop.round", ["number": RoomPage.roman(number)]))</legend>\
            <p class="hint">\(page.t(TextKey("workshop.work.\(number)")))</p>\
            \(fields.day("from_on_\(number)", "workshop.field.from_on"))\(fields.day("to_on_\(number)", "workshop.field.to_on"))\
            \(fields.line("place_\(number)", "workshop.field.place", need: .optional))</fieldset>
            """
        }
        return Layout.page(
            page, title: page.t("workshop.prepare"), isWide: false,
            body: """
                \(Breadcrumb(page, above: [(page.t("workshop.title"), WorkshopsPaths.cycles())], title: page.t("workshop.prepare")))\
                <div class="stack"><h1>\(page.t("workshop.prepare"))</h1>\(fields.summary)\
                \(PostForm(page, WorkshopsPaths.newCycle(), """
                \(fields.line("title", "workshop.field.title"))<div class="row">\(fields.line("from_year", "workshop.field.from_year", kind: .number, max: 4, width: .short))\
                \(fields.line("to_year", "workshop.field.to_year", kind: .number, max: 4, width: .short))</div>\(rounds)<p>\(Button(page.t("directory.save")))</p>
                """))</div>
                """)
    }

    struct View: Sendable {
        var cycle: Cycle
        var rounds: [Round]
        var cards: [RoomCard]
        var guests: [(participant: Participant, link: String)]
        var colleagues: [Colleague]
        var mayHold: Bool
        /// Of the way to the books, for who leads the planning.
        var stages: [PlanStage] = []
        /// Whether PDF can be made here.
        var hasPress = false
        var form = Form.empty
        var error: AppError?
    }

    static func one(_ page: Page, _ view: View) -> HTML {
        let code = view.cycle.code
        let next = view.rounds.contains { $0.state == .open } ? nil : view.rounds.first { $0.state == .planned }?.number
        let rounds = view.rounds.map { round -> HTML in
            let open: HTML =
                view.mayHold && round.state == .planned
                ? PostForm(
                    page, WorkshopsPaths.roundAct(code, "\(round.number)", "buka"),
                    "<p>\(Button(page.t("workshop.open"), kind: round.number == next ? .main : .quiet))</p>"
                ).html : .empty
            return """
                <section class="card"><h2><a href="\(WorkshopsPaths.room(code, "\(round.number)"))">\(page.t("workshop.round", ["number": RoomPage.roman(round.number)]))</a></h2>\
                <p>\(Tag(page.t(round.state.label), round.state == .closed ? .good : round.state == .open ? .act : .idle))</p>\
                <p>\(page.t(TextKey("workshop.work.\(round.number)")))</p><p class="muted">\(page.format.day(round.fromOn)) – \(page.format.day(round.toOn))\(if: !round.place.isEmpty, " · \(round.place)")</p>\
                \(if: round.state != .planned, "<p><a href=\"\(WorkshopsPaths.outcome(code, "\(round.number)"))\">\(page.t("workshop.outcome"))</a></p>")\
                \(if: view.mayHold && round.state != .closed, "<details><summary>\(page.t("workshop.paper.blank"))</summary><p class=\"hint\">\(page.t("workshop.paper.blank.hint"))</p><p class=\"row\">\(RoundFiles.links(page, .blank, of: code, round.number, hasPress: view.hasPress))</p></details>")\(open)</section>
                """
        }
        let guests = view.guests.html { guest, link -> HTML in
            let end: HTML =
                guest.isActive
                ? PostForm(
                    page, WorkshopsPaths.invitations(code),
                    "<input type=\"hidden\" name=\"withdraw\" value=\"\(guest.id.text)\"><p>\(Button(page.t("workshop.withdraw"), kind: .plain))</p>"
                ).html
                : Tag(page.t("workshop.withdrawn")).html
            return """
                <li><strong>\(guest.name)</strong>, \(guest.from) <span class="muted">(\(page.t(guest.institution.label)))</span>\
                \(if: guest.isActive, groups(page, guest, code))\
                \(if: guest.isActive, CopyBox(page, id: "undangan-\(guest.id.text)", label: page.t("workshop.link"), text: link).html)\(end)</li>
                """
        }
        let fields = Fields(page, view.form)
        let form = PostForm(
            page, WorkshopsPaths.invitations(code),
            """
            \(fields.line("name", "workshop.field.name", max: 100))\(fields.line("from", "workshop.field.from", max: 150))\
            \(fields.select("institution", "workshop.field.institution", Participant.Institution.allCases.map { Choice($0.rawValue, page.t($0.label)) }))\
            \(groupFields(page, element: view.form.value("element"), dimension: view.form.value("dimension")))\
            <p>\(Button(page.t("workshop.invite")))</p>
            """)
        let invite: HTML =
            !view.mayHold
            ? .empty
            : Card(
                title: page.t("workshop.invite"),
                "<p class=\"hint\">\(page.t("workshop.invite.about"))</p>\(form)<ul class=\"plain stack\">\(guests)</ul>"
            ).html
        return Layout.page(
            page, title: view.cycle.title,
            body: """
                \(Breadcrumb(page, above: [(page.t("workshop.title"), WorkshopsPaths.cycles())], title: code))\
                \(with: view.error, { Notice(.warn, title: page.t($0.message), isLive: true, .empty).html })\(fields.summary)\
                <h1>\(view.cycle.title)</h1><p class="lead">\(page.t("workshop.for_years", ["from": "\(view.cycle.fromYear)", "to": "\(view.cycle.toYear)"]))</p>\
                <div class="list list--grid">\(rounds)</div>\
                \(if: view.rounds.allSatisfy({ $0.state == .closed }), StagePart.html(page, view.stages))\(invite)\(colleagues(page, view.colleagues))
                """)
    }

    /// Officials of agencies and villages take part with their accounts; nobody invites them.
    private static func colleagues(_ page: Page, _ colleagues: [Colleague]) -> HTML {
        guard !colleagues.isEmpty else { return .empty }
        let rows = colleagues.html { one -> HTML in
            let groups = one.groups.map { page.t(RoomGroup.label($0)) }.joined(separator: " · ")
            return """
                <li><strong>\(one.name)</strong>\(with: one.agency, { ", \($0.name)" })\
                \(if: !groups.isEmpty, " <span class=\"muted\">\(groups)</span>")</li>
                """
        }
        return Card(
            title: page.t("workshop.colleagues"),
            "<p class=\"hint\">\(page.t("workshop.colleagues.about"))</p><ul class=\"plain\">\(rows)</ul>"
        ).html
    }

    /// Where a guest sits, and the form that seats her elsewhere.
    private static func groups(_ page: Page, _ guest: Participant, _ code: String) -> HTML {
        var scoped = page
        scoped.fieldScope = "\(guest.id.text)."
        let named = [guest.element, guest.dimension].compactMap { $0 }.map { page.t(RoomGroup.label($0)) }
        return """
            <p>\(named.isEmpty ? page.t("workshop.group.none") : named.joined(separator: " · "))</p>\
            <details><summary>\(page.t("workshop.group.set"))</summary>\(PostForm(
                page, WorkshopsPaths.invitations(code),
                """
                <input type="hidden" name="seat" value="\(guest.id.text)">\
                \(groupFields(scoped, element: guest.element ?? "", dimension: guest.dimension ?? ""))\
                <p>\(Button(page.t("directory.save"), kind: .quiet))</p>
                """))</details>
            """
    }

    private static func groupFields(_ page: Page, element: String, dimension: String) -> HTML {
        func choices(_ codes: [String]) -> [Choice] { codes.map { Choice($0, page.t(RoomGroup.label($0))) } }
        return """
            <div class="row row--end">\(Select(page, "element", label: page.t("workshop.group.element"), choices: choices(RoomGroup.elements), selected: element, prompt: "–", need: .filter))\
            \(Select(page, "dimension", label: page.t("workshop.group.dimension"), choices: choices(RoomGroup.dimensions), selected: dimension, prompt: "–", need: .filter))</div>
            """
    }
}
