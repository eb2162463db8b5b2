import Synchronization

/// Numbers for words, so that a dataset's words take four bytes each and are compared as numbers.
final class Vocabulary: Sendable {
    private struct State {
        var numbers: [String: Int32] = [:]
        var words: [String] = []
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
        state.withLock { state in state.words.indices.filter { state.words[$0].hasPrefix(prefix) }.map(Int32.init) }
    }

    var count: Int { state.withLock { $0.words.count } }
}
