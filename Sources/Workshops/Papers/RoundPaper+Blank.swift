import Documents
import Kernel
import Masterplan

extension RoundPaper {
    /// How many empty rows fit on a sheet under its head.
    private static let rows = 8
    /// Room for a line written by hand.
    private static let line = PaperText("\u{a0}\n\u{a0}\n\u{a0}")

    /// A sheet for each group and each thing it works on in this round, to be written on by hand. What stands on candidates already is
    /// printed, so that nobody writes it again.
    var blankSheets: [PaperBlock] {
        let own = said(.blank)
        let about = own.isEmpty ? [PaperBlock.text(PaperText(t("workshop.paper.blank_about")))] : own
        var blocks = about
        for code in RoomGroup.groups(in: round.number) {
            for kind in CardKind.work(in: round.number) where kind.isOfElements == RoomGroup.elements.contains(code) {
                blocks += [
                    .heading(
                        "\(t(RoomGroup.label(code))) · \(t(kind.label))", isNumbered: false, startsPage: blocks.count > about.count,
                        anchor: "\(code)-\(kind.rawValue)"),
                    .table(PaperTable(columns: columns(kind), rows: lines(kind, in: code), scale: 1.05)),
                ]
            }
        }
        return blocks
    }

    private func columns(_ kind: CardKind) -> [PaperTable.Column] {
        [PaperTable.Column(t("workshop.paper.no"), width: 0.5)]
            + kind.fields.map { field in
                let width: Double =
                    switch field.kind {
                    case .text: 5
                    case .line: 4
                    case .optional, .pillar: 3
                    case .choice: 3.2
                    }
                return PaperTable.Column(t(field.label), width: width)
            }
            + (kind == .candidate && round.number > 1
                ? [.init(t("workshop.field.year"), width: 1.6), .init(t("workshop.field.quick_win"), width: 1.2)] : [])
    }

    private func lines(_ kind: CardKind, in code: String) -> [[PaperText]] {
        let known = kind == .candidate ? outcome.cards(.candidate, in: code) : []
        let filled = known.enumerated().map { index, card -> [PaperText] in
            [PaperText("\(index + 1)")] + kind.fields.map { PaperText(card.said($0.name) { t($0) }) }
                + (round.number > 1 ? [PaperText(card.years.map { "\($0.lowerBound)–\($0.upperBound)" } ?? ""), "□"] : [])
        }
        let empty = (known.count..<max(known.count + 2, RoundPaper.rows)).map { index -> [PaperText] in
            [PaperText("\(index + 1)")] + kind.fields.map { blank($0) }
                + (kind == .candidate && round.number > 1 ? ["", "□"] : [])
        }
        return filled + empty
    }

    /// Choices to tick, or room to write.
    private func blank(_ field: CardField) -> PaperText {
        guard case .choice(let values) = field.kind else { return RoundPaper.line }
        return PaperText(values.map { "□ \(t(TextKey("workshop.choice.\($0)")))" }.joined(separator: "\n"))
    }
}
