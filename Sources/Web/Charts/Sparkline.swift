/// The shape of a series beside its figure. Decorative: the figure and its note carry the meaning.
package struct Sparkline: Component {
    var values: [Double]

    package init(_ values: [Double]) { self.values = values }

    package var html: HTML {
        guard values.count > 1, let least = values.min(), let most = values.max() else { return .empty }
        let span = most > least ? most - least : 1
        let points = values.enumerated().map { index, value in
            let x = Double(index) / Double(values.count - 1) * 96 + 2
            let y = 22 - (value - least) / span * 20
            return "\(coordinate(x)) \(coordinate(y))"
        }
        return
            """
            <svg class="spark" viewBox="0 0 100 24" aria-hidden="true"><path class="line l1" d="M\(points.joined(separator: "L"))"/></svg>
            """
    }

    package static let examples = [Example("nine months") { _ in "<p>\(Sparkline([3, 5, 4, 8, 6, 9, 12, 8, 7]))</p>" }]
}
