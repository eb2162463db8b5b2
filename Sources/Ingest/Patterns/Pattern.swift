/// A regular expression that a whole value must match. It is run as all its states at once, so that no pattern, whoever wrote it, takes
/// longer than the value's length times its own.
struct Pattern: Sendable {
    private enum Step {
        case one(ScalarSet)
        case start
        case end
        case either(Int, Int)
        case jump(Int)
        case match
    }

    private var steps: [Step] = []
    /// More steps than this are refused.
    static let mostSteps = 4000

    init(_ pattern: String) throws(PatternFault) {
        try add(try PatternParser.parse(pattern))
        steps.append(.match)
    }

    private mutating func add(_ node: PatternNode) throws(PatternFault) {
        guard steps.count < Pattern.mostSteps else { throw .tooComplex }
        switch node {
        case .empty: break
        case .one(let set): steps.append(.one(set))
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .sequence(let nodes): for node in nodes { try add(node) }
        case .choice(let nodes):
            var jumps: [Int] = []
            for node in nodes.dropLast() {
                let split = steps.count
                steps.append(.jump(0))
                try add(node)
                jumps.append(steps.count)
                steps.append(.jump(0))
                steps[split] = .either(split + 1, steps.count)
            }
            try add(nodes[nodes.count - 1])
            for jump in jumps { steps[jump] = .jump(steps.count) }
        case .repeated(let node, let least, let most):
            for _ in 0..<least { try add(node) }
            guard let most else {
                let split = steps.count
                steps.append(.jump(0))
                try add(node)
                steps.append(.jump(split))
                steps[split] = .either(split + 1, steps.count)
                return
            }
            var splits: [Int] = []
            for _ in least..<most {
                splits.append(steps.count)
                steps.append(.jump(0))
                try add(node)
            }
            for split in splits { steps[split] = .either(split + 1, steps.count) }
        }
    }

    /// Whether the whole text matches.
    func matches(_ text: String) -> Bool {
        var marks = [Int](repeating: -1, count: steps.count)
        var states: [Int] = []
        var next: [Int] = []
        let scalars = Array(text.unicodeScalars)
        follow(0, 0, scalars.count, &states, &marks)
        for (index, scalar) in scalars.enumerated() {
            if states.isEmpty { return false }
            next.removeAll(keepingCapacity: true)
            for state in states {
                if case .one(let set) = steps[state], set.contains(scalar) { follow(state + 1, index + 1, scalars.count, &next, &marks) }
            }
            swap(&states, &next)
        }
        return states.contains { if case .match = steps[$0] { true } else { false } }
    }

    /// Adds the states that can be reached without reading anything.
    private func follow(_ first: Int, _ index: Int, _ count: Int, _ states: inout [Int], _ marks: inout [Int]) {
        var open = [first]
        while let state = open.popLast() {
            guard marks[state] != index else { continue }
            marks[state] = index
            switch steps[state] {
            case .one, .match: states.append(state)
            case .start: if index == 0 { open.append(state + 1) }
            case .end: if index == count { open.append(state + 1) }
            case .either(let a, let b): open += [b, a]
            case .jump(let to): open.append(to)
            }
        }
    }
}
