import Directory
import Kernel
import Masterplan
import Storage
import Web
import Work

/// Words and small pieces that the pages of innovations share.
enum InnovationWords {
    static func dimension(_ page: Page, _ code: String) -> String { page.t(TextKey("plan.dimension.\(code)")) }
    static func pillar(_ page: Page, _ code: String) -> String { page.t(TextKey("plan.sub_pillar.\(code)")) }

    static func tag(_ page: Page, _ sheet: InnovationSheet) -> Tag {
        let kind: Tag.Kind =
            switch sheet.state {
            case "in_plan": .good
            case "accepted": .info
            case "submitted": .act
            case "returned": .warn
            case "dropped": .bad
            default: .idle
            }
        return Tag(page.t(TextKey("innovation.state.\(sheet.state)")), kind)
    }

    static func tag(_ page: Page, _ win: QuickWin) -> Tag {
        let kind: Tag.Kind = win.state == "measured" ? .good : win.state == "running" ? .act : win.state == "chosen" ? .info : .idle
        return Tag(page.t(TextKey("quick_win.state.\(win.state)")), kind)
    }

    static func tag(_ page: Page, _ entry: Innovation) -> Tag {
        let kind: Tag.Kind = entry.state == "applied" ? .good : entry.state == "trial" ? .act : entry.state == "stopped" ? .bad : .idle
        return Tag(page.t(TextKey("innovation.stage.\(entry.state)")), kind)
    }

    /// "Still one agency's own", or how many share it.
    static func sharing(_ page: Page, _ supporters: Int) -> Tag {
        supporters == 0
            ? Tag(page.t("innovation.one_agency"), .warn, icon: .alert)
            : Tag(page.t("innovation.shared", ["count": "\(supporters)"]), .good, icon: .person)
    }

    static func pillarGroups(_ page: Page) -> [ChoiceGroup] {
        CityDimension.all.map { dimension in
            ChoiceGroup(page.t(dimension.label), dimension.subPillars.map { Choice($0.id, page.t($0.label)) })
        }
    }

    /// Agencies for which somebody may write; every one for those who decide.
    static func agencies(_ directory: DirectoryIndex, _ actor: Actor) -> [Choice] {
        let reach = actor.may(.decideInnovations) ? nil : actor.agencies(for: .editInnovations)
        return directory.agencies.active(on: directory.today).filter { reach?.contains($0.id.text) ?? true }.map {
            Choice($0.id.text, $0.name)
        }
    }

    /// What was written at each act, newest first.
    static func history(_ page: Page, _ notes: [InnovationNote], kind: String, people: [String: String]) -> HTML {
        if notes.isEmpty { return .empty }
        let entries = notes.reversed().map { note in
            Timeline.Entry(
                page.t(TextKey("\(kind).act.\(note.act)")),
                meta: "\(page.format.moment(note.at))\(with: people[note.author], { " · \($0)" })", isInternal: !note.isPublic,
                content: "<p class=\"said\">\(note.text)</p>")
        }
        return Card(title: page.t("innovation.words"), Timeline(entries).html).html
    }

    /// A short form of one act, to be opened where it is not the likeliest.
    static func act(
        _ page: Page, _ noun: String, action: String, version: Int, isOpen: Bool = false, fields: HTML = .empty
    ) -> HTML {
        let form = PostForm(
            page, action,
            "<input type=\"hidden\" name=\"version\" value=\"\(version)\">\(fields)<p>\(Button(page.t(TextKey("innovation.do.\(noun)"))))</p>"
        )
        return """
            <details class="act" id="\(noun)"\(if: isOpen, " open")><summary>\(page.t(TextKey("innovation.do.\(noun)")))</summary>\
            \(with: page.words.sentence(TextKey("innovation.about.\(noun)"), .indonesian), { (_: String) in "<p class=\"hint\">\(page.t(TextKey("innovation.about.\(noun)")))</p>" })\(form)</details>
            """
    }

    /// The register's filters in force, as its form names them.
    static func active(_ page: Page, _ query: RegisterQuery, _ agencies: AgencyTree) -> [String] {
        let words: [String?] = [
            query.state.map { page.t(TextKey("innovation.stage.\($0)")) }, query.agency.map { agencies.name($0) },
            query.initiator.map { page.t($0.label) },
            query.isDigital.map { page.t($0 ? "innovation.digital" : "innovation.not_digital") },
            query.words.isEmpty ? nil : "“\(query.words)”",
        ]
        return words.compactMap { $0 }
    }

    /// Says that somebody was quicker, and what changed; `label` gives a field's name in the reader's language.
    static func conflict(_ page: Page, _ error: AppError?, label: (String) -> String) -> HTML {
        guard let error, error.kind == .conflict else { return .empty }
        let changes = error.issues.html { "<li>\(label($0.field)): \(page.t("innovation.changed_field", $0.message.values))</li>" }
        return Notice(.warn, title: page.t(error.message), isLive: true, error.issues.isEmpty ? .empty : "<ul>\(changes)</ul>").html
    }
}

extension Request {
    /// Names by id of accounts and API clients, and of those who wrote without an account.
    func people(_ ids: some Sequence<String>) async throws -> [String: String] {
        let ids = Set(ids).filter { !$0.isEmpty }
        let guests = installation.services.find(SheetGuests.self)
        return ids.isEmpty
            ? [:] : try await database.read { tx in try tx.actorNames(ids).merging(try guests?.names(ids, tx) ?? [:]) { $1 } }
    }
}
