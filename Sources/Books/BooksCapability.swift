import Commitments
import Directory
import Documents
import Kernel
import Masterplan
import Storage
import Web
import Work

extension Capability {
    /// Books 1 to 3 and the other papers, made from what the capabilities keep. Needs the directory, and those whose records it tells of.
    package static func books() throws -> Capability {
        Capability(
            name: "books", migrations: BooksMigrations.all, words: try BooksWords.load(), permissions: Permission.ofBooks,
            pages: BookRoutes.all + TemplatePages.all, endpoints: BookEndpoints.all,
            menu: [MenuItem("books.title", link: BookPaths.list(), permission: .readBooks)],
            jobs: { [$0.services.get(BookSite.self).desk.handler] }, start: start)
    }

    @Sendable private static func start(_ installation: Installation) async throws {
        let press = installation.services.find(PaperPress.self) ?? PaperPress(folder: PaperPress.installed(), log: installation.logger)
        let address = installation.settings.absolute("")
        // Weak, because the installation keeps the desk. Where it is gone, what was said last holds for a book that is still being made.
        var desk = BookDesk(
            database: installation.database, world: installation.world, files: installation.files, directory: installation.services.get(),
            press: press, sources: BookSources.all(installation),
            words: { [weak installation, words = installation.words] in installation?.words ?? words },
            house: { [weak installation, brand = installation.brand] in
                let brand = installation?.brand ?? brand
                return (brand.regencyName, brand.primary, address)
            }, logger: installation.logger)
        if installation.services.find(MasterplanSite.self) != nil { desk.way = BookDesk.way }
        installation.services.put(
            BookSite(desk: desk, templates: BookTemplates(database: installation.database, world: installation.world)))
        installation.services.find(PlanStages.self)?.add(BookStage.look)
        let database = installation.database
        // What is set for Buku 2 holds for the commitment and the workshops' papers too.
        installation.services.put(
            HousePaper(
                {
                    let template = try await database.read { tx in try tx.bookTemplate(.masterplan).template }
                    return template.style(besides: HousePaper.Style())
                },
                template: { name, moment in
                    guard let kind = TemplateKind(rawValue: name) else { return nil }
                    return try await database.read { tx in try tx.bookTemplate(kind, at: moment) }
                }))
        installation.services.put(
            CommitmentTemplates(
                current: { tx in
                    let kept = try tx.bookTemplate(.commitment)
                    return (kept.version, kept.template)
                },
                kept: { tx, version in try tx.bookTemplate(.commitment, version: version) }))
        installation.services.find(FigureCodes.self)?.register { code, actor in
            let found = try await database.read { try $0.bookFigures(code: code) }
            return found.contains { $0.book.maySee(actor) } ? BookPaths.figure(code) : nil
        }
        installation.services.find(DirectoryDesk.self)?.sections.register(
            AdminSection(
                title: "books.templates", about: "books.templates.about", path: BookPaths.templates, permission: .editBookTemplates))
    }
}
