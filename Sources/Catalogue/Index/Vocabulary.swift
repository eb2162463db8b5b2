import Synchronization

/// Numbers for words, so that a dataset's words take four bytes each and are compared as numbers.
final class Vocabulary: Sendable {
    private struct State {
        var numbers: [String: Int32] = [:]
        var words: [String] = []
        /// Numbers of the words in the order of their letters; made when somebody asks for a beginning and words have come since.
        var order: [Int32] = []

        mutating func sort() {
            guard order.count < words.count else { return }
            order = words.indices.map(Int32.init).sorted { words[Int($0)].utf8.lexicographicallyPrecedes(words[Int($1)].utf8) }
        }
    }

    private let state = Mutex(State())

    func numbers(adding words: [String]) -> [Int32] {
        state.withLock { state in
            words.map { word in
                if let number = state.numbers[word] { return number }
                let number = Int32(state.words.count)
                state.numbers[word] = number
                state.words.append(word)
                return number
            }
        }
    }

    func number(_ word: String) -> Int32? { state.withLock { $0.numbers[word] } }

    /// Numbers of the words that begin so.
    func numbers(beginning prefix: String) -> [Int32] {
        state.withLock { state in
            state.sort()
            var (low, high) = (0, state.order.count)
            while low < high {
                let middle = (low + high) / 2
                let word = state.words[Int(state.order[middle])]
                if word.utf8.lexicographicallyPrecedes(prefix.utf8) { low = middle + 1 } else { high = middle }
            }
            return Array(state.order[low...].prefix { state.words[Int($0)].utf8.starts(with: prefix.utf8) })
        }
    }

    var count: Int { state.withLock { $0.words.count } }
}
