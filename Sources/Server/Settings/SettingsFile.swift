/// Finds names in `pendopo.yaml` that are no settings: a misspelt one would otherwise be passed over in silence.
enum SettingsFile {
    static func check(_ text: String, _ path: String) throws {
        let known = Set(Setting.all.map(\.key))
        let groups = Set(known.compactMap { $0.contains(".") ? $0.split(separator: ".").first.map(String.init) : nil })
        var group: String?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let name = line.firstMatch(of: /^(\s*)([A-Za-z][A-Za-z0-9_.\-]*)\s*:(?:\s|$)/) else { continue }
            let word = String(name.2)
            if name.1.isEmpty { group = groups.contains(word) ? word : nil }
            if name.1.isEmpty, groups.contains(word) { continue }
            let key = name.1.isEmpty ? word : "\(group ?? "?").\(word)"
            if !known.contains(key) {
                throw SettingProblem("\(path), line \(index + 1): there is no setting \(key)\(suggestion(key, known))")
            }
        }
    }

    private static func suggestion(_ key: String, _ known: Set<String>) -> String {
        let near = known.map { (distance(key, $0), $0) }.min { $0 < $1 }
        return near.flatMap { $0.0 <= 3 ? "; did you mean \($0.1)?" : nil } ?? ""
    }

    /// How many letters must be put in, taken out or changed (Levenshtein).
    private static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a), Array(b))
        var row = Array(0...b.count)
        for (i, letter) in a.enumerated() {
            var corner = row[0]
            row[0] = i + 1
            for (j, other) in b.enumerated() {
                let changed = corner + (letter == other ? 0 : 1)
                corner = row[j + 1]
                row[j + 1] = min(changed, row[j] + 1, row[j + 1] + 1)
            }
        }
        return row[b.count]
    }
}
