import Directory
import Kernel
import Web

/// What the public list shows.
package struct ListView: Sendable {
    package var query: ListQuery
    /// A card for each report; `nil` when there is none.
    package var list: HTML?
    /// The reports the list shows; `nil` where the rest of the page depends on more than these and the query.
    package var entries: [PublicEntry]?
    package var newer: String?
    package var older: String?
    package var names: Names
    /// For a search: how many were found, and whether counting stopped there.
    package var found: (count: Int, isCapped: Bool)?
    /// The map in place of the list.
    package var map: OutlineMap?
    package var tiles: TileServer?

    package init(
        query: ListQuery, list: HTML? = nil, entries: [PublicEntry]? = nil, newer: String? = nil, older: String? = nil, names: Names,
        found: (count: Int, isCapped: Bool)? = nil, map: OutlineMap? = nil, tiles: TileServer? = nil
    ) {
        self.query = query
        self.list = list
        self.entries = entries
        self.newer = newer
        self.older = older
        self.names = names
        self.found = found
        self.map = map
        self.tiles = tiles
    }
}
