import HTTPTypes
import Images
import Kernel
import Web

/// One request about covering parts of a photo.
struct CoverRequest {
    let request: Request
    let site: ReportSite

    init(_ request: Request) {
        self.request = request
        site = request.reports
    }

    func page(form: Form = .empty, columns: Int? = nil) async throws -> HTML {
        let file = try await site.desk.file(code: try request.parameter("code"), for: request.actor)
        try CoverRequest.need(file)
        let photo = try photo(of: file)
        return CoverPage.page(
            request.page,
            CoverPage.View(
                report: file.report, photo: photo,
                number: 1 + (file.photos.filter(\.isCoverable).firstIndex { $0.id == photo.id } ?? 0),
                grid: PhotoGrid(
                    width: photo.draft.width, height: photo.draft.height, columns: columns ?? request.query.int("petak") ?? 0), form: form))
    }

    func act() async throws -> Reply {
        try request.requireAccount()
        let data = try await request.form()
        let columns = data["columns"].flatMap { Int($0) }
        do {
            let file = try await site.desk.file(code: try request.parameter("code"), for: request.actor)
            try CoverRequest.need(file)
            let photo = try photo(of: file)
            let grid = PhotoGrid(width: photo.draft.width, height: photo.draft.height, columns: columns ?? 0)
            let tiles = data.all("tiles").compactMap(grid.tile)
            guard !tiles.isEmpty else { throw AppError.invalid("tiles", "staff.cover.nothing") }
            let copy = try await PhotoIntake(request).cover(photo, tiles.map(grid.rectangle))
            try await site.desk.perform(
                CoverPhoto(photo: photo.id, copy: copy), on: file.report.id, by: request.actor, expecting: data.neededVersion)
            return .redirect(StaffPaths.report(file.report.code), flash: request.t("staff.cover.did"))
        } catch let error as AppError where error.kind == .invalid {
            return .page(try await page(form: Form(data, issues: error.issues), columns: columns), status: .unprocessableContent)
        } catch let error as AppError where error.kind == .conflict {
            let form = Form(data, issues: [Issue("", error.inWords(request).message)])
            return .page(try await page(form: form, columns: columns), status: .conflict)
        }
    }

    /// - Throws: `.forbidden` for those who may open the case but not cover its photos, before anything is computed.
    static func need(_ file: ReportFile) throws { if !file.acts.contains("cover") { throw AppError.forbidden } }

    /// A photo of the case as the citizen sent it.
    /// - Throws: `.notFound` for anything else.
    private func photo(of file: ReportFile) throws -> ReportPhoto {
        let id = try request.id("id", ReportPhoto.self)
        guard let photo = file.photos.first(where: { $0.id == id && $0.isCoverable }) else { throw AppError.notFound }
        return photo
    }
}
