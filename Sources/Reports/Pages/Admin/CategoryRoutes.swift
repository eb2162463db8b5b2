import Directory
import Foundation
import Kernel
import Storage
import Tables
import Web

/// Categories: the tree, one of them, and what is done with it.
enum CategoryRoutes {
    private static let edit = Permission.configureReports

    static let all: [PageRoute] = [
        .get(ReportAdminPaths.categories, permission: edit) { request in .page(CategoryPages.list(request.page, try await list(request))) },
        .get(ReportAdminPaths.categoriesTable, permission: edit) { request in
            .bytes(
                CategoryTable.csv(try await request.tree(), request.directory.agencies), type: "text/csv; charset=utf-8",
                filename: "kategori.csv")
        },
        .get(ReportAdminPaths.importCategories, permission: edit) { request in .page(importPage(request.page).html()) },
        .post(ReportAdminPaths.importCategories, permission: edit, limits: .uploads(1, each: 8 << 20)) { request in
            try await request.runImport(importPage(request.page), CategoryTable.run)
        },
        .get(ReportAdminPaths.newCategory, permission: edit) { request in
            .page(try await form(request, CategoryForm.blank(today: request.directory.today, tree: try await request.tree()), nil))
        },
        .post(ReportAdminPaths.categories, permission: edit) { request in
            try await request.act(again: { filled, error in try await form(request, filled, nil, error) }) { data in
                if data[CategoryForm.moreRows] != nil { return .page(try await form(request, CategoryForm.extended(data), nil)) }
                let category = try await request.categories.create(try CategoryForm.draft(data).draft, by: request.actor)
                return .redirect(ReportAdminPaths.category(category.id), flash: request.t("directory.saved"))
            }
        },
        .get(ReportAdminPaths.category, permission: edit) { request in .page(try await detail(request, try await find(request))) },
        .get(ReportAdminPaths.editCategory, permission: edit) { request in
            let category = try await find(request)
            return .page(try await form(request, CategoryForm.form(category), category))
        },
        .post(ReportAdminPaths.editCategory, permission: edit) { request in
            let category = try await find(request)
            return try await request.act(again: { filled, error in
                let now = try await find(request)
                // Whoever saves again after having seen what changed saves over it knowingly.
                return try await form(request, error == nil ? filled : filled.setting("version", "\(now.version)"), now, error)
            }) { data in
                if data[CategoryForm.moreRows] != nil { return .page(try await form(request, CategoryForm.extended(data), category)) }
                let (draft, version) = try CategoryForm.draft(data)
                try await request.categories.update(category.id, draft, seen: version, by: request.actor)
                return .redirect(ReportAdminPaths.category(category.id), flash: request.t("directory.saved"))
            }
        },
        .post(ReportAdminPaths.endCategory, permission: edit) { request in
            try await validity(request) { id, checker in
                let day = checker.day("day")
                let version = checker.version()
                try checker.check()
                try await request.categories.end(id, on: day!, seen: version, by: request.actor)
                return "category.is_ended"
            }
        },
        .post(ReportAdminPaths.reopenCategory, permission: edit) { request in
            try await validity(request) { id, checker in
                try await request.categories.reopen(id, seen: checker.version(), by: request.actor)
                return "category.is_open"
            }
        },
    ]

    private static func validity(_ request: Request, _ act: (String, inout Checker) async throws -> TextKey) async throws -> Reply {
        let category = try await find(request)
        return try await request.act(again: { filled, error in try await detail(request, try await find(request), filled, error) }) {
            data in
            var checker = Checker(data)
            let done = try await act(category.id, &checker)
            return .redirect(ReportAdminPaths.category(category.id), flash: request.t(done))
        }
    }

    static func find(_ request: Request) async throws -> Category {
        guard let category = try await request.tree()[try request.parameter("id")] else { throw AppError.notFound }
        return category
    }

    private static func list(_ request: Request) async throws -> CategoryPages.ListView {
        let today = request.directory.today
        let search = request.query["kata"] ?? ""
        let showsEnded = request.query["semua"] != nil
        let folded = Plain.folded(search)
        let tree = try await request.tree()
        let lines = tree.outline.filter { category in
            (showsEnded || category.validTo.map { $0 >= today } ?? true)
                && (folded.isEmpty || Plain.folded("\(category.nameIndonesian) \(category.nameEnglish)").contains(folded))
        }
        return CategoryPages.ListView(
            lines: lines, agencies: request.directory.agencies, search: search, showsEnded: showsEnded, today: today)
    }

