/// A set of datasets by their place in a snapshot.
package struct DatasetBits: Sendable, Equatable {
    private(set) var words: [UInt64]

    package init(size: Int) { words = [UInt64](repeating: 0, count: (size + 63) / 64) }

    package init(size: Int, _ members: some Sequence<Int32>) {
        self.init(size: size)
        for member in members { insert(Int(member)) }
    }

    mutating func insert(_ index: Int) { words[index >> 6] |= 1 << UInt64(index & 63) }
    func contains(_ index: Int) -> Bool { words[index >> 6] & (1 << UInt64(index & 63)) != 0 }

    package mutating func formIntersection(_ other: DatasetBits) { for index in words.indices { words[index] &= other.words[index] } }
    package mutating func formUnion(_ other: DatasetBits) { for index in words.indices { words[index] |= other.words[index] } }

    func intersection(_ other: DatasetBits) -> DatasetBits {
        var both = self
        both.formIntersection(other)
        return both
    }

    var count: Int { words.reduce(0) { $0 &+ $1.nonzeroBitCount } }
    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    /// Every member in order.
    package var members: [Int] {
        var all: [Int] = []
        forEach { all.append($0) }
        return all
    }

    /// Calls the closure with every member in order.
    func forEach(_ body: (Int) -> Void) {
        for (index, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                body(index << 6 | rest.trailingZeroBitCount)
                rest &= rest &- 1
            }
        }
    }

    func countOfIntersection(_ other: DatasetBits) -> Int {
        var count = 0
        words.withUnsafeBufferPointer { a in
            other.words.withUnsafeBufferPointer { b in for index in a.indices { count &+= (a[index] & b[index]).nonzeroBitCount } }
        }
        return count
    }
}
