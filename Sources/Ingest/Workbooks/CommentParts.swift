import Kernel
import Tables

/// The parts of a workbook that hold the comments of one sheet: their text, and the boxes in which they are shown (in VML, as ever).
struct CommentParts {
    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    private static let shapeType = """
        <v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">\
        <v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>
        """

    let author: String
    /// In the order of the cells.
    let remarks: [(place: CellPlace, text: String)]
    /// Of the sheet, from 0: numbers of shapes must differ between sheets.
    let sheet: Int

    /// New comments, or those of the part with ours added; a cell that has a comment keeps it, with ours below.
    func comments(adding existing: [UInt8]?) throws(AppError) -> (part: [UInt8], commented: Set<String>) {
        guard let existing else {
            let list = remarks.map { comment($0.place, $0.text, author: 0, prefix: "") }.joined()
            let text = """
                \(CommentParts.head)<comments xmlns="\(PackageNames.main)"><authors><author>\(XMLText.escaped(author))</author></authors>\
                <commentList>\(list)</commentList></comments>
                """
            return (Array(text.utf8), [])
        }
        var waiting = Dictionary(remarks.map { ($0.place.reference, $0) }, uniquingKeysWith: { first, _ in first })
        var output: [UInt8] = []
        var authors = 0
        var commented: Set<String> = []
        var current: String?
        var tags = XMLTags(existing)
        while let token = try tags.next() {
            let prefix = token.kind == .text || token.kind == .other ? "" : token.prefix
            if token.isNamed("author"), token.kind != .end { authors += 1 }
            if token.isNamed("comment"), token.kind == .start {
                current = token.value(of: "ref")
                if let current { commented.insert(current) }
            }
            switch token.kind {
            case .end where token.isNamed("authors"):
                output += Array("<\(prefix)author>\(XMLText.escaped(author))</\(prefix)author>".utf8)
            case .end where token.isNamed("text"):
                if let here = current.flatMap({ waiting.removeValue(forKey: $0) }) {
                    let text = "<\(prefix)r><\(prefix)t xml:space=\"preserve\">\n\(XMLText.escaped(here.text))</\(prefix)t></\(prefix)r>"
                    output += Array(text.utf8)
                }
            case .end where token.isNamed("commentList"), .empty where token.isNamed("commentList"):
                let list = waiting.values.sorted { $0.place < $1.place }
                let added = list.map { comment($0.place, $0.text, author: authors, prefix: prefix) }.joined()
                guard token.kind == .empty else {
                    output += Array(added.utf8)
                    break
                }
                output += Array("<\(prefix)commentList>\(added)</\(prefix)commentList>".utf8)
                continue
            case .empty where token.isNamed("authors"):
                output += Array("<\(prefix)authors><\(prefix)author>\(XMLText.escaped(author))</\(prefix)author></\(prefix)authors>".utf8)
                continue
            default: break
            }
            output += Array(token.bytes)
        }
        return (output, commented)
    }

    /// New boxes, or those of the part with ours added, none for cells that have one.
    func drawing(adding existing: [UInt8]?, without commented: Set<String>) -> [UInt8] {
        let places = remarks.map(\.place).filter { !commented.contains($0.reference) }
        let first = 100 + sheet * 16
        let shapes = places.enumerated().map { shape($1, number: first * 1024 + 1 + $0) }.joined()
        guard let existing, let end = existing.lastRange(of: Array("</".utf8)) else {
            let blocks = (0...(places.count / 1024)).map { "\(first + $0)" }.joined(separator: ",")
            let text = """
                <xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
                xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="\(blocks)"/>\
                </o:shapelayout>\(CommentParts.shapeType)\(shapes)</xml>
                """
            return Array(text.utf8)
        }
        let hasType = existing.lastRange(of: Array("id=\"_x0000_t202\"".utf8)) != nil
        return Array(existing[..<end.lowerBound]) + Array(((hasType ? "" : CommentParts.shapeType) + shapes).utf8)
            + existing[end.lowerBound...]
    }

    private func comment(_ place: CellPlace, _ text: String, author: Int, prefix: String) -> String {
        """
        <\(prefix)comment ref="\(place.reference)" authorId="\(author)"><\(prefix)text><\(prefix)t xml:space="preserve">\
        \(XMLText.escaped(text))</\(prefix)t></\(prefix)text></\(prefix)comment>
        """
    }

    private func shape(_ place: CellPlace, number: Int) -> String {
        let lines = 3 + min(12, (remarks.first { $0.place == place }?.text.count ?? 0) / 28)
        let anchor = "\(place.column + 1), 15, \(max(0, place.row - 1)), 10, \(place.column + 4), 15, \(max(0, place.row - 1) + lines), 4"
        return """
            <v:shape id="_x0000_s\(number)" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;width:144pt;\
            height:80pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
            <v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">\
            <div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
            <x:Anchor>\(anchor)</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>\(place.row)</x:Row><x:Column>\(place.column)</x:Column>\
            </x:ClientData></v:shape>
            """
    }
}

extension [UInt8] {
    func lastRange(of wanted: [UInt8]) -> Range<Int>? {
        var at = count - wanted.count
        while at >= 0 {
            if self[at] == wanted[0], self[at..<at + wanted.count].elementsEqual(wanted) { return at..<at + wanted.count }
            at -= 1
        }
        return nil
    }
}
