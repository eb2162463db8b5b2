import Documents
import Kernel

extension BookComposer {
    mutating func roadmap() -> [PaperBlock] {
        guard let years = data.years, !data.planned.isEmpty else { return [] }
        var blocks: [PaperBlock] = []
        let groups = data.dimensions.map { dimension in
            RoadmapDrawing.Group(
                name: dimension.name,
                rows: data.planned(of: dimension.id).filter { $0.fromYear > 0 }.sorted {
                    ($0.fromYear, $0.toYear, $0.code) < ($1.fromYear, $1.toYear, $1.code)
                }
                .map {
                    RoadmapDrawing.Row(
                        name: $0.title, code: $0.code, years: $0.fromYear...max($0.fromYear, $0.toYear), isFaint: !$0.isInPlan)
                })
        }.filter { !$0.rows.isEmpty }
        // A drawing per dimension in books, so that each fits its page; all of them on the poster.
        for group in kind == .roadmap ? [groups] : groups.map({ [$0] }) {
            // A page holds some forty lines.
            for piece in RoadmapDrawing.pieces(group, most: kind == .roadmap ? 400 : 36) {
                blocks.append(
                    .figure(
                        PaperFigure(
                            svg: RoadmapDrawing(groups: piece, years: years, isPoster: kind == .roadmap).svg,
                            caption: kind == .roadmap ? nil : t("books.roadmap_of", ["name": piece.map(\.name).joined(separator: ", ")]),
                            alternative: piece.flatMap(\.rows).map { "\($0.name): \($0.years.lowerBound)–\($0.years.upperBound)" }.joined(
                                separator: "; "))))
            }
        }
        // Beneath, so that the heading and the first drawing stay together.
        return blocks + [.text(PaperText(t("books.roadmap.about")))]
    }

    mutating func quickWins() -> [PaperBlock] {
        guard !data.quickWins.isEmpty else { return [] }
        let label = t("books.figure.quick_wins")
        let count = figure("quick_wins", format.number(data.quickWins.count), label: label, source: "/inovasi/quick-win")
        return [
            .text("\(t("books.quick_wins.about")) \(label): \(count)."),
            .table(
                PaperTable(
                    columns: [
                        .init(t("books.quick_win"), width: 3.4), .init(t("books.lead_agency"), width: 2.4),
                        .init(t("books.time"), width: 2.4),
                        .init(t("books.measure"), width: 2.6), .init(t("books.before"), width: 1.3, isNumber: true),
                        .init(t("books.after"), width: 1.3, isNumber: true),
                    ],
                    rows: data.quickWins.map { win in
                        let time = [win.startsOn, win.endsOn].compactMap { $0.map(format.day) }.joined(separator: " – ")
                        return [
                            .link(win.title, to: win.link), PaperText(win.lead), PaperText(time), PaperText(win.measure),
                            PaperText(win.before.isEmpty ? "–" : decimal(win.before)),
                            PaperText(win.after.isEmpty ? "–" : decimal(win.after)),
                        ]
                    })),
        ]
    }

    mutating func commitments() -> [PaperBlock] {
        guard !data.clauses.isEmpty else { return [] }
        return [
            .table(
                PaperTable(
                    t("books.clauses"),
                    columns: [
                        .init(t("books.code"), width: 1.7), .init(t("books.clause"), width: 4.6), .init(t("books.lead_agency"), width: 2.6),
                        .init(t("books.target"), width: 2), .init(t("books.due"), width: 2.3),
                    ],
                    rows: data.clauses.map { clause in
                        [
                            .link(clause.code, to: clause.link), PaperText(clause.text), PaperText(clause.lead), PaperText(clause.target),
                            PaperText(clause.dueOn.map(format.day) ?? "–"),
                        ]
                    }))
        ]
    }

    mutating func governance() -> [PaperBlock] {
        data.bodies.flatMap { body -> [PaperBlock] in
            [
                .heading(body.name, level: 2), .text(PaperText(body.legalBasis)),
                .table(
                    PaperTable(
                        columns: [
                            .init(t("books.name"), width: 3), .init(t("books.institution"), width: 3), .init(t("books.role"), width: 2),
                        ],
                        rows: body.members.map { [PaperText($0.name), PaperText($0.institution), PaperText($0.role)] })),
            ]
        }
    }
}
