import Directory
import HTTPTypes
import Kernel
import Web
import Work

/// Categories over the API, as those who keep them see them: with both languages, ended ones, and everything they bring.
enum CategoryEndpoints {
    static let all: [Endpoint] = [
        tree, one, create, change, end, reopen,
        .history("/api/categories/{id}/history", "What became of a category", permission: .configureReports) { request in
            try await CategoryRoutes.find(request).reference
        },
        .table("/api/tables/categories", "Every category as a table", permission: .configureReports) { request in
            CategoryTable.csv(try await request.tree(), request.directory.agencies)
        },
        .importing(
            "/api/tables/categories", "Import categories",
            columns: "Columns as the table that GET gives, or only `kategori` and `subkategori`.", permission: .configureReports,
            limits: .uploads(1, each: 8 << 20), run: CategoryTable.run),
    ]

    private static let tree = Endpoint(
        .get, "/api/category-tree", "Every category, ended ones included, tops before what is below them", permission: .configureReports,
        response: .items(of: CategoryJSON.schema)
    ) { request in
        .json(["items": .array(try await request.tree().outline.map(CategoryJSON.json))] as JSONValue)
    }

    private static let one = Endpoint(
        .get, "/api/categories/{id}", "One category with everything it brings", permission: .configureReports,
        response: CategoryJSON.schema
    ) { request in .json(CategoryJSON.json(try await CategoryRoutes.find(request))) }

    private static let create = Endpoint(
        .post, "/api/categories", "Add a category with its questions", permission: .configureReports,
        request: .named("NewCategory", .object(CategoryJSON.members)), response: CategoryJSON.schema, status: .created
    ) { request in
        let blank = CategoryForm.blank(today: request.directory.today, tree: try await request.tree())
        return try await request.reading(CategoryJSON.names, over: blank, more: CategoryJSON.questions) { data in
            let category = try await request.categories.create(try CategoryForm.draft(data).draft, by: request.actor)
            return .created(CategoryJSON.json(category), at: "/api/categories/\(category.id)")
        }
    }

    private static let change = Endpoint(
        .patch, "/api/categories/{id}", "Change a category", about: "`questions` are replaced as a whole.",
        permission: .configureReports, request: .change("CategoryChange", CategoryJSON.members), response: CategoryJSON.schema
    ) { request in
        let category = try await CategoryRoutes.find(request)
        return try await request.reading(
            CategoryJSON.names, over: CategoryForm.form(category), more: CategoryJSON.questions
        ) { data in
            let (draft, version) = try CategoryForm.draft(data)
            return .json(
                CategoryJSON.json(try await request.categories.update(category.id, draft, seen: version, by: request.actor)))
        }
    }

    private static let end = Endpoint(
        .post, "/api/categories/{id}/ending", "End a category",
        about: "`day` is the last on which it is offered; its reports keep it.", permission: .configureReports,
        request: .object(.required("day", .day), .version), response: CategoryJSON.schema
    ) { request in
        struct Body: Decodable {
            var day: Day
            var version: Int
        }
        let body = try await request.json(Body.self)
        return try await changed(request) {
            try await request.categories.end($0, on: body.day, seen: body.version, by: request.actor)
        }
    }

    private static let reopen = Endpoint(
        .delete, "/api/categories/{id}/ending", "Put an ended category back", permission: .configureReports, parameters: [.version],
        response: CategoryJSON.schema
    ) { request in
        try await changed(request) { try await request.categories.reopen($0, seen: request.seenVersion, by: request.actor) }
    }

    private static func changed(_ request: Request, _ act: (String) async throws -> Void) async throws -> Reply {
        let category = try await CategoryRoutes.find(request)
        return try await CategoryJSON.names.naming {
            try await act(category.id)
            return .json(CategoryJSON.json(try await CategoryRoutes.find(request)))
        }
    }
}
