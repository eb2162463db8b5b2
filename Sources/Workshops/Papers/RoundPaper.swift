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
            address: address, blocks: isBlank ? blankSheets : head + chapters + foot)
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

    /// What the rounds are about, the work of this one first; what nobody has written of is left out unless it is this round's own.
    private var chapters: [PaperBlock] {
        let work = CardKind.work(in: round.number)
        var blocks: [PaperBlock] = []
        for kind in work + CardKind.allCases.filter({ !work.contains($0) }) {
            let cards = outcome.cards.filter { $0.kind == kind }
            guard !cards.isEmpty || work.contains(kind) else { continue }
            blocks.append(.heading(t(kind.label), anchor: kind.rawValue))
            if cards.isEmpty {
                blocks.append(.text(PaperText(t("workshop.none"))))
                continue
            }
            switch kind {
            case .swot: blocks += swot(cards)
            case .readiness: blocks += readiness(cards)
            case .keyword: blocks += keywords
            case .candidate: blocks += candidates(cards)
            case .programme: blocks += programmes(cards)
            }
        }
        return blocks + years + quickWins + changes
    }

    private var foot: [PaperBlock] {
        var blocks: [PaperBlock] = [
            .heading(t("workshop.paper.attendance"), startsPage: attendance.count > 15, anchor: "hadir"),
            .table(
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
                    })),
        ]
        if let team, let chair = team.members.first(where: { $0.role == .chair }) {
            blocks.append(.signatures([PaperSignature(role: "\(t(chair.role.label)) \(team.name)", name: chair.name)]))
        }
        let link = address + WorkshopsPaths.outcome(cycle.code, "\(round.number)")
        blocks.append(.qr(PaperQR(link, text: "\(t("workshop.paper.qr")) \(link: link, to: link)", size: 2.2)))
        return blocks
    }
}
