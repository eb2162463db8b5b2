/// The values of a facet as a few numbers for each dataset: quickest where a facet has very many, such as keywords, or few datasets are
/// asked for.
package struct CrowdedFacet: Sendable {
    private let values: [String]
    /// Numbers of the values of each dataset, one after the other; those of a dataset from `starts[place]` on.
    private let numbers: [Int32]
    private let starts: [Int32]

    /// - Parameter datasets: values by the place of the dataset.
    package init(_ datasets: [[String]]) {
        var known: [String: Int32] = [:]
        var values: [String] = []
        var numbers: [Int32] = []
        var starts: [Int32] = [0]
        for dataset in datasets {
            for value in Set(dataset) {
                let number = known[value] ?? Int32(values.count)
                if number == values.count {
                    known[value] = number
                    values.append(value)
                }
                numbers.append(number)
            }
            starts.append(Int32(numbers.count))
        }
        self.values = values
        self.numbers = numbers
        self.starts = starts
    }

    /// How often each value is met among some datasets.
    package func counts(_ among: DatasetBits) -> [(String, Int)] {
        var counts = [Int32](repeating: 0, count: values.count)
        among.forEach { place in
            for index in starts[place]..<starts[place + 1] { counts[Int(numbers[Int(index)])] &+= 1 }
        }
        return values.indices.compactMap { counts[$0] > 0 ? (values[$0], Int(counts[$0])) : nil }
    }

    /// How many values there are.
    package var distinct: Int { values.count }

    func has(_ value: String) -> Bool { values.contains(value) }

    /// The datasets with each value.
    func bits(size: Int) -> [String: DatasetBits] {
        var bits = [DatasetBits](repeating: DatasetBits(size: size), count: values.count)
        forEach { place, number in bits[number].insert(place) }
        return Dictionary(uniqueKeysWithValues: zip(values, bits))
    }

    /// The datasets with one value; `nil` when none has it.
    func bits(of value: String, size: Int) -> DatasetBits? {
        guard let wanted = values.firstIndex(of: value) else { return nil }
        var bits = DatasetBits(size: size)
        forEach { place, number in if number == wanted { bits.insert(place) } }
        return bits
    }

    private func forEach(_ body: (_ place: Int, _ number: Int) -> Void) {
        for place in 0..<starts.count - 1 {
            for index in starts[place]..<starts[place + 1] { body(place, Int(numbers[Int(index)])) }
        }
    }
}
