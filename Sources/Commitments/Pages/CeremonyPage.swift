import Directory
import Kernel
import Web

/// Who has signed so far, large, for the screen at the ceremony. The browser asks again every few seconds until somebody stops it.
enum CeremonyPage {
    static let seconds = 4

    static func page(_ page: Page, _ file: CommitmentFile, _ names: AgencyTree, isStill: Bool) -> HTML {
        let commitment = file.commitment
        let people = file.signatories.html { signatory in
            """
            <li class="card"><p class="row">\(PledgeWords.tag(page, file.verdicts[signatory.id.text] ?? .waiting))</p>\
            <p><strong>\(signatory.officeTitle)</strong><br>\(signatory.name)</p>\
            \(with: signatory.signedAt, { "<p class=\"hint\">\(page.format.moment($0))</p>" })</li>
            """
        }
        let here = CommitmentPaths.ceremony(commitment.code)
        return Layout.page(
            page, title: page.t("ceremony.title"),
            body: """
                <div class="stack"><h1>\(commitment.title(page.language))</h1>\
                <p class="lead" role="status">\(page.t("ceremony.count", ["signed": page.format.number(file.signedCount), "all": page.format.number(file.signatories.count)]))</p>\
                \(Progress(
                    file.signatories.isEmpty ? 0 : Double(file.signedCount) / Double(file.signatories.count),
                    words: page.format.percent(file.signedCount, of: file.signatories.count)))\
                \(if: commitment.state == .inForce, Notice(.good, "<p>\(page.t("ceremony.done"))</p>").html)\
                <ul class="list list--grid">\(people)</ul>\
                \(if: commitment.state == .open, """
                    <p class="row"><span class="hint">\(page.t(isStill ? "ceremony.still" : "ceremony.live", ["seconds": "\(seconds)"]))</span> \
                    <a href="\(isStill ? here : here + "?diam=1")">\(page.t(isStill ? "ceremony.resume" : "ceremony.pause"))</a></p>
                    """)\
                <p><a href="\(CommitmentPaths.commitment(commitment.code))">\(page.t("ceremony.text"))</a></p></div>
                """)
    }
}
