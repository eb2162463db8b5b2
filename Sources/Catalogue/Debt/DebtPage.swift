import Directory
import HTTPTypes
import Kernel
import Web

/// Who owes which data, for everybody to see.
enum DebtPage {
    static let route = PageRoute.get(CataloguePaths.debt) { request in
        let directory = request.catalogueDesk.directory
        let debt = DataDebt(request.catalogueIndex.snapshot.listed.map(\.dataset), on: directory.today)
        return .page(page(request.page, debt, directory.agencies))
    }

    static func page(_ page: Page, _ debt: DataDebt, _ agencies: AgencyTree) -> HTML {
        Layout.page(
            page, title: page.t("debt.title"),
            body: """
                <h1>\(page.t("debt.title"))</h1><p class="lead">\(page.t("debt.about"))</p>
                \(if: debt.agencies.isEmpty, EmptyState(page.t("debt.none"), text: page.t("debt.none.about")).html, else: table(page, debt, agencies))
                \(each: debt.agencies, { details(page, $0, agencies) })
                """)
    }

    private static func table(_ page: Page, _ debt: DataDebt, _ agencies: AgencyTree) -> HTML {
        Table(
            page.t("debt.title"),
            columns: [
                Table.Column(page.t("debt.agency")), Table.Column(page.t("debt.score"), isNumber: true),
                Table.Column(page.t("debt.late"), isNumber: true), Table.Column(page.t("debt.datasets"), isNumber: true),
                Table.Column(page.t("debt.oldest"), isNumber: true),
            ],
            rows: debt.agencies.map { owed in
                [
                    "<a href=\"#\(owed.agency.text)\">\(agencies.name(owed.agency.text))</a>", "\(page.format.number(owed.score))",
                    "\(page.format.number(owed.late.count))", "\(page.format.number(owed.owed))",
                    "\(days(page, owed.late.map(\.days).max() ?? 0))",
                ]
            }
        ).html
    }

    private static func details(_ page: Page, _ owed: DataDebt.OfAgency, _ agencies: AgencyTree) -> HTML {
        let lines = owed.late.html { late in
            "<li><a href=\"\(CataloguePaths.dataset(late.dataset.name))\">\(late.dataset.title(page.language))</a> – \(days(page, late.days)) × \(late.weight)</li>"
        }
        return "<section id=\"\(owed.agency.text)\"><h2>\(agencies.name(owed.agency.text))</h2><ul>\(lines)</ul></section>"
    }

    private static func days(_ page: Page, _ days: Int) -> String { page.t("debt.days", ["days": page.format.number(days)]) }
}

/// The same for other systems.
enum DebtEndpoint {
    static let all = [
        Endpoint(
            .get, "/api/data-debt", "Data debt by agency, the most indebted first",
            about: "Days late times weight: 3 for priority data, 2 for restricted data, 1 for the rest.",
            response: .object(
                .required("score", .integer),
                .required(
                    "agencies",
                    .array(
                        of: .object(
                            .required("agency", .id), .required("score", .integer), .required("owed", .integer),
                            .required(
                                "late",
                                .array(
                                    of: .object(.required("dataset", .string), .required("days", .integer), .required("weight", .integer))))
                        )))
            )
        ) { request in
            let debt = DataDebt(request.catalogueIndex.snapshot.listed.map(\.dataset), on: request.catalogueDesk.directory.today)
            return .json([
                "score": .integer(debt.score),
                "agencies": .array(
                    debt.agencies.map { owed in
                        [
                            "agency": .string(owed.agency.text), "score": .integer(owed.score), "owed": .integer(owed.owed),
                            "late": .array(
                                owed.late.map {
                                    ["dataset": .string($0.dataset.name), "days": .integer($0.days), "weight": .integer($0.weight)]
                                }),
                        ]
                    }),
            ])
        }
    ]
}
