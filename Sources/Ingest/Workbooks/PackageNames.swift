import Kernel
import Tables

/// Names of the workbook format, and edits of the small parts that say which parts belong together.
enum PackageNames {
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    static let relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    private static let comments = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
    private static let drawing = "application/vnd.openxmlformats-officedocument.vmlDrawing"

    /// The list of content types with new comment parts and VML in it.
    static func types(_ existing: [UInt8], comments parts: [String], hasDrawing: Bool) throws(AppError) -> [UInt8] {
        var output: [UInt8] = []
        var knowsVML = false
        var tags = XMLTags(existing)
        while let token = try tags.next() {
            if token.isNamed("Default"), token.value(of: "Extension")?.lowercased() == "vml" { knowsVML = true }
            if token.isNamed("Types"), token.kind == .end {
                let prefix = token.prefix
                if hasDrawing, !knowsVML { output += Array("<\(prefix)Default Extension=\"vml\" ContentType=\"\(drawing)\"/>".utf8) }
                for part in parts { output += Array("<\(prefix)Override PartName=\"/\(part)\" ContentType=\"\(comments)\"/>".utf8) }
            }
            output += Array(token.bytes)
        }
        return output
    }

    /// A part's relations with more of them; a new list when it has none.
    static func relations(_ existing: [UInt8]?, adding more: [(id: String, type: String, target: String)]) throws(AppError) -> [UInt8] {
        func list(_ prefix: String) -> [UInt8] {
            Array(
                more.map { "<\(prefix)Relationship Id=\"\($0.id)\" Type=\"\(office)/\($0.type)\" Target=\"\($0.target)\"/>" }.joined().utf8)
        }
        let start = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"\(relations)\">"
        guard let existing else { return Array(start.utf8) + list("") + Array("</Relationships>".utf8) }
        var output: [UInt8] = []
        var tags = XMLTags(existing)
        while let token = try tags.next() {
            guard token.isNamed("Relationships"), token.kind != .start else {
                output += Array(token.bytes)
                continue
            }
            if token.kind == .end {
                output += list(token.prefix) + Array(token.bytes)
            } else {
                output += token.opened + list(token.prefix) + Array("</\(String(decoding: token.qualifiedName, as: UTF8.self))>".utf8)
            }
        }
        return output
    }
}
