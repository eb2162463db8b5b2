import Kernel
import Web

enum Examples {
    static let page = Page(
        words: Words(), csrf: "token", path: "/", now: Instant("2026-03-02T02:00:00Z")!, brand: Brand(regencyName: "Kabupaten Jember"),
        assets: .none)
}
