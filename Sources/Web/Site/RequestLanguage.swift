import HTTPTypes
import Kernel

/// The language to answer in: what the link asks for, else what was chosen before, else what the browser prefers, else Indonesian.
func requestLanguage(query: Query?, headers: HTTPFields) -> (language: Language, isChosenNow: Bool) {
    if let query, let asked = query.pairs.first(where: { $0.name == "bahasa" }).flatMap({ Language(rawValue: $0.value) }) {
        return (asked, true)
    }
    if let kept = cookie(CookieName.language, in: headers).flatMap(Language.init(rawValue:)) { return (kept, false) }
    guard let accepted = headers.text(.acceptLanguage) else { return (.indonesian, false) }
    return (preferred(accepted), false)
}

/// The language of the highest weight among ours; the first of equals (RFC 9110 §12.5.4).
private func preferred(_ header: String) -> Language {
    var best = Language.indonesian
    var weight = 0.0
    for part in header.split(separator: ",") {
        let pieces = part.split(separator: ";")
        guard let tag = pieces.first?.drop(while: { $0 == " " }) else { continue }
        // `in` is the old code of Indonesian that some phones still send.
        let primary = tag.prefix { $0 != "-" && $0 != " " }.lowercased()
        guard let language = Language(rawValue: primary == "in" ? "id" : primary) else { continue }
        let quality = pieces.dropFirst().first { $0.contains("q=") }.flatMap { Double($0.drop { $0 != "=" }.dropFirst()) } ?? 1
        if quality > weight {
            best = language
            weight = quality
        }
    }
    return best
}
