import Directory
import Kernel
import Signing
import Web
import Work

/// A commitment for everybody: its text, who signed it and whether the signatures are good. This is where its QR code leads.
enum CommitmentPage {
    struct View: Sendable {
        var file: CommitmentFile
        var names: AgencyTree
        /// Absolute address of this page, for the QR code.
        var address: String
        /// Further places for those who work on it.
        var actions: [(label: String, link: String)]
        /// Whether this machine can make a PDF.
        var hasPDF: Bool
    }

    static func page(_ page: Page, _ view: View) -> HTML {
        let commitment = view.file.commitment
        return Layout.page(
            page, title: commitment.title(page.language),
            body: """
                \(Breadcrumb(page, above: [(page.t("commitment.all"), CommitmentPaths.commitments())], title: commitment.code))\
                <div class="stack"><h1>\(commitment.title(page.language))</h1>\
                <p class="row">\(PledgeWords.tag(page, commitment.state)) <span class="code">\(commitment.code)</span></p>\
                \(standing(page, view))\
                \(if: !view.actions.isEmpty, "<p class=\"row\">\(each: view.actions, { Button($0.label, kind: .quiet, link: $0.link).html })</p>")</div>\
                <div class="split"><div class="stack">\(CommitmentTextView.html(page, view.file, view.names))\
                \(SignatureTable.html(page, view.file, view.names))\(AbsentAgencies.html(page, view.file, view.names))\(history(page, view))</div>\
                <aside class="stack">\(proof(page, view))</aside></div>
                """)
    }

    /// Whether what stands here is what was signed.
    static func standing(_ page: Page, _ view: View) -> HTML {
        let file = view.file
        let verdicts = Set(file.verdicts.values)
        let bad = verdicts.subtracting([.valid, .certified, .waiting])
        let values = ["signed": page.format.number(file.signedCount), "all": page.format.number(file.signatories.count)]
        if !bad.isEmpty {
            return Notice(.bad, title: page.t("commitment.bad"), "<p>\(page.t("commitment.bad.text"))</p>").html
        }
        if file.commitment.state == .open { return Notice(.info, "<p>\(page.t("commitment.waits", values))</p>").html }
        if file.signedCount == 0 { return Notice(.info, "<p>\(page.t("commitment.on_paper"))</p>").html }
        return Notice(.good, "<p>\(page.t("commitment.good", values))</p>").html
    }

    private static func history(_ page: Page, _ view: View) -> HTML {
        if view.file.notes.isEmpty { return .empty }
        let entries = view.file.notes.reversed().map { note in
            Timeline.Entry(
                page.t(TextKey("commitment.act.\(note.act)")), meta: "\(page.format.moment(note.at))",
                content: "<p class=\"said\">\(note.text)</p>")
        }
        return "<section class=\"stack\"><h2>\(page.t("commitment.history"))</h2>\(Timeline(entries))</section>"
    }

    private static func proof(_ page: Page, _ view: View) -> HTML {
        let commitment = view.file.commitment
        let picture: HTML =
            QRCode(view.address).map { code in
                """
                <svg class="qr" viewBox="0 0 \(code.span) \(code.span)" role="img" aria-label="\(page.t("commitment.qr"))" \
                shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(code.span)v\(code.span)H0z"/><path fill="#000" d="\(code.path)"/></svg>
                """
            } ?? .empty
        return Card(
            title: page.t("commitment.proof"),
            """
            \(picture)<p>\(page.t("commitment.proof.text"))</p>\
            <p class="hint">SHA-256<br><span class="code hash">\(commitment.textHash)</span></p>\
            <p>\(Button(page.t("commitment.deed"), kind: .quiet, icon: .download, link: CommitmentPaths.deed(commitment.code)))</p>\
            <p>\(if: view.hasPDF, Button(page.t("commitment.pdf"), kind: .quiet, icon: .document, link: CommitmentPaths.pdf(commitment.code)).html) \
            \(Button(page.t("commitment.docx"), kind: .plain, icon: .document, link: CommitmentPaths.docx(commitment.code))) \
            \(Button(page.t("commitment.html"), kind: .plain, icon: .document, link: CommitmentPaths.html(commitment.code)))</p>\
            <ul><li><a href="\(CommitmentPaths.check())">\(page.t("paper_check.title"))</a></li>\
            <li><a href="\(CommitmentPaths.verifier())">\(page.t("commitment_verifier.title"))</a></li>\
            \(if: commitment.state == .open, "<li><a href=\"\(CommitmentPaths.ceremony(commitment.code))\">\(page.t("ceremony.title"))</a></li>")</ul>
            """
        ).html
    }
}

