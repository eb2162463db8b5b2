import Directory
import Documents
import HTTPTypes
import Kernel
import Storage
import Web

/// Papers of a round as files, for pages and API alike.
package enum RoundFiles {
    enum Format: String, CaseIterable {
        case pdf, docx, html
    }

    static let rate = RateLimit("workshop-paper", 60, per: 600)

    /// - Throws: `.notFound` for a paper or format there is not; `.unavailable` for PDF where nothing sets it.
    static func reply(_ request: Request, _ place: RoomRoutes.Place, _ kind: RoundPaper.Kind?, _ format: String) async throws -> Reply {
        guard let kind, let format = Format(rawValue: format) else { throw AppError.notFound }
        var paper = try await draft(request, place).paper(kind)
        let name = "\(place.cycle.code.lowercased())-\(place.number)-\(kind.rawValue).\(format.rawValue)"
        switch format {
        case .html:
            let made = paper
            let bytes = await Background.run { Array(PaperHTML(made).document.utf8) }
            return .bytes(bytes, type: "text/html; charset=utf-8", filename: name)
        case .docx:
            let made = paper
            let bytes = try await Background.run { () throws(AppError) in try PaperDOCX(made).bytes() }
            return .bytes(bytes, type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", filename: name)
        case .pdf:
            guard let press = request.installation.services.find(PaperPress.self), press.isInstalled else {
                throw AppError.unavailable("documents.press_missing")
            }
            if kind == .outcome {
                let data = WorkshopEndpoints.json(try await CycleRoutes.outcome(request, place))
                paper.attachments = [
                    PaperAttachment(
                        name: "hasil.json", about: request.t("workshop.paper.data"), text: String(decoding: data.bytes, as: UTF8.self))
                ]
            }
            return .bytes(try await press.pdf(paper).bytes, type: "application/pdf", filename: name)
        }
    }

    /// Whether this machine sets PDF.
    static func hasPress(_ request: Request) -> Bool { request.installation.services.find(PaperPress.self)?.isInstalled ?? false }

    /// Links to a paper in every form this machine can make.
    static func links(_ page: Page, _ kind: RoundPaper.Kind, of code: String, _ round: Int, hasPress: Bool) -> HTML {
        Format.allCases.filter { hasPress || $0 != .pdf }.html { format in
            Button(
                format.rawValue.uppercased(), kind: .quiet, icon: .document,
                link: WorkshopsPaths.paper(code, "\(round)", kind.rawValue, format.rawValue)
            ).html
        }
    }

    private static func draft(_ request: Request, _ place: RoomRoutes.Place) async throws -> RoundPaper {
        let outcome = try await CycleRoutes.outcome(request, place)
        let directory = request.workshops.directory
        let (attendance, team) = try await request.database.read { tx in
            (
                try outcome.attendance(tx, directory.agencies),
                try tx.workshopBodies().first { $0.kind == .team && $0.isValid(on: outcome.round.toOn) }
                    ?? tx.workshopBodies().first { $0.kind == .team }
            )
        }
        let service = request.installation.services.find(HousePaper.self)
        let house = try await service?.style() ?? HousePaper.Style()
        // What is over keeps the template it was closed under.
        let closedAt = outcome.round.state == .closed ? outcome.round.updatedAt : nil
        let template = try await service?.template(RoundPart.template, closedAt)
        return RoundPaper(
            outcome: outcome, attendance: attendance, team: team, regency: request.page.brand.regencyName,
            address: String(request.installation.settings.absolute("/").dropLast()), language: request.language,
            words: request.installation.words,
            house: template?.style(besides: house) ?? house, template: template)
    }

    /// The newest round as a template that is not kept yet would lay it out; `nil` where there is none that the actor may see.
    package static func sample(_ request: Request, _ template: PaperTemplate) async throws -> Paper? {
        let seat = Seat(actor: request.actor)
        let found = try await request.database.read { tx -> (Cycle, Round)? in
            guard let cycle = try tx.workshopCycles().first(where: { seat.mayEnter($0) }) else { return nil }
            return try tx.workshopRounds(of: cycle.id).last { $0.state != .planned }.map { (cycle, $0) }
        }
        guard let (cycle, round) = found else { return nil }
        var paper = try await draft(request, RoomRoutes.Place(seat: seat, cycle: cycle, number: round.number, base: ""))
        paper.template = template
        paper.house = template.style(besides: try await request.installation.services.find(HousePaper.self)?.style() ?? HousePaper.Style())
        return paper.paper(.outcome)
    }
}
