import Documents
import Kernel
import Masterplan

extension RoundPaper {
    private func group(_ code: String) -> String { t(RoomGroup.label(code)) }

    /// Groups that have something, in the order in which they sit.
    private func groups(_ cards: [RoomCard]) -> [String] {
        (RoomGroup.elements + RoomGroup.dimensions).filter { code in cards.contains { $0.group == code } }
    }

    private func said(_ card: RoomCard, _ field: String) -> PaperText { PaperText(card.said(field) { t($0) }) }

    /// A row for each element, a column for each quadrant.
    func swot(_ cards: [RoomCard]) -> [PaperBlock] {
        let quadrants = ["strength", "weakness", "opportunity", "threat"]
        let rows = groups(cards).map { code -> [PaperText] in
            [.bold(group(code))]
                + quadrants.map { quadrant in
                    let some = cards.filter { $0.group == code && $0.fields["quadrant"] == quadrant }
                    return PaperText(some.isEmpty ? "–" : some.map { "• \($0.text)" }.joined(separator: "\n"))
                }
        }
        let heads = quadrants.map { PaperTable.Column(t(TextKey("workshop.choice.\($0)")), width: 3) }
        return [
            .table(PaperTable(columns: [.init(t("workshop.paper.element"), width: 2)] + heads, rows: rows, scale: 0.92))
        ]
    }

    func readiness(_ cards: [RoomCard]) -> [PaperBlock] {
        let counts = outcome.readiness
        let sums = ["good", "fair", "poor"].map { condition in
            "\(t(TextKey("workshop.choice.\(condition)"))) \(format.number(counts[condition] ?? 0)) "
                + "(\(format.percent(counts[condition] ?? 0, of: cards.count)))"
        }
        let rows = groups(cards).flatMap { code -> [[PaperText]] in
            cards.filter { $0.group == code }.enumerated().map { index, card in
                [
                    index == 0 ? .bold(group(code)) : "", PaperText(card.text), said(card, "condition"), said(card, "evidence"),
                    said(card, "gap"),
                ]
            }
        }
        return [
            .text(PaperText(sums.joined(separator: " · "))),
            .table(
                PaperTable(
                    columns: [
                        .init(t("workshop.paper.element"), width: 2), .init(t("workshop.paper.item"), width: 3.4),
                        .init(t("workshop.field.condition"), width: 1.3), .init(t("workshop.field.evidence"), width: 3),
                        .init(t("workshop.field.gap"), width: 3),
                    ], rows: rows, scale: 0.95)),
        ]
    }

    /// Words for the vision, the most frequent first.
    var keywords: [PaperBlock] {
        let words = outcome.keywords.map { word, count -> PaperText in
            let shown = word.prefix(1).uppercased() + word.dropFirst()
            return count > 1 ? "\(bold: shown) (\(format.number(count)))" : PaperText(shown)
        }
        let joined = words.enumerated().reduce(PaperText("")) { $1.offset == 0 ? $1.element : $0 + ", " + $1.element }
        return [.text(joined)]
    }

    /// By dimension, those with more votes first.
    func candidates(_ cards: [RoomCard]) -> [PaperBlock] {
        groups(cards).flatMap { code -> [PaperBlock] in
            let some = cards.filter { $0.group == code }.sorted {
                (outcome.votes[$1.id] ?? 0, $0.id.text) < (outcome.votes[$0.id] ?? 0, $1.id.text)
            }
            return [
                .heading(group(code), level: 2),
                .table(
                    PaperTable(
                        columns: [
                            .init(t("workshop.paper.candidate"), width: 3.2), .init(t("workshop.field.idea"), width: 4),
                            .init(t("workshop.field.pillar"), width: 2), .init(t("workshop.field.votes"), width: 1, isNumber: true),
                            .init(t("workshop.field.sheet"), width: 1.3),
                        ],
                        rows: some.map { card in
                            let sheet = card.fields["sheet"].map { PaperText.link($0, to: "/inovasi/lembar/\($0)") }
                            return [
                                .bold(card.text), said(card, "idea"), said(card, "pillar"),
                                PaperText(format.number(outcome.votes[card.id] ?? 0)), sheet ?? "–",
                            ]
                        }, scale: 0.95)),
            ]
        }
    }

