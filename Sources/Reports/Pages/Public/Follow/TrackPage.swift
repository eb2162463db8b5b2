import HTTPTypes
import Kernel
import Web

/// The field for a report's code, on the front page and on its own.
struct TrackForm: Sendable {
    let page: Page
    let typed: String
    let error: String?

    init(_ page: Page, typed: String, error: String?) {
        self.page = page
        self.typed = typed
        self.error = error
    }

    var html: HTML {
        """
        <form class="form form--line" method="get" action="\(ReportPaths.track())">\
        \(Input(page, "kode", label: page.t("report.track.code"), value: typed, hint: page.t("report.track.hint"), error: error, width: .code, maxLength: 40, autocomplete: "off", attributes: " autocapitalize=\"characters\" spellcheck=\"false\""))\
        <p>\(Button(page.t("report.track.find"), kind: .quiet, icon: .search))</p></form>
        """
    }
}

extension HTML.StringInterpolation {
    mutating func appendInterpolation(_ form: TrackForm) { appendInterpolation(form.html) }
}

/// Following a report by the code alone, for those who have lost the link or heard the code from somebody.
package enum TrackPage {
    /// What is said of a code that leads to no page.
    package enum Found: Sendable {
        case nothingTyped
        /// The check characters do not fit: something was misheard or mistyped.
        case misread(String)
        /// A good code whose report the public cannot see, or which nobody has: which of the two is not said.
        case hidden(String)
    }

    package static func page(_ page: Page, _ found: Found) -> HTML {
        var typed = ""
        var error: String?
        var notice = HTML.empty
        switch found {
        case .nothingTyped: break
        case .misread(let text):
            typed = text
            error = page.t("report.track.misread")
        case .hidden(let code):
            typed = code
            notice =
                Notice(
                    .info, title: page.t("report.track.hidden"), isLive: true,
                    "<p>\(page.t("report.track.hidden_text", ["code": code]))</p>"
                ).html
        }
        return Layout.page(
            page, title: page.t("report.track.title"), isWide: false,
            body: """
                <div class="stack"><h1>\(page.t("report.track.title"))</h1><p class="lead">\(page.t("report.track.lead"))</p>\
                \(notice)\(TrackForm(page, typed: typed, error: error))<p class="muted">\(page.t("report.track.link_lost"))</p></div>
                """)
    }
}

extension PageRoute {
    static let track = PageRoute.get(ReportPaths.track) { request in
        guard let typed = request.query["kode"].map({ String($0.prefix(60)) }) else {
            return .page(TrackPage.page(request.page, .nothingTyped))
        }
        guard let code = ShortCode.normalize(typed) else {
            return .page(TrackPage.page(request.page, .misread(typed)), status: .unprocessableContent)
        }
        do {
            let report = try await request.reports.desk.publicReport(code: code)
            return .redirect(ReportPaths.report(report.code))
        } catch let error as AppError where error.kind == .notFound {
            return .page(TrackPage.page(request.page, .hidden(code)), status: .notFound)
        }
    }
}