    private static func form(_ request: Request, _ form: Form, _ category: Category?, _ conflict: AppError? = nil) async throws -> HTML {
        let page = request.page
        var above = [(page.t("category.title"), ReportAdminPaths.categories())]
        if let category { above.append((category.name(page.language), ReportAdminPaths.category(category.id))) }
        let title = category.map { page.t("directory.edit.title", ["name": $0.name(page.language)]) } ?? page.t("category.new")
        let fields = CategoryForm.html(
            page, form, action: category.map { ReportAdminPaths.editCategory($0.id) } ?? ReportAdminPaths.categories(), category: category,
            tree: try await request.tree(), agencies: request.directory.agencies, today: request.directory.today)
        return AdminFrame.page(
            page, title, above: above, isWide: false,
            body: "\(AdminFrame.conflict(page, conflict, fields: CategoryPages.fieldNames))\(fields)")
    }

    private static func detail(_ request: Request, _ category: Category, _ form: Form = .empty, _ conflict: AppError? = nil) async throws
        -> HTML
    {
        let tree = try await request.tree()
        let agencies = request.directory.agencies
        let page = request.page
        let history = try await request.history(of: category.reference, fields: CategoryPages.fieldNames) { field, value in
            switch field {
            case "parent": tree[value]?.name(page.language) ?? value
            case "agency": agencies.name(value)
            case "kind": Report.Kind(rawValue: value).map { page.t($0.label) } ?? value
            case "needsEvidence", "isSensitive": CategoryPages.yesNo(page, value == "true")
            case "validFrom", "validTo": Day(value).map(page.format.day) ?? value
            default: value
            }
        }
        let view = CategoryPages.DetailView(category: category, tree: tree, agencies: agencies, today: request.directory.today, form: form)
        return CategoryPages.detail(page, view, history: history, conflict: conflict)
    }

    private static func importPage(_ page: Page) -> ImportPage {
        ImportPage(
            page: page, title: page.t("category.import"), about: "category.import.about", action: ReportAdminPaths.importCategories(),
            above: [(page.t("category.title"), ReportAdminPaths.categories())],
            accept: ".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    }
}

extension Request {
    /// What administrators do with categories.
    var categories: EditCategories { EditCategories(directory, rules: reports.desk.rules) }

    /// Every category as it stands now, not as it was read a moment ago.
    func tree() async throws -> CategoryTree { CategoryTree(try await database.read { try $0.categories() }) }
}

extension CategoryTree {
    /// Every category, ended ones included, each top followed by what is below it.
    var outline: [Category] {
        all.filter { $0.parent == nil }.flatMap { top in [top] + all.filter { $0.parent == top.id } }
    }
}

/// Categories as the table that ``ImportCategories`` reads.
enum CategoryTable {
    static let columns = [
        "id", "induk", "nama", "nama_inggris", "kode_opd", "jenis", "pembulatan_m", "butuh_bukti", "sensitif", "pertanyaan", "urutan",
        "berlaku_dari", "berlaku_sampai",
    ]

    /// The import, as the page and the API start it.
    static let run: ImportRun = { request, source, options in
        try await ImportCategories(request.directory, rules: request.reports.desk.rules).run(source, options: options, by: request.actor)
    }

    static func csv(_ tree: CategoryTree, _ agencies: AgencyTree) -> [UInt8] {
        var writer = CSVWriter(byteOrderMark: true)
        writer.row(columns)
        for category in tree.outline {
            writer.row([
                category.id, category.parent ?? "", category.nameIndonesian, category.nameEnglish,
                category.agency.flatMap { agencies[$0]?.code } ?? "",
                category.kind.rawValue, "\(category.rounding)", category.needsEvidence ? "ya" : "tidak",
                category.isSensitive ? "ya" : "tidak",
                questions(category), "\(category.position)", category.validFrom.description, category.validTo?.description ?? "",
            ])
        }
        return writer.take()
    }

    private static func questions(_ category: Category) -> String {
        if category.questions.isEmpty { return "" }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(category.questions)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
