/// Keeps the codes that occur most often; of equally frequent ones the lower.
struct FrequentCodes {
    private(set) var best: [CodeCount] = []
    private let most: Int

    init(most: Int = Layout.mostFrequent) { self.most = most }

    /// Codes must come in rising order.
    mutating func add(_ code: UInt64, _ count: Int) {
        if best.count == most {
            guard let last = best.last, count > last.count else { return }
            best.removeLast()
        }
        var at = best.count
        while at > 0, best[at - 1].count < count { at -= 1 }
        best.insert(CodeCount(code: code, count: count), at: at)
    }
}

/// A histogram of codes in bins of nearly equal width.
struct CodeHistogram {
    let codes: UInt64
    private(set) var bins: [Int]

    init(codes: UInt64) {
        self.codes = codes
        bins = [Int](repeating: 0, count: Int(min(UInt64(Layout.mostBins), codes)))
    }

    mutating func add(_ code: UInt64, _ count: Int) { bins[CodeHistogram.bin(code, of: codes, in: bins.count)] += count }

    /// The bin of code 1…n.
    static func bin(_ code: UInt64, of codes: UInt64, in bins: Int) -> Int {
        let product = (code - 1).multipliedFullWidth(by: UInt64(bins))
        return Int(codes.dividingFullWidth(product).quotient)
    }

    /// The least code of a bin.
    static func start(_ bin: Int, of codes: UInt64, in bins: Int) -> UInt64 {
        let product = codes.multipliedFullWidth(by: UInt64(bin))
        let (quotient, remainder) = UInt64(bins).dividingFullWidth(product)
        return quotient + (remainder == 0 ? 1 : 2)
    }
}
