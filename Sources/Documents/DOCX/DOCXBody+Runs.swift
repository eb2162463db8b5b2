import Foundation
import Kernel

extension DOCXBody {
    static func twips(_ centimetres: Double) -> Int { Int((centimetres * 1440 / 2.54).rounded()) }

    /// At most forty letters, beginning with one.
    static func bookmark(_ place: String) -> String { "p_" + place.map { $0 == "-" ? "_" : $0 }.prefix(38) }

    func paragraph(_ style: String?, _ content: String, more: String = "") -> String {
        let properties = (style.map { "<w:pStyle w:val=\"\($0)\"/>" } ?? "") + more
        return "<w:p>" + (properties.isEmpty ? "" : "<w:pPr>\(properties)</w:pPr>") + content + "</w:p>"
    }

    /// - Parameter size: half points; the style's when `nil`.
    static func run(_ text: String, isBold: Bool = false, isItalic: Bool = false, style: String? = nil, size: Int? = nil) -> String {
        let properties =
            (style.map { "<w:rStyle w:val=\"\($0)\"/>" } ?? "") + (isBold ? "<w:b/>" : "") + (isItalic ? "<w:i/>" : "")
            + (size.map { "<w:sz w:val=\"\($0)\"/>" } ?? "")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { "<w:t xml:space=\"preserve\">\(escaped(String($0)))</w:t>" }
        return "<w:r>" + (properties.isEmpty ? "" : "<w:rPr>\(properties)</w:rPr>") + lines.joined(separator: "<w:br/>") + "</w:r>"
    }

    static func field(_ name: String) -> String {
        """
        <w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> \(name) </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>
        """
    }

    mutating func runs(_ text: PaperText, isBold: Bool = false, size: Int? = nil) -> String {
        var made = ""
        for run in text.runs {
            let piece = DOCXBody.run(
                run.text, isBold: run.isBold || isBold, isItalic: run.isItalic, style: run.link == nil ? nil : "Hyperlink", size: size)
            switch run.link {
            case let link? where link.hasPrefix("#"):
                made += "<w:hyperlink w:anchor=\"\(DOCXBody.bookmark(String(link.dropFirst())))\">\(piece)</w:hyperlink>"
            case let link?: made += "<w:hyperlink r:id=\"\(parts.link(link))\">\(piece)</w:hyperlink>"
            case nil: made += piece
            }
            if let code = run.code {
                made +=
                    "<w:hyperlink r:id=\"\(parts.link(paper.codeAddress + code))\">\(DOCXBody.run("\u{2009}" + code, style: "FigureCode"))</w:hyperlink>"
            }
        }
        return made
    }

    /// A drawing as SVG, which newer word processors show, over a picture for the older ones.
    mutating func drawing(_ svg: String, _ alternative: String, width: Double, png: [UInt8]? = nil) -> String {
        let shape = SVGFrame(svg)
        let (across, down) = (Int(width * 360_000), Int(width * shape.ratio * 360_000))
        pictures += 1
        let fallback = parts.medium(png ?? PNGPicture.frame(ratio: shape.ratio).bytes, "png")
        let drawn = parts.medium(Array(svg.utf8), "svg")
        let text = escaped(alternative)
        return """
            <w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="\(across)" cy="\(down)"/>\
            <wp:docPr id="\(pictures)" name="Gambar \(pictures)" descr="\(text)"/><a:graphic>\
            <a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>\
            <pic:cNvPr id="\(pictures)" name="image\(pictures)" descr="\(text)"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>\
            <a:blip r:embed="\(fallback)"><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">\
            <asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="\(drawn)"/></a:ext></a:extLst></a:blip>\
            <a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="\(across)" cy="\(down)"/></a:xfrm>\
            <a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>
            """
    }
}

/// How high a drawing is for its width, from the head of its SVG.
struct SVGFrame {
    var ratio = 0.5

    init(_ svg: String) {
        guard let start = svg.range(of: "<svg"), let end = svg[start.upperBound...].firstIndex(of: ">") else { return }
        let head = svg[start.upperBound..<end]
        func attribute(_ name: String) -> String? {
            guard let at = head.range(of: " \(name)=\""), let close = head[at.upperBound...].firstIndex(of: "\"") else { return nil }
            return String(head[at.upperBound..<close])
        }
        let box = attribute("viewBox")?.split(whereSeparator: { $0 == " " || $0 == "," }).compactMap { Double($0) } ?? []
        if box.count == 4, box[2] > 0, box[3] > 0 {
            ratio = box[3] / box[2]
        } else if let width = attribute("width").flatMap({ Double($0) }), let height = attribute("height").flatMap({ Double($0) }),
            width > 0, height > 0
        {
            ratio = height / width
        }
        ratio = min(max(ratio, 0.01), 20)
    }
}