    func programmes(_ cards: [RoomCard]) -> [PaperBlock] {
        let rows = groups(cards).flatMap { code -> [[PaperText]] in
            cards.filter { $0.group == code }.enumerated().map { index, card in
                [
                    index == 0 ? .bold(group(code)) : "", PaperText(card.text), said(card, "agency"), said(card, "horizon"),
                    said(card, "code"),
                ]
            }
        }
        return [
            .table(
                PaperTable(
                    columns: [
                        .init(t("workshop.paper.dimension"), width: 2), .init(t("workshop.paper.programme"), width: 4),
                        .init(t("workshop.field.agency"), width: 2.6), .init(t("workshop.field.horizon"), width: 1.6),
                        .init(t("workshop.field.code"), width: 1.8),
                    ], rows: rows, scale: 0.95))
        ]
    }

    /// Candidates that were put on years, a column for each year of the masterplan.
    var years: [PaperBlock] {
        let placed = outcome.cards.filter { $0.kind == .candidate && $0.years != nil }
        guard !placed.isEmpty else { return [] }
        let rows = groups(placed).flatMap { code -> [[PaperText]] in
            placed.filter { $0.group == code }.map { card -> [PaperText] in
                [PaperText(card.text), PaperText(group(code))]
                    + cycle.years.map { card.years?.contains($0) ?? false ? .bold("●") : "" }
            }
        }
        let heads = cycle.years.map { PaperTable.Column(String($0), width: 0.9) }
        let table = PaperTable(
            columns: [.init(t("workshop.paper.candidate"), width: 4.4), .init(t("workshop.paper.dimension"), width: 2.2)] + heads,
            rows: rows, scale: cycle.years.count > 6 ? 0.88 : 0.95)
        let blocks: [PaperBlock] =
            [PaperBlock.heading(title(.years, t("workshop.paper.placed")), anchor: "tahun")] + said(.years) + [PaperBlock.table(table)]
        return cycle.years.count > 6 ? [.wide(blocks)] : blocks
    }

    var quickWins: [PaperBlock] {
        let chosen = outcome.cards.filter { $0.kind == .candidate && $0.isQuickWin }
        guard !chosen.isEmpty else { return [] }
        let heading = PaperBlock.heading(title(.quickWins, t("workshop.paper.quick_wins")), anchor: "quick-win")
        let list = PaperBlock.bullets(
            groups(chosen).flatMap { code in
                chosen.filter { $0.group == code }.map { card -> PaperText in
                    let first = card.years.map { ", \($0.lowerBound)" } ?? ""
                    return "\(bold: card.text) (\(group(code))\(first))"
                }
            })
        return [heading] + said(.quickWins) + [list]
    }

    /// What the round changed since the one before.
    var changes: [PaperBlock] {
        let usual = t(
            round.number == 1 ? "workshop.changes.first" : "workshop.changes", ["number": RoomPage.roman(max(round.number - 1, 1))])
        let top = [PaperBlock.heading(title(.changes, usual), anchor: "perubahan")] + said(.changes)
        // Everything the first round wrote is new, and stands above.
        if round.number == 1 {
            return top + [.text(PaperText(t("workshop.paper.all_new", ["count": format.number(outcome.changes.count)])))]
        }
        guard !outcome.changes.isEmpty else { return top + [.text(PaperText(t("workshop.changes.none")))] }
        let rows = outcome.changes.map { change -> [PaperText] in
            let fields = change.fields.map { field -> String in
                let (before, after) = (
                    RoomCard.said(field.name, field.before) { t($0) }, RoomCard.said(field.name, field.after) { t($0) }
                )
                return "\(t(TextKey("workshop.field.\(field.name)"))): \(before) → \(after)"
            }
            return [
                PaperText(t(TextKey("workshop.paper.change.\(change.kind.rawValue)"))), PaperText(t(change.card.kind.label)),
                PaperText(change.card.text), PaperText(group(change.card.group)),
                PaperText(fields.isEmpty ? "–" : fields.joined(separator: "\n")),
            ]
        }
        return top + [
            .table(
                PaperTable(
                    columns: [
                        .init(t("workshop.paper.change"), width: 1.2), .init(t("workshop.paper.what"), width: 1.8),
                        .init(t("workshop.field.text"), width: 3.4), .init(t("workshop.field.group"), width: 1.8),
                        .init(t("workshop.paper.from_to"), width: 3.8),
                    ], rows: rows, scale: 0.92))
        ]
    }
}
