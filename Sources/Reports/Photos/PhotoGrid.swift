import Images

/// Squares laid over a photo, so that parts of it can be named without pointing: by ticking boxes.
package struct PhotoGrid: Sendable, Equatable {
    /// How many squares lie side by side: few large ones, or many small ones.
    package static let choices = [12, 24]

    package let width: Int
    package let height: Int
    package let columns: Int
    package let rows: Int

    /// - Parameters:
    ///   - width: of the photo, in pixels.
    ///   - height: likewise.
    ///   - columns: one of ``choices``; anything else is taken for the first.
    package init(width: Int, height: Int, columns: Int) {
        self.width = width
        self.height = height
        self.columns = PhotoGrid.choices.contains(columns) ? columns : PhotoGrid.choices[0]
        rows = min(60, max(1, Int((Double(self.columns * height) / Double(max(1, width))).rounded())))
    }

    /// A square, counted from 1 at the upper left.
    package struct Tile: Sendable, Hashable {
        package var column: Int
        package var row: Int

        package init(column: Int, row: Int) {
            self.column = column
            self.row = row
        }

        /// As it stands in a form: `3.5`.
        package var name: String { "\(column).\(row)" }
    }

    package var tiles: [Tile] { (1...rows).flatMap { row in (1...columns).map { Tile(column: $0, row: row) } } }

    /// The tile of a name; `nil` for what is not on the grid.
    package func tile(_ name: String) -> Tile? {
        let parts = name.split(separator: ".").map { Int($0) }
        guard parts.count == 2, let column = parts[0], let row = parts[1], (1...columns).contains(column), (1...rows).contains(row) else {
            return nil
        }
        return Tile(column: column, row: row)
    }

    /// The part of the photo under a tile. Neighbours meet without a gap.
    package func rectangle(_ tile: Tile) -> Rectangle {
        let (left, top) = (width * (tile.column - 1) / columns, height * (tile.row - 1) / rows)
        return Rectangle(
            x: left, y: top, width: width * tile.column / columns - left, height: height * tile.row / rows - top)
    }
}
