import Directory
import Ingest
import Kernel
import Web

/// BPS's three metadata forms (Perban BPS 5/2020) of a dataset, put together from what was asked once: of the dataset, of its activity, and
/// of its columns. Nothing is asked again for them.
package struct StatisticalSheets: Sendable {
    /// One item of BPS's forms with what was answered.
    package struct Answer: Sendable, Equatable {
        /// One of ``BPSItem/blocks``.
        package var block: String
        package var label: String
        /// `nil` while nobody has answered.
        package var text: String?
    }

    /// MS-Keg, the items that are asked of this activity.
    package let activity: [Answer]
    /// MS-Ind, a row for each measured figure, in the order of ``indicatorHeads``.
    package let indicators: [[String]]
    /// MS-Var, a row for each column, in the order of ``variableHeads``.
    package let variables: [[String]]

    package static let indicatorHeads: [TextKey] = [
        "bps.sheet.number", "bps.sheet.name", "bps.sheet.concept", "bps.sheet.definition", "bps.sheet.interpretation", "bps.sheet.formula",
        "bps.sheet.measure", "bps.sheet.unit", "bps.sheet.shown_by", "bps.sheet.composite", "bps.sheet.built_of", "bps.sheet.activity_of",
        "bps.sheet.level", "bps.sheet.public",
    ]
    package static let variableHeads: [TextKey] = [
        "bps.sheet.name", "bps.sheet.alias", "bps.sheet.concept", "bps.sheet.definition", "bps.sheet.selection", "bps.sheet.time",
        "bps.sheet.type", "bps.sheet.classification", "bps.sheet.rule", "bps.sheet.question", "bps.sheet.public",
    ]

    /// - Parameters:
    ///   - schemas: of the tables that are shown.
    ///   - producer: the agency's name.
    package init(_ dataset: Dataset, _ schemas: [TableSchema], producer: String, _ page: Page) {
        let words = SheetWords(page: page)
        let answers = dataset.bps
        let fields = schemas.flatMap(\.fields)
        let isOpen = dataset.access == .open
        activity = StatisticalSheets.activity(dataset, fields, producer, words)
        let measures = fields.filter { $0.standard.role == .measure }
        func said(_ code: String) -> String { answers[code] ?? "" }
        indicators = measures.enumerated().map { index, field in
            [
                "\(index + 1)", field.heading, field.standard.concept ?? said("ind.konsep"),
                field.standard.definition ?? said("ind.definisi"),
                said("ind.interpretasi"), said("ind.rumus"), field.standard.measure ?? said("ind.ukuran"),
                field.standard.unit ?? said("ind.satuan"), field.standard.classification ?? said("ind.klasifikasi"),
                words.answer("ind.komposit", answers["ind.komposit"]) ?? "", said("ind.variabel"), dataset.title, said("ind.estimasi"),
                words.answer("ind.akses", answers["ind.akses"]) ?? page.t(isOpen ? "bps.sheet.yes" : "bps.sheet.no"),
            ]
        }
        variables = schemas.flatMap { schema in
            schema.fields.map { field in
                let own = field.standard.variable
                return [
                    field.heading, own?.alias ?? field.name, field.standard.concept ?? "",
                    field.standard.definition ?? field.description ?? "",
                    own?.selectionReference ?? "", own?.timeReference ?? "", page.t(TextKey("field.type.\(field.type.rawValue)")),
                    field.standard.classification ?? "", own?.validationRule ?? words.rules(of: field, schema), own?.question ?? "",
                    page.t(own?.isPublic ?? isOpen ? "bps.sheet.yes" : "bps.sheet.no"),
                ]
            }
        }
    }

    private static func activity(_ dataset: Dataset, _ fields: [TableSchema.Field], _ producer: String, _ words: SheetWords) -> [Answer] {
        func known(_ block: String, _ label: TextKey, _ text: String?) -> Answer {
            Answer(block: block, label: words.page.t(label), text: text.flatMap { $0.isEmpty ? nil : $0 })
        }
        let years = [dataset.temporalFrom, dataset.temporalTo].compactMap { $0?.civil.year }
        let once = dataset.frequency == .once || dataset.frequency == .irregular
        // What the dataset says anyway stands where the form has it.
        let given: [Answer] = [
            known("identitas", "bps.sheet.name", dataset.title),
            known("identitas", "bps.sheet.year", Set(years).sorted().map(String.init).joined(separator: "–")),
            known("1", "bps.sheet.organiser", producer),
            known("3", "bps.sheet.variables_list", fields.map(\.heading).joined(separator: "; ")),
            known("4", "bps.sheet.frequency", words.page.t(once ? "bps.sheet.once" : "bps.sheet.repeated")),
        ]
        let asked = BPSItem.all.filter { $0.block != "ind" && $0.isAsked(dataset.bps) }.map { item in
            Answer(block: item.block, label: words.page.t(item.label), text: words.answer(item.code, dataset.bps[item.code]))
        }
        return BPSItem.blocks.flatMap { block in (given + asked).filter { $0.block == block } }
    }
}

/// Answers and rules in words.
private struct SheetWords {
    let page: Page

    /// An answer of a form; choices by their words, several with commas.
    func answer(_ code: String, _ kept: String?) -> String? {
        guard let kept, !kept.isEmpty, let item = BPSItem.all.first(where: { $0.code == code }) else { return nil }
        if item.choices.isEmpty { return kept }
        let chosen = item.isSum ? item.choices.filter { choice in (Int(kept) ?? 0) & (Int(choice) ?? 0) != 0 } : [kept]
        return chosen.map { page.t(item.label($0)) }.joined(separator: ", ")
    }

    /// What is demanded of a column's values.
    func rules(of field: TableSchema.Field, _ schema: TableSchema) -> String {
        let rules = field.constraints
        var said: [String] = []
        if field.isRequired { said.append(page.t("bps.sheet.required")) }
        if rules.unique == true || schema.primaryKey == [field.name] { said.append(page.t("bps.sheet.unique")) }
        switch (rules.minimum?.text, rules.maximum?.text) {
        case (let low?, let high?): said.append(page.t("bps.sheet.between", ["from": low, "to": high]))
        case (let low?, nil): said.append(page.t("bps.sheet.from", ["from": low]))
        case (nil, let high?): said.append(page.t("bps.sheet.to", ["to": high]))
        case (nil, nil): break
        }
        if let values = rules.enumeration?.compactMap(\.text), !values.isEmpty {
            said.append(page.t("bps.sheet.one_of", ["values": values.joined(separator: ", ")]))
        }
        if let pattern = rules.pattern { said.append(page.t("bps.sheet.pattern", ["pattern": pattern])) }
        if let key = schema.foreignKeys.first(where: { $0.fields.contains(field.name) && !$0.resource.isEmpty }) {
            said.append(page.t("bps.sheet.refers", ["dataset": key.resource]))
        }
        return said.joined(separator: "; ")
    }
}
