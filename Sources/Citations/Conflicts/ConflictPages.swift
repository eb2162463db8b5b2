import Catalogue
import HTTPTypes
import Kernel
import Web

/// Pages of what two datasets say differently, and the steward's verdict.
enum ConflictPages {
    private static let pageSize = 30

    static let all: [PageRoute] = [
        .get(ConflictPaths.list) { request in
            let before = request.query["lama"]
            // One row too many tells whether there is a next page.
            let found = try await request.citations.conflicts([.open, .ruled], before: before, limit: pageSize + 1, request)
            let shown = Array(found.prefix(pageSize))
            let older = found.count > pageSize ? shown.last.map { ConflictPaths.list(query: [("lama", $0.conflict.id.text)]) } : nil
            return .page(list(request.page, shown, older: older, isFirst: before == nil))
        },
        .get(ConflictPaths.conflict) { request in .page(try await one(request, .empty)) },
        .post(ConflictPaths.ruling, permission: .stewardData) { request in
            let data = try await request.form()
            do {
                var checker = Checker(data)
                let verdict = checker.choice("verdict", of: ValueConflict.Verdict.self)
                let version = checker.int("version", in: 0...Int.max)
                try checker.check()
                let ruled = try await request.citations.referee.rule(
                    verdict!, reason: data["reason"] ?? "", on: try request.parameter("code"), by: request.actor, expecting: version)
                return .redirect(ConflictPaths.conflict(ruled.code), flash: request.t("conflict.ruled_now"))
            } catch let error as AppError where error.kind == .invalid {
                return .page(try await one(request, Form(data, issues: error.issues)), status: .unprocessableContent)
            } catch let error as AppError where error.kind == .conflict {
                return .page(try await one(request, Form(data, issues: [Issue("", error.message)])), status: .conflict)
            }
        },
    ]

    private static func one(_ request: Request, _ form: Form) async throws -> HTML {
        let view = try await request.citations.conflictView(try request.parameter("code"), for: request.actor, request)
        return ConflictPage.page(request.page, view, form)
    }

    static func list(_ page: Page, _ views: [ConflictView], older: String?, isFirst: Bool) -> HTML {
        let cards = views.map { view in
            ListCard(
                page.t("conflict.between", ["first": view.first.title(page.language), "second": view.second.title(page.language)]),
                link: ConflictPaths.conflict(view.conflict.code),
                facts: [
                    "\(page.t("conflict.standard", ["code": view.conflict.standard]))", "\(differing(page, view.conflict))",
                    "\(page.format.day(view.conflict.foundAt))",
                ], tags: [tag(page, view.conflict).html])
        }
        return Layout.page(
            page, title: page.t("conflict.list.title"),
            body: """
                <h1>\(page.t("conflict.list.title"))</h1><p class="lead">\(page.t("conflict.list.lead"))</p>\
                \(if: views.isEmpty, EmptyState(page.t("conflict.list.empty"), text: page.t("conflict.list.empty_text")).html, else: ListCard.list(cards))\
                \(Pagination(page, newer: isFirst ? nil : ConflictPaths.list(), older: older))
                """)
    }

    static func differing(_ page: Page, _ conflict: ValueConflict) -> String {
        page.t(
            "conflict.differing", ["count": page.format.number(conflict.differing), "common": page.format.number(conflict.common)])
    }

    static func tag(_ page: Page, _ conflict: ValueConflict) -> Tag {
        switch conflict.state {
        case .open: Tag(page.t("conflict.state.open"), .warn)
        case .ruled: Tag(page.t(conflict.verdict?.label ?? "conflict.state.ruled"), .good)
        case .vanished: Tag(page.t("conflict.state.vanished"))
        }
    }
}
