import Directory
import Kernel
import Storage
import Work

/// What administrators do with categories. Reports keep the category they were filed under, also after it has ended.
package struct EditCategories: Sendable {
    let directory: DirectoryIndex
    /// Categories this process remembers; told to forget them.
    let rules: RuleBook

    package init(_ directory: DirectoryIndex, rules: RuleBook) {
        self.directory = directory
        self.rules = rules
    }

    @discardableResult
    package func create(_ draft: CategoryDraft, by actor: Actor) async throws -> Category {
        try await write(by: actor) { writer, tree in
            try check(draft, nil, tree)
            let id = CategoryWriter.freeID(draft.nameIndonesian, below: draft.parent) { tree[$0] != nil }
            let category = draft.applied(
                to: Category(id: id, nameIndonesian: draft.nameIndonesian, nameEnglish: draft.nameEnglish, validFrom: draft.validFrom))
            try writer.create(category)
            return category
        }
    }

    /// - Parameter seen: the version the person had before them; when somebody saved meanwhile nothing is done and the error
    ///   says which fields changed.
    @discardableResult
    package func update(_ id: String, _ draft: CategoryDraft, seen: Int, by actor: Actor) async throws -> Category {
        try await write(by: actor) { writer, tree in
            guard let old = tree[id] else { throw AppError.notFound }
            try check(draft, old, tree)
            return try writer.update(draft.applied(to: old), from: old, seen: seen)
        }
    }

    /// Ends it on a day, the last on which it is offered.
    package func end(_ id: String, on day: Day, seen: Int, by actor: Actor) async throws {
        try await write(by: actor) { writer, tree in
            guard let old = tree[id] else { throw AppError.notFound }
            guard day >= old.validFrom else { throw AppError.invalid("day", "category.error.ends_before_start") }
            var new = old
            new.validTo = day
            try writer.update(new, from: old, seen: seen, kind: "category.ended")
        }
    }

    /// Takes the end back.
    package func reopen(_ id: String, seen: Int, by actor: Actor) async throws {
        try await write(by: actor) { writer, tree in
            guard let old = tree[id] else { throw AppError.notFound }
            var draft = CategoryDraft(old)
            draft.validTo = nil
            try check(draft, old, tree)
            try writer.update(draft.applied(to: old), from: old, seen: seen, kind: "category.reopened")
        }
    }

    private func check(_ draft: CategoryDraft, _ old: Category?, _ tree: CategoryTree) throws {
        let issues = draft.issues(for: old, among: tree) { [directory] in directory.agencies[$0]?.isActive(on: directory.today) ?? false }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
    }

    @discardableResult
    private func write<T: Sendable>(
        by actor: Actor, _ body: @escaping @Sendable (CategoryWriter, CategoryTree) throws -> T
    ) async throws -> T {
        try actor.needConfiguring()
        let result = try await directory.database.write { [world = directory.world] tx in
            try body(CategoryWriter(tx, world: world, by: actor), CategoryTree(try tx.categories()))
        }
        rules.forget()
        return result
    }
}

extension Actor {
    /// Pendopo itself and whoever may configure reports for the whole regency.
    /// - Throws: 401 for visitors, 403 for everyone else.
    func needConfiguring() throws {
        if kind == .system || may(.configureReports) { return }
        throw kind == .visitor ? AppError.unauthenticated : AppError.forbidden
    }
}
