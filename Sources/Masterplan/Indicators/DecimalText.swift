import Kernel

extension Format {
    /// A number as it is kept, such as `1450.5`, as people write it: `1.450,5` in Indonesian. Anything else stays as it is.
    func decimal(_ kept: String) -> String {
        let parts = kept.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = Int(parts[0]), parts.dropFirst().allSatisfy({ $0.allSatisfy(\.isNumber) }) else { return kept }
        // Minus zero is no whole number of its own.
        let sign = whole == 0 && kept.hasPrefix("-") ? "-" : ""
        return parts.count == 1 ? number(whole) : sign + number(whole) + (language == .indonesian ? "," : ".") + parts[1]
    }
}
