import Ingest
import Kernel
import Web

/// Why a file came back, each reason at its cell, with the file that says so at the cells themselves.
struct ReturnedNotice {
    let page: Page
    let view: SubmissionPage.View

    init(_ page: Page, _ view: SubmissionPage.View) {
        self.page = page
        self.view = view
    }

    /// What is still to be mended. It stays until the file is submitted again, however often it is read anew meanwhile.
    var open: HTML {
        guard !view.openReasons.isEmpty else { return .empty }
        // Made of how the file was read; what came in without being read here has no such file.
        let link: HTML =
            view.isMine && view.understanding != nil
            ? "<p>\(Button(page.t("returned.file"), kind: .quiet, icon: .download, link: CataloguePaths.corrections(view.id)))</p>" : .empty
        return Notice(
            .bad, title: page.t("submission.returned.by", ["name": view.name(view.openReasons.last?.by)]),
            "\(list(view.openReasons))\(link)"
        ).html
    }

    /// What was asked for before, for whoever checks whether it was done.
    var earlier: HTML {
        guard !view.earlierReasons.isEmpty else { return .empty }
        return Notice(.info, title: page.t("returned.earlier"), list(view.earlierReasons)).html
    }

    private func list(_ reasons: [ReturnReason]) -> HTML {
        let lines = reasons.html { reason in
            let place = ReturnedPlace(reason, view.understanding)
            let words = [
                place.address ?? reason.row.map { page.t("submission.row", ["row": "\($0)"]) },
                reason.column.map { SubmissionPage.column($0, view) },
            ].compactMap(\.self)
            return "<li>\(if: !words.isEmpty, "<strong>\(words.joined(separator: ", ")):</strong> ")\(reason.text)</li>"
        }
        return "<ul>\(lines)</ul>"
    }
}

/// Where in the file a reason lies.
struct ReturnedPlace {
    /// Rows that a workbook can have; a comment beyond them would make it one that Excel wants to repair.
    private static let mostRows = 1_048_576

    /// From 1, as the sheet shows it.
    var row: Int
    /// From 0; `nil` for the row as a whole.
    var column: Int?
    /// Such as `C12`; `nil` for what is not said of one cell.
    var address: String?
    /// Whether the place says everything, so that the reason need not name its row or column again.
    var isExact: Bool

    init(_ reason: ReturnReason, _ seen: Understanding?) {
        let found = reason.column.flatMap { name in seen?.columns.first { $0.field == name } }
        let named = reason.row.flatMap { (1...Self.mostRows).contains($0) ? $0 : nil }
        column = found?.index
        // What is said of a column stands at its heading, what is said of the whole at the first cell.
        row = named ?? (found == nil ? 1 : seen?.headingRow ?? 1)
        address = named.flatMap { row in found.map { "\($0.letters)\(row)" } }
        isExact = (reason.row == nil || named != nil) && (reason.column == nil || found != nil)
    }
}
