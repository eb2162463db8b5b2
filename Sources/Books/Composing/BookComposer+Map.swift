import Documents
import Kernel

extension BookComposer {
    /// Where innovations are: the map where outlines are known, the subdistricts that sheets name, and those that none does.
    func map() -> [PaperBlock] {
        guard let areas = data.areas, !areas.isEmpty else { return [] }
        let named = areas.filter { $0.sheets > 0 }.sorted { ($1.sheets, $0.name) < ($0.sheets, $1.name) }
        let without = areas.filter { $0.sheets == 0 }.map(\.name)
        var blocks: [PaperBlock] = [.text(PaperText(t("books.map.about")))]
        if areas.contains(where: { !$0.rings.isEmpty }) {
            blocks.append(
                .figure(
                    PaperFigure(
                        svg: MapDrawing(areas: areas).svg, caption: t("books.map.caption"),
                        alternative: named.isEmpty
                            ? t("books.map.caption")
                            : named.map { "\($0.name): \(format.number($0.sheets))" }.joined(separator: "; "))))
        }
        if !named.isEmpty {
            blocks.append(
                .table(
                    PaperTable(
                        columns: [.init(t("books.subdistrict"), width: 4), .init(t("books.sheets"), width: 1, isNumber: true)],
                        rows: named.map { [PaperText($0.name), PaperText(format.number($0.sheets))] }, scale: 0.95)))
        }
        if !without.isEmpty {
            blocks.append(
                .text("\(bold: t("books.map.without", ["count": format.number(without.count)])) \(without.joined(separator: ", "))."))
        }
        return blocks
    }
}
