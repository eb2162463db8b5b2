import Directory
import Kernel
import Web

/// Who has signed so far, large, for the screen at the ceremony. It follows by itself until somebody stops it: by events, and in a browser
/// without scripts by being loaded anew.
enum CeremonyPage {
    /// Between two loads without scripts.
    static let seconds = 4

    static func page(_ page: Page, _ file: CommitmentFile, isStill: Bool) -> HTML {
        let commitment = file.commitment
        let people = file.signatories.html { signatory in
            """
            <li class="card"><p class="row">\(PledgeWords.tag(page, file.verdicts[signatory.id.text] ?? .waiting))</p>\
            <p><strong>\(signatory.officeTitle)</strong><br>\(signatory.name)</p>\
            \(with: signatory.signedAt, { "<p class=\"hint\">\(page.format.moment($0))</p>" })</li>
            """
        }
        let isLive = !isStill && commitment.state == .open
        let stream = isLive ? "\(CommitmentPaths.ceremonyStream(commitment.code))?sejak=\(commitment.version)" : nil
        return Layout.page(
            page, title: page.t("ceremony.title"),
            head: isLive ? "<noscript><meta http-equiv=\"refresh\" content=\"\(seconds)\"></noscript>" : .empty,
            body: """
                <div class="stack"\(attr: "data-room", stream)\(attr: "data-lost", isLive ? page.t("ceremony.lost") : nil)>\
                <h1>\(commitment.title(page.language))</h1>\
                <div class="stack" data-live="jumlah" role="status"><p class="lead">\(page.t("ceremony.count", ["signed": page.format.number(file.signedCount), "all": page.format.number(file.signatories.count)]))</p>\
                \(Progress(
                    file.signatories.isEmpty ? 0 : Double(file.signedCount) / Double(file.signatories.count),
                    words: page.format.percent(file.signedCount, of: file.signatories.count)))\
                \(if: commitment.state == .inForce, Notice(.good, "<p>\(page.t("ceremony.done"))</p>").html)</div>\
                <ul class="list list--grid" data-live="orang">\(people)</ul>\
                <div data-live="cara">\(if: commitment.state == .open, pause(page, commitment.code, isStill))</div>\
                <p><a href="\(CommitmentPaths.commitment(commitment.code))">\(page.t("ceremony.text"))</a></p></div>
                """)
    }

    private static func pause(_ page: Page, _ code: String, _ isStill: Bool) -> HTML {
        let here = CommitmentPaths.ceremony(code)
        return """
            <p class="row"><span class="hint">\(page.t(isStill ? "ceremony.still" : "ceremony.live"))</span> \
            <a href="\(isStill ? here : here + "?diam=1")">\(page.t(isStill ? "ceremony.resume" : "ceremony.pause"))</a></p>
            """
    }
}
