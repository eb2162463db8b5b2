import Foundation

/// A page of a list of objects (`ListObjectsV2`).
struct S3List {
    let keys: [String]
    /// What asks for the next page; `nil` when this is the last.
    let next: String?

    /// `nil` when the text is no such list, or breaks off.
    init?(_ xml: String) {
        guard xml.contains("<ListBucketResult"), xml.contains("</ListBucketResult>") else { return nil }
        keys = S3List.values(of: "Key", in: xml)
        let isCut = S3List.values(of: "IsTruncated", in: xml).first == "true"
        next = isCut ? S3List.values(of: "NextContinuationToken", in: xml).first : nil
        if isCut, next == nil { return nil }
    }

    /// The texts of all elements of a name that hold nothing but text, as the answers of such stores are made.
    static func values(of name: String, in xml: String) -> [String] {
        var values: [String] = []
        var rest = xml[...]
        while let start = rest.range(of: "<\(name)>"), let end = rest[start.upperBound...].range(of: "</\(name)>") {
            values.append(plain(rest[start.upperBound..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return values
    }

    private static func plain(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        return String(text).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&apos;", with: "'").replacing("&#39;", with: "'").replacing("&#x27;", with: "'").replacing("&amp;", with: "&")
    }
}
