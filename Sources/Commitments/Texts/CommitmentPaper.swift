import Directory
import Documents
import Kernel
import Signing
import Storage
import Web
import Work

/// A commitment on paper: the text, the clauses, who signed it how, and a QR code to the page that checks it. The signed data lie
/// within the PDF as a file.
package enum CommitmentPaper {
    package static func paper(
        _ file: CommitmentFile, bundle: String, language: Language, words: Words, names: AgencyTree, regency: String, address: String,
        house: HousePaper.Style = HousePaper.Style(), today: Day, offsetHours: Int
    ) -> Paper {
        let commitment = file.commitment
        let format = Format(language: language, offsetHours: offsetHours)
        func t(_ key: TextKey, _ values: [String: String] = [:]) -> String { words(Message(key, values), language) }
        let page = address + CommitmentPaths.commitment(commitment.code)
        var blocks: [PaperBlock] = []
        for chapter in file.layout.chapters {
            if let heading = chapter.heading({ t($0) }) { blocks.append(.heading(heading, level: 1, isNumbered: false)) }
            blocks += chapter.paragraphs.map { PaperBlock.text(PaperText($0)) }
            switch chapter.key {
            case .opening:
                blocks += commitment.preamble(language).split(separator: "\n").map { PaperBlock.text(PaperText(String($0))) }
                blocks.append(
                    .text(
                        PaperText(
                            t("commitment.period", ["from": format.day(commitment.startsOn), "to": format.day(commitment.endsOn)]))))
            case .clauses: blocks += clauses(file.clauses, language, names, format, t)
            case .signatures: blocks.append(signatures(file, format, t))
            case .basis, .execution, .funding, .closing: break
            }
        }
        blocks.append(.qr(PaperQR(page, text: PaperText(t("commitment.paper.qr", ["link": page, "hash": "\(commitment.textHash)"])))))
        let government = t("commitment.paper.government", ["regency": regency])
        return Paper(
            title: commitment.title(language), about: t("commitment.all.lead"), language: language, date: today, publisher: government,
            letterhead: house.letterhead(government),
            look: PaperLook(accent: house.accent.isEmpty ? PaperLook.usualAccent : house.accent),
            footer: "\(commitment.title(language)) · \(regency)", address: address,
            blocks: blocks,
            attachments: [
                PaperAttachment(name: "komitmen-\(commitment.code).json", about: t("commitment.deed"), text: bundle)
            ])
    }

    private static func clauses(
        _ clauses: [Clause], _ language: Language, _ names: AgencyTree, _ format: Format, _ t: (TextKey, [String: String]) -> String
    ) -> [PaperBlock] {
        clauses.flatMap { clause -> [PaperBlock] in
            let supporters = clause.supporters.map(names.name).joined(separator: ", ")
            var rows = [
                PaperSheet.Row(t("pledge.target", [:]), PaperText(clause.target.text(format))),
                PaperSheet.Row(t("pledge.due", [:]), PaperText(format.day(clause.due))),
                PaperSheet.Row(t("pledge.lead_agency", [:]), PaperText(names.name(clause.lead.text))),
            ]
            if !supporters.isEmpty { rows.append(PaperSheet.Row(t("pledge.supporters", [:]), PaperText(supporters))) }
            return [
                .text(
                    "\(bold: "\(clause.number). ")\(clause.text(language)) (\(link: clause.code, to: CommitmentPaths.pledge(clause.code)))"),
                .sheet(PaperSheet(rows: rows)),
            ]
        }
    }

    private static func signatures(
        _ file: CommitmentFile, _ format: Format, _ t: (TextKey, [String: String]) -> String
    ) -> PaperBlock {
        .table(
            PaperTable(
                columns: [
                    PaperTable.Column(t("signatory.office", [:]), width: 3), PaperTable.Column(t("signatory.holder", [:]), width: 2),
                    PaperTable.Column(t("signatory.signed_at", [:]), width: 2), PaperTable.Column(t("signatory.verdict", [:])),
                ],
                rows: file.signatories.map { signatory in
                    [
                        PaperText(signatory.officeTitle), PaperText(signatory.name),
                        PaperText(signatory.signedAt.map(format.moment) ?? "–"),
                        PaperText(t((file.verdicts[signatory.id.text] ?? .waiting).label, [:])),
                    ]
                }))
    }
}

extension CommitmentDesk {
    /// The commitment as PDF, remembered so that exactly these bytes are known again when somebody brings them.
    /// - Throws: `.unavailable` where this machine cannot make one.
    package func paper(of code: String, _ language: Language, _ words: Words, for actor: Actor = .visitor) async throws -> PressedPaper {
        guard let press, press.isInstalled else { throw AppError.unavailable("error.paper_missing") }
        let (file, paper) = try await draftPaper(of: code, language, words, for: actor)
        let pressed = try await press.pdf(paper)
        let id = file.commitment.id
        let isKnown = try await database.read { try $0.row("SELECT hash FROM commitment_paper WHERE hash = \(pressed.hash)") != nil }
        if !isKnown { try await database.write { [world] tx in try tx.keepPaper(pressed.hash, of: id, kind: "pdf", at: world.now()) } }
        return pressed
    }

    /// The commitment as a paper that has no form yet.
    package func draftPaper(of code: String, _ language: Language, _ words: Words, for actor: Actor) async throws -> (CommitmentFile, Paper)
    {
        let file = try await file(of: code, for: actor)
        guard file.commitment.isPublic else { throw AppError.notFound }
        return (file, paper(file, language, words, style: try await style(of: file.layout)))
    }

    /// What would be signed if it were opened now, for those who write it.
    package func preview(of code: String, _ language: Language, _ words: Words, for actor: Actor) async throws -> (CommitmentFile, Paper) {
        let file = try await file(of: code, for: actor)
        return (file, paper(file, language, words, style: try await style(of: file.layout)))
    }

    /// The newest commitment as a template that is not kept yet would lay it out; `nil` where there is none that the actor may see.
    package func sample(_ template: PaperTemplate, _ language: Language, _ words: Words, for actor: Actor) async throws -> Paper? {
        let newest = try await database.read { tx in try tx.commitments(isPublic: !CommitmentPolicy.maySeeDrafts(actor), limit: 1).first }
        guard let newest else { return nil }
        var file = try await file(of: newest.code, for: actor)
        file.layout = .filled(
            template, version: 1, values(file.commitment, clauses: file.clauses.count, signatories: file.signatories.count))
        return paper(file, language, words, style: template.style(besides: try await house()))
    }

    private func paper(_ file: CommitmentFile, _ language: Language, _ words: Words, style: HousePaper.Style) -> Paper {
        let address = absolute("/")
        // Dated by what it shows, so that the same signatures make the same bytes on any day.
        let newest = (file.signatories.compactMap(\.signedAt) + [file.commitment.openedAt ?? file.commitment.createdAt]).max()!
        return CommitmentPaper.paper(
            file, bundle: bundle(of: file).text, language: language, words: words, names: directory.agencies,
            regency: directory.places.regency?.name ?? "", address: String(address.dropLast()), house: style,
            today: newest.parts(offsetHours: directory.offsetHours).day, offsetHours: directory.offsetHours)
    }
}
