import Documents
import Kernel
import Masterplan
import Web

/// The paper of a workshop: the sheet of what came of it, or the empty sheets for groups that write by hand. The same outcome always makes
/// the same paper.
struct RoundPaper {
    enum Kind: String, CaseIterable {
        case outcome = "hasil"
        case blank = "kosong"
    }

    let outcome: Outcome
    let attendance: [Attendee]
    /// The team whose chair signs; `nil` while there is none.
    let team: WorkshopBody?
    /// `Kabupaten Jember`.
    let regency: String
    /// Absolute address of the installation, without `/` at its end.
    let address: String
    let language: Language
    let words: Words
    /// The regency's letterhead and colour.
    var house = HousePaper.Style()
    /// The regency's chapters and words; `nil` for the usual ones.
    var template: PaperTemplate?

    var cycle: Cycle { outcome.cycle }
    var round: Round { outcome.round }
    var format: Format { Format(language: language) }
    func t(_ key: TextKey, _ values: [String: String] = [:]) -> String { words(Message(key, values), language) }
    var number: String { RoomPage.roman(round.number) }

    func paper(_ kind: Kind) -> Paper {
        let isBlank = kind == .blank
        let title = t(isBlank ? "workshop.paper.blank_title" : "workshop.paper.title", ["number": number])
        let government = t("workshop.paper.government", ["regency": regency])
        return Paper(
            title: title, subtitle: cycle.title, about: t(TextKey("workshop.work.\(round.number)")), language: language, date: round.toOn,
            publisher: government, keywords: [t("workshop.title"), cycle.code], letterhead: house.letterhead(government),
            look: PaperLook(
                isLandscape: isBlank, margin: isBlank ? 1.6 : 2, accent: house.accent.isEmpty ? PaperLook.usualAccent : house.accent),
            footer: "\(title) · \(cycle.title) · \(regency)",
            address: address, blocks: isBlank ? blankSheets : parts.flatMap(blocks) + seal)
    }

    var days: String {
        round.fromOn == round.toOn ? format.day(round.fromOn) : "\(format.day(round.fromOn)) – \(format.day(round.toOn))"
    }

    private var head: [PaperBlock] {
        var rows = [PaperSheet.Row(t("workshop.paper.days"), PaperText(days))]
        if !round.place.isEmpty { rows.append(.init(t("workshop.field.place"), PaperText(round.place))) }
        rows += [
            .init(t("workshop.paper.work"), PaperText(t(TextKey("workshop.work.\(round.number)")))),
            .init(t("workshop.paper.years"), PaperText("\(cycle.fromYear)–\(cycle.toYear)")),
            .init(
                t("workshop.paper.sums"),
                PaperText(
                    t(
                        "workshop.paper.sums.text",
                        [
                            "people": format.number(attendance.count { $0.cards > 0 }), "cards": format.number(outcome.cards.count),
                            "changes": format.number(outcome.changes.count),
                        ]))),
        ]
        var blocks: [PaperBlock] = [.sheet(PaperSheet(rows: rows))]
        if round.state == .open { blocks.append(.note(PaperText(t("workshop.paper.still_open")), kind: .warning)) }
        return blocks
    }

    /// In the template's order; without one the work of this round comes first.
    private var parts: [RoundPart] {
        if let template { return template.chapters.filter(\.isShown).compactMap { RoundPart(rawValue: $0.key) } }
        let work = CardKind.work(in: round.number)
        let kinds = work + CardKind.allCases.filter { !work.contains($0) }
        return [.opening] + kinds.compactMap { RoundPart(rawValue: $0.rawValue) } + [.years, .quickWins, .changes, .attendance]
    }

    private func blocks(_ part: RoundPart) -> [PaperBlock] {
        switch part {
        case .opening: said(.opening) + head
        case .swot, .readiness, .keyword, .candidate, .programme: part.kind.map { cards($0, part) } ?? []
        case .years: years
        case .quickWins: quickWins
        case .changes: changes
        case .attendance: present
        case .blank: []
        }
    }

    private func chapter(_ part: RoundPart) -> PaperTemplate.Chapter? { template?.chapters.first { $0.key == part.rawValue } }

    /// A part's heading: the usual one, unless the regency has another.
    func title(_ part: RoundPart, _ usual: String) -> String {
        chapter(part).flatMap { $0.title.isEmpty ? nil : $0.title } ?? usual
    }

    /// The regency's own words in a part.
    func said(_ part: RoundPart) -> [PaperBlock] {
        guard let chapter = chapter(part), chapter.isShown else { return [] }
        let values = [
            "regency": regency, "title": cycle.title, "number": number, "days": days, "place": round.place, "from": "\(cycle.fromYear)",
            "to": "\(cycle.toYear)",
        ]
        return PaperTemplate.filled(chapter.text, values).split(separator: "\n\n").map { PaperBlock.text(PaperText(String($0))) }
    }

    /// What nobody has written of is left out unless it is this round's own.
    private func cards(_ kind: CardKind, _ part: RoundPart) -> [PaperBlock] {
        let cards = outcome.cards.filter { $0.kind == kind }
        guard !cards.isEmpty || CardKind.work(in: round.number).contains(kind) else { return [] }
        let top = [PaperBlock.heading(title(part, t(kind.label)), anchor: kind.rawValue)] + said(part)
        if cards.isEmpty { return top + [.text(PaperText(t("workshop.none")))] }
        switch kind {
        case .swot: return top + swot(cards)
        case .readiness: return top + readiness(cards)
        case .keyword: return top + keywords
        case .candidate: return top + candidates(cards)
        case .programme: return top + programmes(cards)
        }
    }

    /// Who was there.
    private var present: [PaperBlock] {
        let heading = PaperBlock.heading(
            title(.attendance, t("workshop.paper.attendance")), startsPage: attendance.count > 15, anchor: "hadir")
        let table = PaperBlock.table(
            PaperTable(
                columns: [
                    .init(t("workshop.paper.no"), width: 0.6, isNumber: true), .init(t("workshop.field.name"), width: 3),
                    .init(t("workshop.field.from"), width: 3.4), .init(t("workshop.paper.cards"), width: 1.2, isNumber: true),
                    .init(t("workshop.paper.signature"), width: 2.2),
                ],
                rows: attendance.enumerated().map { index, one in
                    let from = [one.from, one.institution.map { t($0.label) } ?? ""].filter { !$0.isEmpty }
                    return [
                        "\(index + 1)", PaperText(one.name), PaperText(from.joined(separator: " · ")),
                        PaperText(one.cards > 0 ? format.number(one.cards) : "–"), "",
                    ]
                }))
        return [heading] + said(.attendance) + [table]
    }

    /// Who answers for it, and where the newest is; under every template.
    private var seal: [PaperBlock] {
        var blocks: [PaperBlock] = []
        if let team, let chair = team.members.first(where: { $0.role == .chair }) {
            blocks.append(.signatures([PaperSignature(role: "\(t(chair.role.label)) \(team.name)", name: chair.name)]))
        }
        let link = address + WorkshopsPaths.outcome(cycle.code, "\(round.number)")
        blocks.append(.qr(PaperQR(link, text: "\(t("workshop.paper.qr")) \(link: link, to: link)", size: 2.2)))
        return blocks
    }
}
