import Directory
import Kernel
import Storage
import Web

extension PlainTable {
    private static func heads(_ page: Page, _ keys: [TextKey]) -> [String] { keys.map { page.t($0) } }
    private static func name(_ agency: String?, _ agencies: AgencyTree) -> Cell { .text(agency.map { agencies.name($0) } ?? "") }

    /// Plans, one a row.
    static func editions(_ editions: [PlanEdition], _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        PlainTable(
            page.t("plan.title"),
            headings: heads(
                page,
                [
                    "plan.field.kind", "plan.field.title", "plan.field.agency", "plan.field.from", "plan.field.to",
                    "plan.field.legal_basis", "plan.list.status", "plan.adopted_on",
                ]),
            rows: editions.map { edition in
                [
                    .text(page.t(edition.kind.label)), .text(edition.title), name(edition.agency, agencies), .count(edition.fromYear),
                    .count(edition.toYear), .text(edition.legalBasis), .text(page.t(edition.status.label)), .day(edition.adoptedOn),
                ]
            })
    }

    /// An edition's nodes, a row for each indicator of each, with targets and money by year.
    static func content(of edition: PlanEdition, _ page: Page, _ agencies: AgencyTree, _ tx: Transaction) throws -> PlainTable {
        let nodes = try tx.planNodes(of: edition.id)
        let byID = Dictionary(uniqueKeysWithValues: nodes.map { ($0.id, $0) })
        let indicators = Dictionary(grouping: try tx.planIndicators(in: edition.id), by: \.node)
        var money: [Identifier<PlanNode>: [Int: Int]] = [:]
        try tx.each(
            """
            SELECT b.subject_id, b.year, b.amount FROM plan_node n
            JOIN plan_budget b ON b.subject_kind = 'plan_node' AND b.subject_id = n.id AND b.kind = 'planned'
            WHERE n.edition_id = \(edition.id)
            """
        ) { row in
            money[row.id("subject_id"), default: [:]][row.int("year"), default: 0] += row.int("amount")
            return true
        }
        let years = Array(edition.years)
        let headings =
            heads(
                page,
                [
                    "plan.field.level", "plan.field.code", "plan.field.node_title", "plan.field.parent", "plan.field.lead",
                    "plan.field.dimension", "plan.field.indicator", "plan.field.unit", "plan.field.baseline",
                ]) + years.map { page.t("plan.field.target", ["year": "\($0)"]) }
            + years.map { page.t("plan.list.money", ["year": "\($0)"]) }
        let rows = nodes.flatMap { node -> [[Cell]] in
            let about: [Cell] = [
                .text(page.t(node.level.label)), .text(node.code), .text(node.title), .text(node.parent.flatMap { byID[$0]?.name } ?? ""),
                name(node.agency, agencies), .text(node.dimension.map { page.t(TextKey("plan.dimension.\($0)")) } ?? ""),
            ]
            let own = indicators[node.id] ?? []
            // Money stands once, beside the first indicator, so that a column can be added up.
            return (0..<max(own.count, 1)).map { place -> [Cell] in
                let indicator = place < own.count ? own[place] : nil
                let measured: [Cell] = [
                    .text(indicator?.name ?? ""), .text(indicator?.unit ?? ""), .number(indicator?.baseline ?? ""),
                ]
                return about + measured + years.map { Cell.number(indicator?.targets[$0] ?? "") }
                    + years.map { Cell.count(place == 0 ? money[node.id]?[$0] : nil) }
            }
        }
        return PlainTable(edition.title, headings: headings, rows: rows)
    }

    /// What changed between two editions, the first of each kind as on the page.
    static func comparison(_ found: PlanComparison, _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        PlainTable(
            page.t("plan.compare.title"),
            headings: heads(
                page,
                [
                    "plan.list.change", "plan.field.level", "plan.field.node_title", "plan.field.indicator", "plan.list.before",
                    "plan.list.after",
                ]),
            rows: found.lines.map { line in
                let (from, to) = ComparisonPage.names(page, line, agencies)
                return [
                    .text(page.t(TextKey("plan.change.\(line.change.rawValue)"))), .text(page.t(line.node.level.label)),
                    .text(line.node.name), .text(line.indicator), .text(from), .text(to),
                ]
            })
    }

    /// Nodes that wait unconnected.
    static func loose(_ nodes: [(PlanEdition, PlanNode)], _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        PlainTable(
            page.t("plan.loose"),
            headings: heads(page, ["plan.title", "plan.field.level", "plan.field.code", "plan.field.node_title", "plan.field.lead"]),
            rows: nodes.map { edition, node in
                [
                    .text(edition.title), .text(page.t(node.level.label)), .text(node.code), .text(node.title),
                    name(node.agency, agencies),
                ]
            })
    }

    /// Who waits for whom.
    static func waiting(_ items: [WaitingItem], _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        func side(_ id: String?) -> Cell { .text(id.map { agencies.name($0) } ?? page.t("plan.planning_agency")) }
        return PlainTable(
            page.t("plan.waiting"),
            headings: heads(page, ["plan.field.node_title", "plan.asked", "plan.list.waits", "plan.list.status", "plan.field.due"]),
            rows: items.map { item in
                [
                    .text(item.title), side(item.waitedFor), side(item.waits), .text(page.t(item.record.state.label)),
                    .day(item.record.dueOn),
                ]
            })
    }

    static func nomenclature(_ entries: [NomenclatureEntry], _ page: Page) -> PlainTable {
        PlainTable(
            page.t("nomenclature.title"),
            headings: heads(
                page,
                [
                    "nomenclature.code", "nomenclature.name", "nomenclature.level", "nomenclature.performance", "plan.field.indicator",
                    "plan.field.unit", "nomenclature.previous",
                ]),
            rows: entries.map { entry in
                [
                    .text(entry.code), .text(entry.title), .text(page.t(entry.kind.label)), .text(entry.performance),
                    .text(entry.indicator), .text(entry.unit), .text(entry.previous ?? ""),
                ]
            })
    }

    /// What keeping a file would change, agency by agency, with its totals by year.
    static func reconciliation(_ report: PlanImportReport, _ page: Page, _ agencies: AgencyTree) -> PlainTable {
        var rows: [[Cell]] = []
        for plan in report.plans {
            let (found, agency) = (plan.reconciliation, Cell.text(agencies.name(plan.agency.text)))
            for year in found.years {
                rows.append([
                    agency, .text(page.t("plan.import.totals")), .text("\(year)"), "", .count(found.totalsBefore[year] ?? 0),
                    .count(found.totalsAfter[year] ?? 0),
                ])
            }
            for change in found.changed {
                let what = change.what.map { page.t($0) }.joined(separator: "; ")
                rows.append([agency, .text(page.t("plan.import.changed")), .text(change.code.text), .text(change.title), "", .text(what)])
            }
            for node in found.added {
                rows.append([
                    agency, .text(page.t("plan.import.added")), .text(node.code.text), .text(node.title), "", .count(node.money.total),
                ])
            }
            for node in found.gone {
                rows.append([
                    agency, .text(page.t("plan.import.gone")), .text(node.code.text), .text(node.title), .count(node.money.total), "",
                ])
            }
            for code in plan.unknown { rows.append([agency, .text(page.t("plan.import.unknown")), .text(code), "", "", ""]) }
        }
        return PlainTable(
            page.t("plan.import.title"),
            headings: heads(
                page,
                ["roadmap.agency", "plan.list.change", "plan.field.code", "plan.field.node_title", "plan.list.before", "plan.list.after"]),
            rows: rows)
    }
}
