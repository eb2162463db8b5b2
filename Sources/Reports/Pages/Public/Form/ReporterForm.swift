import Kernel
import Web

/// What a reporter can do on her own page, each as one small form.
package enum ReporterForm: String, Sendable, CaseIterable {
    /// Answers what was asked.
    case complete = "lengkapi"
    case accept = "terima"
    case reopen = "buka-lagi"
    /// Stars for what became of the report that hers follows, and that it is not done.
    case judge = "nilai"
    case contest = "belum-beres"
    case add = "tambah"
    case withdraw = "tarik"

    /// Acts of the workflow that this form does, whichever the state allows.
    var acts: [String] {
        switch self {
        case .complete: ["complete"]
        case .accept: ["accept_result", "rate"]
        case .reopen: ["reopen", "appeal"]
        case .judge: ["judge"]
        case .contest: ["reopen"]
        case .add: ["add"]
        case .withdraw: ["withdraw"]
        }
    }

    var hasPhotos: Bool { [.complete, .reopen, .contest, .add].contains(self) }
    private var hasStars: Bool { self == .accept || self == .judge }
    /// Whether it is about the report that hers follows.
    private var isOfFollowed: Bool { self == .judge || self == .contest }

    /// Whether it can be done now.
    func isOffered(_ file: ReportFile, now: Instant) -> Bool {
        guard acts.contains(where: file.acts.contains), isOfFollowed == (file.report.state == "merged") else { return false }
        switch self {
        case .contest: return file.followed?.closedAt.map { now <= $0.adding(days: ReopenReport.days) } ?? true
        case .reopen: return file.report.closedAt.map { now <= $0.adding(days: ReopenReport.days) } ?? true
        // Stars are given once; what was closed in silence can still get them.
        case .accept: return file.report.state == "checked" || file.report.rating == nil && file.report.closure == .silent
        default: return true
        }
    }

    /// Name of a field of this form: several forms stand on one page.
    func field(_ name: String) -> String { "\(rawValue)_\(name)" }

    /// The act, of what was typed.
    func act(on report: Report, _ data: FormData, photos: [PhotoDraft]) -> any ReportAct {
        let text = data[field("text")] ?? ""
        switch self {
        case .complete: return CompleteReport(text: text, photos: photos)
        case .accept, .judge: return AcceptResult(of: report, stars: Int(data[field("stars")] ?? "") ?? 0, text: text)
        case .reopen, .contest: return ReopenReport(of: report, text: text, photos: photos)
        case .add: return AddToReport(text: text, photos: photos)
        case .withdraw: return WithdrawReport()
        }
    }

    /// The form as it stands on the page.
    func html(_ page: Page, _ view: FollowView) -> HTML {
        let isFailed = view.failed == self
        let form = isFailed ? view.form : .empty
        let error = { (name: String) in isFailed ? form.issue(field(name)).map { page.t($0) } : nil }
        let key = { (part: String) in page.t(TextKey("report.do.\(self).\(part)")) }
        var content: HTML = "<input type=\"hidden\" name=\"version\" value=\"\(view.file.report.version)\">"
        if self == .withdraw {
            content += ConfirmBox(page, key("open"), explanation: key("means"), confirm: key("send")).html
        } else {
            content += "<p class=\"hint\">\(key("hint"))</p>"
            if hasStars {
                content +=
                    Stars(page, field("stars"), label: key("stars"), selected: Int(form.value(field("stars"))), error: error("stars")).html
            }
            content +=
                TextArea(
                    page, field("text"), label: key("text"), value: form.value(field("text")), error: error("text"),
                    need: hasStars ? .optional : .required, rows: 4
                ).html
            if hasPhotos {
                content += KeptPhotos(page: page, tokens: isFailed ? view.keptPhotos : []).html
                content += PhotoInput(page, field("photos"), label: page.t("report.form.photos"), error: error("photos")).html
            }
            content += "<p>\(Button(key("send"), kind: self == .add ? .quiet : .main, icon: .send))</p>"
        }
        return PostForm(
            page, ReportPaths.followAct(view.file.report.code, view.secret, rawValue), isMultipart: hasPhotos, content
        ).html
    }
}
