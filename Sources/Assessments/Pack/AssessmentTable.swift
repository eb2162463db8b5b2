import Directory
import Kernel
import Web

/// Lists of assessments, results and instruments as files.
extension PlainTable {
    /// Cells of plain text but in some columns, whose numbers are given as their plain text, nothing as an empty one.
    /// - Parameter numbers: columns that hold numbers.
    init(_ title: String, headings: [String], lines: [[String]], numbers: Set<Int> = []) {
        self.init(
            title, headings: headings,
            rows: lines.map { line in line.enumerated().map { numbers.contains($0) ? Cell.number($1) : Cell.text($1) } })
    }

    private static func headings(_ page: Page, _ names: [String]) -> [String] {
        names.map { page.t(TextKey("assessment.column.\($0)")) }
    }

    /// The list of assessments as it stands on its page.
    static func lines(_ page: Page, _ lines: [AssessmentLine]) -> PlainTable {
        PlainTable(
            page.t("assessment.list"),
            headings: headings(
                page, ["code", "title", "purpose", "year", "instrument", "state", "parts", "filled", "own", "central", "difference"]),
            lines: lines.map { line in
                let total = line.result.isWhole ? line.result.total : nil
                return [
                    line.assessment.code, line.assessment.name, page.t(line.assessment.purpose.label), "\(line.assessment.year)",
                    line.instrument.title, page.t(line.assessment.state.label), "\(line.parts.count)", "\(line.filled)",
                    total?.ownValue?.plain ?? "", total?.centralValue?.plain ?? "", total?.difference?.plain ?? "",
                ]
            }, numbers: [3, 6, 7, 8, 9, 10])
    }

    /// Every question of an assessment with both scores.
    static func answers(_ page: Page, _ file: AssessmentFile, _ names: AgencyTree) -> PlainTable {
        PlainTable(
            file.assessment.name,
            headings: headings(
                page,
                [
                    "component", "item", "question", "weight", "agencies", "own", "reason", "evidence", "central", "central_reason",
                    "difference",
                ]),
            lines: file.instrument.leaves.compactMap { leaf in
                guard let component = leaf.path.first, let part = file.part(component), let answer = file.answers[leaf.item.code] else {
                    return nil
                }
                return [
                    file.instrument[component]?.title(page.language) ?? component, leaf.item.code, leaf.item.title(page.language),
                    leaf.item.weight.plain, part.agencies.map(names.name).joined(separator: "; "), answer.score?.plain ?? "", answer.reason,
                    "\(file.evidence[answer.key, default: []].count)", answer.centralScore?.plain ?? "", answer.centralReason,
                    answer.difference?.plain ?? "",
                ]
            }, numbers: [3, 5, 7, 8, 10])
    }

    /// The public result: components only.
    static func result(_ page: Page, _ result: AssessmentResult) -> PlainTable {
        PlainTable(
            result.assessment.name, headings: headings(page, ["component", "title", "weight", "own", "central", "difference"]),
            lines: (result.lines + [result.total]).map { line in
                [
                    line.component?.code ?? "total", line.component?.title(page.language) ?? page.t("assessment.total"),
                    line.component?.weight.plain ?? "100", line.ownValue?.plain ?? "", line.centralValue?.plain ?? "",
                    line.difference?.plain ?? "",
                ]
            }, numbers: [2, 3, 4, 5])
    }

    static func results(_ page: Page, _ results: [AssessmentResult]) -> PlainTable {
        PlainTable(
            page.t("assessment.results"),
            headings: headings(page, ["code", "title", "purpose", "year", "own", "central", "difference"]),
            lines: results.map { result in
                [
                    result.assessment.code, result.assessment.name, page.t(result.assessment.purpose.label), "\(result.assessment.year)",
                    result.total.ownValue?.plain ?? "", result.total.centralValue?.plain ?? "", result.total.difference?.plain ?? "",
                ]
            }, numbers: [3, 4, 5, 6])
    }

    static func instruments(_ page: Page, _ instruments: [Instrument]) -> PlainTable {
        PlainTable(
            page.t("instrument.list"),
            headings: ["name", "edition", "title", "purpose", "state", "valid_from", "valid_to", "legal_basis", "source"].map {
                page.t(TextKey("instrument.field.\($0)"))
            },
            lines: instruments.map { instrument in
                [
                    instrument.code, "\(instrument.edition)", instrument.draft.title, page.t(instrument.purpose.label),
                    page.t(instrument.state.label), instrument.draft.validFrom.description, instrument.draft.validTo?.description ?? "",
                    instrument.draft.legalBasis, instrument.draft.source,
                ]
            }, numbers: [1])
    }
}
