import Documents
import HTTPTypes
import Kernel
import Web

/// Reports and packs to take along.
enum PackRoutes {
    static let all: [PageRoute] = [
        .get(AssessmentPaths.report, permission: .openAssessments) { request in
            let desk = request.assessments.desk
            let file = try await desk.file(of: try request.parameter("code"), for: request.actor)
            let fragment = PaperHTML(desk.paper(file, request.language, request.page.words)).fragment
            let page = request.page
            return .page(
                Layout.page(
                    page, title: file.assessment.name,
                    body: """
                        \(Breadcrumb(page, above: [(page.t("assessment.list"), AssessmentPaths.list()), (file.assessment.code, AssessmentPaths.assessment(file.assessment.code))], title: page.t("assessment.report")))\
                        <h1>\(file.assessment.name)</h1>\(downloads(page, file, hasPress: desk.press?.isInstalled ?? false))\(raw: fragment)
                        """))
        },
        .get(AssessmentPaths.reportFile, permission: .openAssessments) { request in
            try await report(request, try request.parameter("format"))
        },
        .get(AssessmentPaths.pack, permission: .openAssessments, rate: RateLimit("assessment-pack", 20, per: 600)) { request in
            try await pack(request)
        },
    ]

    static func downloads(_ page: Page, _ file: AssessmentFile, hasPress: Bool) -> HTML {
        let code = file.assessment.code
        return """
            <p class="row">\(if: hasPress, "<a href=\"\(AssessmentPaths.reportFile(code, "pdf"))\">PDF</a> · ")\
            <a href="\(AssessmentPaths.reportFile(code, "docx"))">DOCX</a> · <a href="\(AssessmentPaths.reportFile(code, "html"))">HTML</a> · \
            <a href="\(AssessmentPaths.scoresCSV(code))">CSV</a> · <a href="\(AssessmentPaths.scoresXLSX(code))">XLSX</a>\
            \(if: file.mayReadAll, " · <a href=\"\(AssessmentPaths.pack(code))\">\(page.t("assessment.pack"))</a>")</p>
            """
    }

    static func report(_ request: Request, _ format: String) async throws -> Reply {
        let desk = request.assessments.desk
        let file = try await desk.file(of: try request.parameter("code"), for: request.actor)
        let paper = desk.paper(file, request.language, request.page.words)
        let name = "penilaian-\(file.assessment.code)"
        switch format {
        case "pdf":
            guard let press = desk.press, press.isInstalled else { throw AppError.unavailable("error.assessment_no_press") }
            return .bytes(try await press.pdf(paper).bytes, type: "application/pdf", filename: "\(name).pdf")
        case "docx":
            return .bytes(
                try await Background.run { try PaperDOCX(paper).bytes() },
                type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", filename: "\(name).docx")
        case "html": return .bytes(Array(PaperHTML(paper).document.utf8), type: "text/html; charset=utf-8", filename: "\(name).html")
        default: throw AppError.notFound
        }
    }

    static func pack(_ request: Request) async throws -> Reply {
        let (desk, code) = (request.assessments.desk, try request.parameter("code"))
        let pack = try await desk.pack(code, request.language, request.page.words, for: request.actor)
        var reply = Reply.bytes([], type: "application/zip", filename: "penilaian-\(pack.file.assessment.code).zip")
        let files = desk.files
        reply.body = .stream { writer in try await pack.write(from: files) { try await writer.write($0) } }
        return reply
    }
}
