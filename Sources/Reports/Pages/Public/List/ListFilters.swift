import Directory
import Kernel
import Web

/// The fields that narrow the list. Their choices come from memory.
struct ListFilters {
    let page: Page
    let view: ListView

    private var filter: ReportFilter { view.query.filter }

    /// Most come without a filter, and then all of them get the same fields.
    var html: HTML {
        guard let revision = view.names.revision, filter.isEmpty, view.query.words == nil else { return made }
        return page.kept("reports.filters.\(view.query.view.rawValue)", of: revision) { made }
    }

    private var made: HTML {
        let fields: [HTML] = [
            category, status, agency, subdistrict,
            Input(page, "dari", label: page.t("report.list.from"), kind: .date, value: filter.from?.description ?? "", need: .filter).html,
            Input(page, "sampai", label: page.t("report.list.to"), kind: .date, value: filter.to?.description ?? "", need: .filter).html,
            // What is not in a field of its own must not get lost when another filter changes.
            """
            \(if: filter.fact != nil, "<input type=\"hidden\" name=\"hal\" value=\"\(filter.fact.map(ListQuery.name) ?? "")\">")\
            \(if: view.query.view == .map, "<input type=\"hidden\" name=\"tampilan\" value=\"\(ListQuery.View.map.rawValue)\">")
            """,
        ]
        let words = Input(
            page, "cari", label: page.t("report.list.search"), kind: .search, value: view.query.words ?? "", need: .filter)
        return Filters(
            page, action: ReportPaths.list(), lead: words.html, fields: fields, active: active, target: ListPage.target
        ).html
    }

    private var category: HTML {
        let groups = view.names.offered.map { top, children in
            ChoiceGroup(
                top.name(page.language),
                [Choice(top.id, page.t("report.list.all_of", ["name": top.name(page.language)]))]
                    + children.map { Choice($0.id, $0.name(page.language)) })
        }
        return Select(
            page, "kategori", label: page.t("report.fact.category"), groups: groups, selected: filter.category ?? "",
            prompt: page.t("report.list.all_categories"), need: .filter
        ).html
    }

    private var status: HTML {
        Select(
            page, "status", label: page.t("report.list.status"),
            choices: ReportFilter.Status.allCases.map { Choice(ListQuery.name($0), page.t($0.label)) },
            selected: filter.status.map(ListQuery.name) ?? "", prompt: page.t("report.list.all_statuses"), need: .filter
        ).html
    }

    private var agency: HTML {
        Select(
            page, "instansi", label: page.t("report.fact.agency"), choices: view.names.handlers.map { Choice($0.id.text, $0.name) },
            selected: filter.agency ?? "", prompt: page.t("report.list.all_agencies"), need: .filter
        ).html
    }

    private var subdistrict: HTML {
        Select(
            page, "kecamatan", label: page.t("ui.place.subdistrict"),
            choices: view.names.places.subdistricts.map { Choice($0.code.text, $0.name) }, selected: filter.subdistrict ?? "",
            prompt: page.t("report.list.all_subdistricts"), need: .filter
        ).html
    }

    /// The filters in force, in words.
    private var active: [String] {
        [
            view.query.words.map { "“\($0)”" }, filter.category.map(view.names.category), filter.status.map { page.t($0.label) },
            filter.fact.map { page.t(TextKey("report.only.\($0.rawValue)")) }, filter.agency.map(view.names.agency),
            filter.subdistrict.map(view.names.subdistrict),
            filter.from.map { page.t("report.list.since", ["day": page.format.day($0)]) },
            filter.to.map { page.t("report.list.until", ["day": page.format.day($0)]) },
        ].compactMap { $0 }
    }
}
