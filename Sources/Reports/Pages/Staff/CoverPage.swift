import Kernel
import Web

/// One photo under a grid of boxes: what is ticked is painted over in the copy that the public sees. Works by mouse, finger and
/// keyboard, and without scripts.
enum CoverPage {
    struct View: Sendable {
        var report: Report
        var photo: ReportPhoto
        /// Of the citizen's photos, which one this is.
        var number: Int
        var grid: PhotoGrid
        var form: Form
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let code = view.report.code
        let action = StaffPaths.cover(code, view.photo.id.text)
        let chosen = Set(view.form.all("tiles"))
        return Layout.page(
            page, title: page.t("staff.cover.title"),
            body: """
                \(Breadcrumb(page, above: [(page.t("staff.work.title"), StaffPaths.workList()), (code, StaffPaths.report(code))],
                    title: page.t("staff.cover.title")))
                <h1>\(page.t("staff.cover.title"))</h1><p class="lead">\(page.t("staff.cover.intro"))</p>
                \(if: view.form.hasIssues, ErrorSummary(page, view.form.issues).html)
                <p class="hint">\(page.t("staff.cover.how"))</p>
                \(PostForm(page, action, """
                <input type="hidden" name="version" value="\(view.form.values["version"] == nil ? String(view.report.version) : view.form.value("version"))">\
                <input type="hidden" name="columns" value="\(view.grid.columns)">\(grid(page, view, chosen))
                <p class="row">\(Button(page.t("staff.cover.do"))) \(Button(page.t("staff.cover.cancel"), kind: .quiet, link: StaffPaths.report(code)))</p>
                """))
                <p>\(other(page, view, action))</p>
                """)
    }

    private static func grid(_ page: Page, _ view: View, _ chosen: Set<String>) -> HTML {
        let label = page.t("staff.cover.tiles", ["number": String(view.number)])
        let tiles = view.grid.tiles.map { tile -> HTML in
            let name = page.t("staff.cover.tile", ["row": String(tile.row), "column": String(tile.column)])
            return """
                <label class="cover__part"><input type="checkbox" name="tiles" value="\(tile.name)" aria-label="\(name)"\
                \(if: chosen.contains(tile.name), " checked")><span></span></label>
                """
        }
        return """
            <div class="cover-box"><fieldset id="tiles" class="cover cover--\(view.grid.columns)" data-tiles="\(view.grid.columns)">\
            <legend class="visually-hidden">\(label)</legend>\
            <img src="\(ReportPaths.photo(view.photo.id.text))" alt="\(page.t("staff.photo.before"))" width="\(view.photo.draft.width)" height="\(view.photo.draft.height)">\
            <div class="cover__grid">\(tiles)</div></fieldset></div>
            """
    }

    /// The same photo under smaller or larger tiles. What is ticked is not carried over, so it stands apart from the form.
    private static func other(_ page: Page, _ view: View, _ action: String) -> HTML {
        let isFine = view.grid.columns == PhotoGrid.choices[1]
        let columns = PhotoGrid.choices[isFine ? 0 : 1]
        return "<a href=\"\(action)?petak=\(columns)\">\(page.t(isFine ? "staff.cover.larger" : "staff.cover.smaller"))</a>"
    }
}
