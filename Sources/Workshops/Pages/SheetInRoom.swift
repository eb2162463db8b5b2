import Directory
import Innovations
import Kernel
import Web

/// A sheet as everybody in the room writes on it.
enum SheetInRoom {
    static func page(_ request: Request, _ place: RoomRoutes.Place, form: Form? = nil, error: AppError? = nil) async throws -> HTML {
        let page = request.page
        let (card, file) = try await sheet(request, place)
        let title = page.t("workshop.write_sheet", ["code": file.sheet.code])
        let (back, action) = ("\(place.base)?kelompok=\(card.group)", "\(place.base)/isi/\(card.id.text)")
        let writing = SheetWriting(file, places: request.workshops.directory.places.now)
        return Layout.page(
            page, title: title,
            body: """
                <p><a href="\(back)">\(page.t("workshop.back_to_room"))</a></p>\
                <div class="stack"><h1>\(title)</h1><p class="lead">\(page.t("workshop.write_sheet.about"))</p>\
                <p class="hint">\(request.workshops.directory.agencies.name(file.sheet.lead.text))</p>\
                \(writing.form(page, form, error, action: action, draft: draft(file), back: back, isJoined: true))</div>
                """)
    }

    static func write(_ request: Request, _ place: RoomRoutes.Place) async throws -> Reply {
        if let more = SheetWriting.more(try await request.form()) { return .page(try await page(request, place, form: more)).unkept() }
        return try await request.act(again: { form, error in try await page(request, place, form: form, error: error) }) { data in
            let desk = request.workshops
            let (card, file) = try await sheet(request, place)
            let draft = try await SheetWriting(file, places: desk.directory.places.now).draft(data, for: place.seat.actor, desk.innovations)
            try await desk.writeSheet(
                ofCard: card.id.text, draft, seen: data.neededVersion, told: data["told"].flatMap { ToldChanges($0) },
                round: place.number, of: place.cycle, by: place.seat)
            return .redirect(
                "\(place.base)?kelompok=\(card.group)", flash: request.t("workshop.sheet_written", ["code": file.sheet.code]),
                sent: self.draft(file))
        }
    }

    /// Under which the phone keeps what is typed.
    private static func draft(_ file: SheetFile) -> String { "ruang-\(file.sheet.code)" }

    private static func sheet(_ request: Request, _ place: RoomRoutes.Place) async throws -> (RoomCard, SheetFile) {
        try await request.workshops.sheet(
            ofCard: try request.parameter("card"), round: place.number, of: place.cycle, for: place.seat)
    }
}
