import Synchronization

/// What was read from very long texts, the last few of them: reading the schema of 16,384 columns takes a second and what comes of it more
/// than ten megabytes, so it is neither read for everybody anew nor kept for every table there is.
final class LastRead<Value: Sendable>: Sendable {
    private let most: Int
    /// The one that was asked for last stands last.
    private let kept = Mutex<[(text: String, value: Value)]>([])

    init(most: Int) { self.most = most }

    func value(_ text: String, _ read: (String) -> Value?) -> Value? {
        let known = kept.withLock { kept -> Value? in
            guard let place = kept.firstIndex(where: { $0.text == text }) else { return nil }
            let found = kept.remove(at: place)
            kept.append(found)
            return found.value
        }
        if let known { return known }
        guard let value = read(text) else { return nil }
        keep(text, value)
        return value
    }

    func keep(_ text: String, _ value: Value) {
        kept.withLock { kept in
            kept.removeAll { $0.text == text }
            if kept.count >= most { kept.removeFirst() }
            kept.append((text: text, value: value))
        }
    }
}
