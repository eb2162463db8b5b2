import HTTPTypes
import Kernel

/// Pages of Web itself: errors, and forms taken up again.
enum SystemPage {
    static func html(_ page: Page, title: String, body: HTML) -> HTML {
        Layout.page(page, title: title, isWide: false, body: "<h1>\(title)</h1>\(body)")
    }

    /// What went wrong, what to do about it, and the number under which the operators find it in their log.
    /// - Parameter back: where the form stands, when it could not be read and cannot be shown again as it was filled in.
    static func failure(
        _ page: Page, _ error: AppError, status: HTTPResponse.Status, requestID: String, retry: RetryForm?, back: String?
    ) -> HTML {
        html(
            page, title: page.t(title(status)),
            body: """
                <p>\(page.t(error.message))</p>
                \(if: !error.issues.isEmpty, "<ul>\(each: error.issues, { "<li>\(page.t($0.message))</li>" })</ul>")
                \(with: retry, { $0.html(page) })
                \(with: back, { "<p>\(page.t("error.unread"))</p><p>\(Button(page.t("error.to_form"), link: $0))</p>" })
                <p>\(Button(page.t("error.home"), kind: retry == nil && back == nil ? .main : .quiet, link: SitePaths.home()))</p>
                <p class="muted"><small>\(page.t("error.number", ["id": requestID]))</small></p>
                """)
    }

    static func title(_ status: HTTPResponse.Status) -> TextKey {
        switch status.code {
        case 401, 403: "error.title.forbidden"
        case 404, 405: "error.title.not_found"
        case 409: "error.title.conflict"
        case 429: "error.title.too_many"
        case 503: "error.title.unavailable"
        case 500...: "error.title.internal"
        default: "error.title.invalid"
        }
    }
}
