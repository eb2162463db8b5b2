import Directory
import HTTPTypes
import Kernel
import Web

/// Results that were opened to everybody: totals by component, nothing of what is below them.
enum ResultRoutes {
    static let all: [PageRoute] = [
        .get(AssessmentPaths.results) { request in
            .page(list(request.page, try await request.assessments.desk.publicResults()))
        },
        .get(AssessmentPaths.resultsCSV) { request in try await table(request, "csv") },
        .get(AssessmentPaths.resultsXLSX) { request in try await table(request, "xlsx") },
        .get(AssessmentPaths.result) { request in
            let code = try request.parameter("code")
            if let plain = ShortCode.normalize(code), plain != code { return .redirect(AssessmentPaths.result(plain)) }
            let (result, earlier) = try await request.assessments.desk.publicResult(code)
            return .page(page(request.page, result, earlier))
        },
        .get(AssessmentPaths.resultCSV) { request in try await one(request, "csv") },
        .get(AssessmentPaths.resultXLSX) { request in try await one(request, "xlsx") },
    ]

    private static func table(_ request: Request, _ ending: String) async throws -> Reply {
        let results = try await request.assessments.desk.publicResults()
        return try await PlainTable.results(request.page, results).reply(ending, name: "penilaian")
    }

    private static func one(_ request: Request, _ ending: String) async throws -> Reply {
        let code = try request.parameter("code")
        let (result, _) = try await request.assessments.desk.publicResult(code)
        return try await PlainTable.result(request.page, result).reply(ending, name: "penilaian-\(code)")
    }

    static func list(_ page: Page, _ results: [AssessmentResult]) -> HTML {
        let cards = results.map { result in
            ListCard(
                result.assessment.name, link: AssessmentPaths.result(result.assessment.code),
                facts: [
                    "\(page.t(result.assessment.purpose.label)) \(result.assessment.year)",
                    "\(page.t("assessment.central")) \(AssessmentParts.score(page, result.total.centralValue)) / \(result.instrument.draft.highest.short(page.format))",
                ], tags: result.total.difference.map { [AssessmentParts.difference(page, $0)] } ?? [])
        }
        return Layout.page(
            page, title: page.t("assessment.results"),
            body: """
                <h1>\(page.t("assessment.results"))</h1><p class="lead">\(page.t("assessment.results.lead"))</p>\
                \(if: cards.isEmpty, EmptyState(page.t("assessment.results.none"), text: page.t("assessment.results.none.text")).html, else: ListCard.list(cards))\
                \(if: !cards.isEmpty, "<p class=\"row\"><a href=\"\(AssessmentPaths.resultsCSV())\">CSV</a> <a href=\"\(AssessmentPaths.resultsXLSX())\">XLSX</a></p>")
                """)
    }

    static func page(_ page: Page, _ result: AssessmentResult, _ earlier: [AssessmentResult]) -> HTML {
        let (assessment, instrument) = (result.assessment, result.instrument)
        let edition = page.t("instrument.edition", ["edition": "\(instrument.edition)"])
        return Layout.page(
            page, title: assessment.name,
            body: """
                \(Breadcrumb(page, above: [(page.t("assessment.results"), AssessmentPaths.results())], title: assessment.code))\
                <h1>\(assessment.name)</h1><p class="lead">\(page.t("assessment.result.lead"))</p>\
                <div class="stack">\(AssessmentParts.headline(page, result))\(AssessmentParts.chart(page, result))\
                \(AssessmentParts.table(page, result))\
                <p class="row"><a href="\(AssessmentPaths.resultCSV(assessment.code))">CSV</a> <a href="\(AssessmentPaths.resultXLSX(assessment.code))">XLSX</a></p>\
                \(AssessmentParts.earlier(page, result, earlier) { AssessmentPaths.result($0.assessment.code) })\
                <section class="stack"><h2>\(page.t("assessment.how"))</h2><p>\(page.t("assessment.how.text"))</p>\
                \(Facts([
                    (page.t("assessment.instrument"), "\(instrument.title(page.language)), \(edition)"),
                    (page.t("instrument.field.legal_basis"), instrument.draft.legalBasis.isEmpty ? nil : "\(instrument.draft.legalBasis)"),
                    (page.t("instrument.field.source"), "\(instrument.draft.source)"),
                    (page.t("assessment.closed_at"), assessment.closedAt.map { "\(page.format.day($0))" }),
                ]))</section></div>
                """)
    }
}
