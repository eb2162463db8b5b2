import Directory
import Kernel
import Tables
import Web

/// A table small enough to be made at once, as CSV or as a workbook.
package struct AssessmentTable: Sendable {
    package var title: String
    package var headings: [String]
    /// A number is given as its plain text, nothing as an empty one.
    package var rows: [[String]]
    /// Columns that hold numbers.
    package var numbers: Set<Int> = []

    /// With a byte order mark, because whoever opens it does so in Excel.
    func csv(filename: String) -> Reply {
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(headings)
        for row in rows { writer.row(row) }
        return .csv(String(decoding: writer.take(), as: UTF8.self), filename: filename)
    }

    func xlsx(filename: String) throws -> Reply {
        let export = try XLSXExport(sheet: title, headings: headings)
        for row in rows {
            try export.beginRow()
            for (index, cell) in row.enumerated() {
                if cell.isEmpty {
                    export.addEmpty()
                } else if numbers.contains(index) {
                    var cell = cell
                    cell.withUTF8 { export.add($0, as: .number) }
                } else {
                    export.add(cell)
                }
            }
            export.endRow()
        }
        try export.finish()
        return .bytes(
            export.take(), type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", filename: filename)
    }

    /// By the ending of the name.
    func reply(_ filename: String) throws -> Reply {
        filename.hasSuffix(".xlsx") ? try xlsx(filename: filename) : csv(filename: filename)
    }
}

extension AssessmentTable {
    private static func headings(_ page: Page, _ names: [String]) -> [String] {
        names.map { page.t(TextKey("assessment.column.\($0)")) }
    }

    /// The list of assessments as it stands on its page.
    static func lines(_ page: Page, _ lines: [AssessmentLine]) -> AssessmentTable {
        AssessmentTable(
            title: page.t("assessment.list"),
            headings: headings(
                page, ["code", "title", "purpose", "year", "instrument", "state", "parts", "filled", "own", "central", "difference"]),
            rows: lines.map { line in
                let total = line.result.isWhole ? line.result.total : nil
                return [
                    line.assessment.code, line.assessment.name, page.t(line.assessment.purpose.label), "\(line.assessment.year)",
                    line.instrument.title, page.t(line.assessment.state.label), "\(line.parts.count)", "\(line.filled)",
                    total?.ownValue?.plain ?? "", total?.centralValue?.plain ?? "", total?.difference?.plain ?? "",
                ]
            }, numbers: [3, 6, 7, 8, 9, 10])
    }

    /// Every question of an assessment with both scores.
    static func answers(_ page: Page, _ file: AssessmentFile, _ names: AgencyTree) -> AssessmentTable {
        AssessmentTable(
            title: file.assessment.name,
            headings: headings(
                page,
                [
                    "component", "item", "question", "weight", "agencies", "own", "reason", "evidence", "central", "central_reason",
                    "difference",
                ]),
            rows: file.instrument.leaves.compactMap { leaf in
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
    static func result(_ page: Page, _ result: AssessmentResult) -> AssessmentTable {
        AssessmentTable(
            title: result.assessment.name, headings: headings(page, ["component", "title", "weight", "own", "central", "difference"]),
            rows: (result.lines + [result.total]).map { line in
                [
                    line.component?.code ?? "total", line.component?.title(page.language) ?? page.t("assessment.total"),
                    line.component?.weight.plain ?? "100", line.ownValue?.plain ?? "", line.centralValue?.plain ?? "",
                    line.difference?.plain ?? "",
                ]
            }, numbers: [2, 3, 4, 5])
    }

    static func results(_ page: Page, _ results: [AssessmentResult]) -> AssessmentTable {
        AssessmentTable(
            title: page.t("assessment.results"),
            headings: headings(page, ["code", "title", "purpose", "year", "own", "central", "difference"]),
            rows: results.map { result in
                [
                    result.assessment.code, result.assessment.name, page.t(result.assessment.purpose.label), "\(result.assessment.year)",
                    result.total.ownValue?.plain ?? "", result.total.centralValue?.plain ?? "", result.total.difference?.plain ?? "",
                ]
            }, numbers: [3, 4, 5, 6])
    }

    static func instruments(_ page: Page, _ instruments: [Instrument]) -> AssessmentTable {
        AssessmentTable(
            title: page.t("instrument.list"),
            headings: ["name", "edition", "title", "purpose", "state", "valid_from", "valid_to", "legal_basis", "source"].map {
                page.t(TextKey("instrument.field.\($0)"))
            },
            rows: instruments.map { instrument in
                [
                    instrument.code, "\(instrument.edition)", instrument.draft.title, page.t(instrument.purpose.label),
                    page.t(instrument.state.label), instrument.draft.validFrom.description, instrument.draft.validTo?.description ?? "",
                    instrument.draft.legalBasis, instrument.draft.source,
                ]
            }, numbers: [1])
    }
}
