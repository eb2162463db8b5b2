import Directory
import Kernel
import Storage
import Web

extension HarvestDesk {
    /// Has the file of a table fetched from an address again and again, the first time at once; or no longer. What comes of it is a
    /// submission like any other.
    /// - Throws: `.forbidden` unless the actor may send files for the table, `.invalid` with the fields to mend.
    @discardableResult
    package func follow(
        _ table: Identifier<Distribution>, url: String, hours: Int, isEnabled: Bool = true, by actor: Actor
    ) async throws -> HarvestSource {
        try await database.write { tx in
            guard let found = try tx.distribution(table), let dataset = try tx.dataset(found.dataset) else { throw AppError.notFound }
            let title = dataset.title == found.title ? found.title : "\(dataset.title) – \(found.title)"
            let draft = Draft(
                title: String(title.prefix(200)), kind: .file, url: url, agency: nil, table: table, hours: hours, isEnabled: isEnabled)
            guard let known = try tx.fileSource(of: table) else { return try add(draft, by: actor, tx) }
            let changed = try change(known, draft, seen: known.version, by: actor, tx)
            if isEnabled { try tx.run("UPDATE harvest_source SET next_run_at = \(world.now()) WHERE id = \(known.id)") }
            return changed
        }
    }
}

extension Transaction {
    /// Where a table's file is fetched from; `nil` when it never was.
    package func fileSource(of table: Identifier<Distribution>) throws -> HarvestSource? {
        try row("SELECT * FROM harvest_source WHERE table_id = \(table) AND kind = 'file' ORDER BY created_at DESC, id DESC LIMIT 1")
            .map(HarvestSource.init(row:))
    }
}

/// The form for it on the page of a dataset, and what is going on.
struct FollowPart {
    let page: Page
    let view: ManagePage.View

    struct Followed: Sendable {
        var source: HarvestSource
        var last: HarvestRun?
        /// Why the file could not be taken.
        var trouble: Message?
    }

    var html: HTML {
        let tables = view.tables.map(\.table)
        if tables.isEmpty { return .empty }
        let isOpen = ["source_table", "source_url", "source_hours"].contains { view.form.issue($0) != nil }
        return """
            \(each: tables, running)<details class="card"\(attr: "open", isOpen)><summary>\(page.t("follow.title"))</summary>\
            <p>\(page.t("follow.about"))</p>\
            \(PostForm(page, CataloguePaths.followFile(view.dataset.name), """
                \(Select(page, "source_table", in: view.form, label: page.t("catalogue.upload.table"), choices: tables.map { Choice($0.id.text, $0.title) }))
                \(Input(page, "source_url", in: view.form, label: page.t("harvest.field.url"), kind: .url, hint: page.t("follow.url.hint"), maxLength: 2000))
                \(Input(page, "source_hours", in: hours, label: page.t("harvest.field.hours"), hint: page.t("harvest.hours.hint"), width: .short, maxLength: 4))
                <input type="hidden" name="enabled" value="1"><p>\(Button(page.t("follow.save"), kind: .quiet))</p>
                """))</details>
            """
    }

    /// Once a day unless something else was typed.
    private var hours: Form { view.form.value("source_hours").isEmpty ? view.form.setting("source_hours", "24") : view.form }

    private func running(_ table: Distribution) -> HTML {
        guard let followed = view.followed[table.id], followed.source.isEnabled else { return .empty }
        let source = followed.source
        let last: HTML =
            followed.last.map { "\(page.t("harvest.field.last_run")): \(page.format.moment($0.startedAt)) · \(page.t($0.state.label))" }
            ?? "\(page.t("harvest.field.last_run")): \(page.t("harvest.never"))"
        let trouble = followed.last?.failure ?? followed.trouble
        let stop = PostForm(
            page, CataloguePaths.followFile(view.dataset.name),
            """
            <input type="hidden" name="source_table" value="\(table.id.text)"><input type="hidden" name="source_url" value="\(source.url)">\
            <input type="hidden" name="source_hours" value="\(source.hours)"><p>\(Button(page.t("follow.stop"), kind: .plain))</p>
            """)
        return Notice(
            trouble == nil ? .info : .warn, title: table.title,
            """
            <p>\(page.t("follow.every", ["hours": page.format.number(source.hours), "url": source.url]))</p><p>\(last)</p>\
            \(with: trouble, { "<p>\(page.t($0))</p>" })\(stop)
            """
        ).html
    }
}

enum FollowRoutes {
    static let all: [PageRoute] = [
        .post(CataloguePaths.followFile) { request in
            let dataset = try await ManageRoutes.find(request)
            return try await request.act(again: { form, error in
                try await ManageRoutes.managePage(request, try await ManageRoutes.find(request), form, error)
            }) { data in
                var checker = Checker(data)
                let table: Identifier<Distribution>? = checker.id("source_table")
                let url = checker.line("source_url", max: 2000)
                let hours = checker.int("source_hours", in: 1...8760)
                let isEnabled = checker.isOn("enabled")
                try checker.check()
                guard let table, try await request.database.read({ tx in try tx.distribution(table)?.dataset }) == dataset.id else {
                    throw AppError.notFound
                }
                do {
                    try await request.harvestDesk.follow(table, url: url, hours: hours ?? 24, isEnabled: isEnabled, by: request.actor)
                } catch let error as AppError where !error.issues.isEmpty {
                    throw AppError.invalid(error.issues.map { Issue("source_\($0.field)", $0.message) })
                }
                return .redirect(
                    CataloguePaths.manage(dataset.name), flash: request.t(isEnabled ? "follow.kept" : "follow.stopped"))
            }
        }
    ]
}
