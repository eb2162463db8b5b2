import Tables

/// Finds the shape around a place among many: a grid over all of them names the few that could hold it.
struct ShapeIndex: Sendable {
    private(set) var shapes: [(code: RegionCode, shape: Shape)] = []
    private var cells: [[Int32]] = []
    private var box = Box()
    private static let side = 96

    init(_ shapes: [(code: RegionCode, shape: Shape)]) {
        self.shapes = shapes
        for (_, shape) in shapes { box.include(shape.box) }
        guard !box.isEmpty else { return }
        cells = Array(repeating: [], count: Self.side * Self.side)
        for (index, entry) in shapes.enumerated() {
            let from = cell(Position(latitude: entry.shape.box.south, longitude: entry.shape.box.west))
            let to = cell(Position(latitude: entry.shape.box.north, longitude: entry.shape.box.east))
            for row in from.row...to.row {
                for column in from.column...to.column { cells[row * Self.side + column].append(Int32(index)) }
            }
        }
    }

    var isEmpty: Bool { shapes.isEmpty }

    /// The first shape that holds the place.
    func around(_ at: Position) -> RegionCode? {
        guard box.contains(at) else { return nil }
        let (row, column) = cell(at)
        for index in cells[row * Self.side + column] where shapes[Int(index)].shape.contains(at) { return shapes[Int(index)].code }
        return nil
    }

    /// The shape whose edge is nearest to a place, within so many metres.
    func nearest(to at: Position, within metres: Double, where isWanted: (RegionCode) -> Bool) -> RegionCode? {
        var nearest: (code: RegionCode, metres: Double)?
        for (code, shape) in shapes where isWanted(code) && shape.box.widened(by: metres / 100_000).contains(at) {
            let distance = shape.metresToEdge(from: at)
            if distance <= min(metres, nearest?.metres ?? .infinity) { nearest = (code, distance) }
        }
        return nearest?.code
    }

    private func cell(_ at: Position) -> (row: Int, column: Int) {
        (
            part(at.latitude, box.south, box.north),
            part(at.longitude, box.west, box.east)
        )
    }

    private func part(_ value: Double, _ low: Double, _ high: Double) -> Int {
        high > low ? max(0, min(Self.side - 1, Int((value - low) / (high - low) * Double(Self.side)))) : 0
    }
}
