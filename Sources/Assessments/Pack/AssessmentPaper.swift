import Directory
import Documents
import Kernel
import Web
import Work

/// An assessment on paper: both scores by component, then every question with its reasons and the fingerprints of its evidence.
struct AssessmentPaper {
    let file: AssessmentFile
    let language: Language
    let words: Words
    let names: AgencyTree
    let regency: String
    /// Of this installation, without a slash behind it.
    let address: String
    let offsetHours: Int

    private var format: Format { Format(language: language, offsetHours: offsetHours) }
    private func t(_ key: TextKey, _ values: [String: String] = [:]) -> String { words(Message(key, values), language) }
    private func score(_ value: Hundredths?) -> String { value?.text(format) ?? "–" }

    var paper: Paper {
        let (assessment, result) = (file.assessment, file.result)
        var blocks: [PaperBlock] = [
            .sheet(
                PaperSheet(rows: [
                    PaperSheet.Row(t("assessment.instrument"), PaperText(file.instrument.title(language))),
                    PaperSheet.Row(t("instrument.field.source"), PaperText(file.instrument.draft.source)),
                    PaperSheet.Row(t("assessment.year"), PaperText("\(assessment.year)")),
                    PaperSheet.Row(t("assessment.plan"), PaperText(file.planTitle ?? "–")),
                    PaperSheet.Row(t("assessment.state"), PaperText(t(assessment.state.label))),
                ])),
            .heading(t("assessment.result"), level: 1, isNumbered: false), table(result),
            .figure(
                PaperFigure(
                    svg: ScoreDrawing(
                        result: result, language: language, format: format, ownName: t("assessment.own"),
                        centralName: t("assessment.central"),
                        look: .paper
                    ).svg, caption: t("assessment.chart"), alternative: t("assessment.chart.words"))),
        ]
        if result.isWhole, !result.total.own.isComplete {
            blocks.append(
                .note(PaperText(t("assessment.provisional", ["percent": "\(result.total.own.completeness)"])), kind: .warning))
        }
        for part in file.parts {
            let component = file.instrument[part.component]
            blocks.append(.heading(component?.title(language) ?? part.component, level: 1, isNumbered: false))
            blocks.append(
                .text(PaperText(t("assessment.answered_by", ["agencies": part.agencies.map(names.name).joined(separator: ", ")]))))
            for leaf in file.instrument.leaves(of: part.component) { blocks += question(leaf) }
        }
        return Paper(
            title: assessment.name, subtitle: t(assessment.purpose.label), about: t("assessment.paper.about"), language: language,
            date: date,
            publisher: regency, address: address, blocks: blocks)
    }

    /// Dated by the last change of what it shows, so that the same state makes the same bytes on any day.
    private var date: Day {
        let moments = [file.assessment.updatedAt] + file.parts.map(\.updatedAt) + file.answers.values.map(\.updatedAt)
        return (moments.max() ?? file.assessment.updatedAt).parts(offsetHours: offsetHours).day
    }

    private func table(_ result: AssessmentResult) -> PaperBlock {
        func row(_ line: AssessmentResult.Line) -> [PaperText] {
            [
                PaperText(line.component?.title(language) ?? t("assessment.total")),
                PaperText(line.component.map { "\($0.weight.short(format)) %" } ?? "100 %"), PaperText(score(line.ownValue)),
                PaperText(score(line.centralValue)), PaperText(line.difference?.signed(format) ?? "–"),
            ]
        }
        return .table(
            PaperTable(
                columns: [
                    PaperTable.Column(t("assessment.column.component"), width: 4),
                    PaperTable.Column(t("assessment.column.weight"), isNumber: true),
                    PaperTable.Column(t("assessment.own"), width: 1.4, isNumber: true),
                    PaperTable.Column(t("assessment.central"), width: 1.4, isNumber: true),
                    PaperTable.Column(t("assessment.difference"), width: 1.4, isNumber: true),
                ], rows: result.lines.map(row), total: result.isWhole ? row(result.total) : nil))
    }

    private func question(_ leaf: Instrument.Leaf) -> [PaperBlock] {
        guard let answer = file.answers[leaf.item.code] else { return [] }
        var rows = [
            PaperSheet.Row(t("assessment.own"), PaperText(score(answer.score))),
            PaperSheet.Row(t("assessment.reason"), PaperText(answer.reason)),
        ]
        if file.seesCentral {
            rows += [
                PaperSheet.Row(t("assessment.central"), PaperText(score(answer.centralScore))),
                PaperSheet.Row(t("assessment.difference"), PaperText(answer.difference?.signed(format) ?? "–")),
                PaperSheet.Row(t("assessment.central_reason"), PaperText(answer.centralReason)),
            ]
            if !answer.interview.isEmpty {
                rows.append(
                    PaperSheet.Row(t("assessment.interview"), answer.interview.split(separator: "\n").map { PaperText(String($0)) }))
            }
        }
        let evidence = (file.evidence[answer.key] ?? []).map { evidence -> PaperText in
            if let fingerprint = evidence.file { return PaperText("\(evidence.title) – SHA-256 \(fingerprint)") }
            let address: String? = evidence.subject.flatMap { file.views[$0]?.url }
            return PaperText([evidence.title, address ?? ""].filter { !$0.isEmpty }.joined(separator: " – "))
        }
        rows.append(PaperSheet.Row(t("assessment.evidence"), evidence.isEmpty ? [PaperText("–")] : evidence))
        return [.heading("\(leaf.item.code) · \(leaf.item.title(language))", level: 2, isNumbered: false), .sheet(PaperSheet(rows: rows))]
    }
}
