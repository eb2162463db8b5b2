import Directory
import Kernel
import Web

/// What the report form shows: what was typed and what is wrong with it, and everything that can be chosen.
package struct ReportFormView: Sendable {
    package var form: Form
    package var names: Names
    /// Photos that were accepted when the form came the last time, as sealed drafts.
    package var keptPhotos: [String]
    /// Made for each rendering: sending one form twice makes one report.
    package var clientKey: String
    /// Said above the form when it came back for a question and not for a mistake.
    package var notice: Message?
    package var outline: OutlineMap?
    package var tiles: TileServer?

    package init(
        form: Form, names: Names, keptPhotos: [String] = [], clientKey: String, notice: Message? = nil, outline: OutlineMap? = nil,
        tiles: TileServer? = nil
    ) {
        self.form = form
        self.names = names
        self.keptPhotos = keptPhotos
        self.clientKey = clientKey
        self.notice = notice
        self.outline = outline
        self.tiles = tiles
    }

    /// The category chosen, if it is one that can be.
    var category: Category? { names.tree[form.value("category")].flatMap { $0.isValid(on: names.today) ? $0 : nil } }

    var point: MapPoint? {
        guard let latitude = Double(form.value("lat")), let longitude = Double(form.value("lon")) else { return nil }
        return MapPoint(latitude: latitude, longitude: longitude)
    }

    /// Every subdistrict with its villages. A subdistrict alone is a place too, for those who do not know the village.
    func villages(_ page: Page) -> [ChoiceGroup] {
        names.places.subdistricts.map { subdistrict in
            let whole = Choice(subdistrict.code.text, page.t("report.form.whole_subdistrict", ["name": subdistrict.name]))
            return ChoiceGroup(
                subdistrict.name, [whole] + names.places.children(of: subdistrict.code).map { Choice($0.code.text, $0.name) })
        }
    }

    func categories(_ page: Page) -> [ChoiceGroup] {
        names.offered.map { top, children in
            let own = Choice(
                top.id, children.isEmpty ? top.name(names.language) : page.t("report.form.other_in", ["name": top.name(names.language)]))
            return ChoiceGroup(top.name(names.language), children.map { Choice($0.id, $0.name(names.language)) } + [own])
        }
    }

    /// Categories that ask something more.
    var asking: [Category] { names.tree.all.filter { !$0.asked(on: names.today).isEmpty && $0.isValid(on: names.today) } }
    /// Categories in which somebody reports what officials did: only there a NIK is asked for.
    var aboutOfficials: [Category] { names.tree.all.filter { $0.kind == .oversight && $0.isValid(on: names.today) } }
    /// Categories for which *confidential* is offered first, as the script reads them.
    var sensitive: String { names.tree.all.filter { $0.isSensitive && $0.isValid(on: names.today) }.map(\.id).joined(separator: " ") }
}

/// Names of the form's fields that are made of more than one word.
enum ReportFormField {
    /// A category's question. Two categories may ask by the same code, so the category is part of the name.
    static func answer(_ category: String, _ code: String) -> String { "answer.\(category).\(code)" }

    /// The NIK; in the name of the category, because only the field of the chosen one is sent.
    static func nationalID(_ category: String) -> String { "national_id.\(category)" }
}
