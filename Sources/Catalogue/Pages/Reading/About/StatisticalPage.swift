import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Storage
import Tables
import Web

/// The three forms of BPS as a page to print, as a workbook with a sheet for each, and as JSON.
enum StatisticalPage {
    static let pages: [PageRoute] = [
        .get(DataPaths.metadata) { request in
            let reading = try await ReadingRequest(request, purpose: nil)
            return .page(page(request.page, reading.dataset, sheets(reading)))
        },
        .get(DataPaths.metadataBook) { request in
            let reading = try await ReadingRequest(request, purpose: nil)
            return .bytes(
                try await book(sheets(reading), reading), type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                filename: "metadata-\(reading.dataset.name).xlsx")
        },
    ]

    static let endpoint = Endpoint(
        .get, "/api/datasets/{name}/statistical-metadata", "BPS's metadata forms of a dataset: MS-Keg, MS-Ind and MS-Var",
        about: "In the words of the language that is asked for. Items that the activity's answers leave out are not there.",
        response: .object(
            .required(
                "activity",
                .array(of: .object(.required("block", .string), .required("item", .string), .required("answer", .string.orNull)))),
            .required("indicators", .array(of: .map(of: .string))), .required("variables", .array(of: .map(of: .string))))
    ) { request in
        let reading = try await ReadingRequest(request, purpose: nil)
        let sheets = sheets(reading)
        func rows(_ heads: [TextKey], _ rows: [[String]]) -> JSONValue {
            let names = heads.map { String($0.id.split(separator: ".").last ?? "") }
            return .array(rows.map { .object(Dictionary(uniqueKeysWithValues: zip(names, $0.map(JSONValue.string)))) })
        }
        return .json(
            [
                "activity": .array(
                    sheets.activity.map {
                        ["block": .string($0.block), "item": .string($0.label), "answer": $0.text.map(JSONValue.string) ?? .null]
                    }), "indicators": rows(StatisticalSheets.indicatorHeads, sheets.indicators),
                "variables": rows(StatisticalSheets.variableHeads, sheets.variables),
            ] as JSONValue)
    }

    private static func sheets(_ reading: ReadingRequest) -> StatisticalSheets {
        let schemas = reading.tables.map { reading.shown[$0.id]?.schema ?? $0.schema }
        return StatisticalSheets(
            reading.dataset, schemas, producer: reading.directory.agencies.name(reading.dataset.producer.text), reading.page)
    }

    private static func page(_ page: Page, _ dataset: Dataset, _ sheets: StatisticalSheets) -> HTML {
        let blocks = BPSItem.blocks.filter { block in sheets.activity.contains { $0.block == block } }
        let activity = blocks.html { block in
            let rows: [[HTML]] = sheets.activity.filter { $0.block == block }.map { answer in
                [
                    "\(answer.label)",
                    answer.text.map { "<span class=\"keep-lines\">\($0)</span>" }
                        ?? "<span class=\"muted\">\(page.t("bps.sheet.open"))</span>",
                ]
            }
            let title = page.t(TextKey("bps.block.\(block)"))
            return Table(
                title, showsCaption: true, columns: [Table.Column(page.t("bps.sheet.item")), Table.Column(page.t("bps.sheet.answer"))],
                rows: rows, isCards: false
            ).html
        }
        func table(_ title: TextKey, _ heads: [TextKey], _ rows: [[String]]) -> HTML {
            guard !rows.isEmpty else { return .empty }
            return """
                <h2>\(page.t(title))</h2>\(Table(page.t(title), columns: heads.map { Table.Column(page.t($0)) }, rows: rows.map { row in row.map { "\($0)" } }, isCards: false))
                """
        }
        return Layout.page(
            page, title: "\(page.t("bps.sheet.title")): \(dataset.title(page.language))",
            body: """
                \(Breadcrumb(page, above: [(page.t("reading.index.title"), DataPaths.index()), (dataset.title(page.language), DataPaths.dataset(dataset.name))], title: page.t("bps.sheet.title")))\
                <div class="stack"><h1>\(page.t("bps.sheet.title"))</h1><p class="lead">\(dataset.title(page.language))</p>\
                <p class="muted prose">\(page.t("bps.sheet.about")) \(page.t("bps.sheet.print"))</p>\
                <p>\(Button(page.t("bps.sheet.xlsx"), kind: .quiet, icon: .download, link: DataPaths.metadataBook(dataset.name)))</p>\
                <h2>\(page.t("bps.sheet.activity"))</h2>\(activity)\
                \(table("bps.sheet.indicators", StatisticalSheets.indicatorHeads, sheets.indicators))\
                \(table("bps.sheet.variables", StatisticalSheets.variableHeads, sheets.variables))</div>
                """)
    }

    private static func book(_ sheets: StatisticalSheets, _ reading: ReadingRequest) async throws -> [UInt8] {
        let page = reading.page
        let path = try reading.request.catalogueDesk.files.scratch("xlsx")
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await Background.run {
            let writer = try XLSXWriter(path: path)
            func sheet(_ name: String, _ heads: [TextKey], _ rows: [[String]]) throws {
                let sheet = try writer.sheet(name, headings: heads.map { page.t($0) })
                for row in rows { try sheet.row(row.map { $0.isEmpty ? Cell.empty : .text($0) }) }
            }
            try sheet(
                "MS-Keg", ["bps.sheet.block", "bps.sheet.item", "bps.sheet.answer"],
                sheets.activity.map { [page.t(TextKey("bps.block.\($0.block)")), $0.label, $0.text ?? ""] })
            try sheet("MS-Ind", StatisticalSheets.indicatorHeads, sheets.indicators)
            try sheet("MS-Var", StatisticalSheets.variableHeads, sheets.variables)
            try writer.close()
            return try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        }
    }
}