/// The text itself: what is signed and nothing else.
enum CommitmentTextView {
    static func html(_ page: Page, _ file: CommitmentFile, _ names: AgencyTree) -> HTML {
        let commitment = file.commitment
        let clauses = file.clauses.html { clause in
            """
            <li id="butir-\(clause.number)"><p class="said">\(clause.text(page.language))</p>\
            <p><a href="\(CommitmentPaths.pledge(clause.code))">\(clause.promise(page.language))</a></p>\
            <ul class="list-card__meta"><li>\(names.name(clause.lead.text))</li>\
            \(if: !clause.supporters.isEmpty, "<li>\(page.t("pledge.supporters")): \(clause.supporters.map { names.name($0) }.joined(separator: ", "))</li>")\
            <li>\(clause.target.text(page.format))</li><li>\(page.t("pledge.by", ["day": page.format.day(clause.due)]))</li></ul></li>
            """
        }
        let chapters = file.layout.chapters.html { chapter -> HTML in
            let words = chapter.paragraphs.html { "<p class=\"said\">\($0)</p>" }
            let content: HTML =
                switch chapter.key {
                case .opening:
                    """
                    <p class="said">\(commitment.preamble(page.language))</p>\
                    <p>\(page.t("commitment.period", ["from": page.format.day(commitment.startsOn), "to": page.format.day(commitment.endsOn)]))</p>
                    """
                case .clauses: "<ol class=\"stack\">\(clauses)</ol>"
                // Who signs stands in a list of its own beside the text.
                case .basis, .execution, .funding, .closing, .signatures: .empty
                }
            if chapter.key == .signatures, chapter.text.isEmpty { return .empty }
            return "\(with: chapter.heading { page.t($0) }, { "<h2>\($0)</h2>" })\(words)\(content)"
        }
        return "<section class=\"card stack\">\(chapters)</section>"
    }
}

/// Who has signed, and whether each signature is good.
enum SignatureTable {
    static func html(_ page: Page, _ file: CommitmentFile, _ names: AgencyTree) -> HTML {
        let rows = file.signatories.map { signatory -> [HTML] in
            let successor = file.inheritances.last { $0.signatory == signatory.id }
            return [
                "\(signatory.officeTitle)\(with: signatory.institution, { "<br><span class=\"muted\">\($0)</span>" })",
                """
                \(signatory.name)\(with: successor, { "<br><span class=\"muted\">\(page.t("inheritance.now", ["name": $0.name])) – \(page.t($0.decision.label))</span>" })
                """,
                "\(signatory.signedAt.map { page.format.moment($0) } ?? "–")",
                PledgeWords.tag(page, file.verdicts[signatory.id.text] ?? .waiting).html,
            ]
        }
        return """
            <section class="stack" id="tanda-tangan"><h2>\(page.t("commitment.signatures"))</h2>\
            \(Table(
                page.t("commitment.signatures"),
                columns: [
                    Table.Column(page.t("signatory.office")), Table.Column(page.t("signatory.holder")), Table.Column(page.t("signatory.signed_at")),
                    Table.Column(page.t("signatory.verdict")),
                ], rows: rows))</section>
            """
    }
}
