import Web

/// Every page that anyone may open, and what the forms on them post to.
package enum PublicPages {
    package static let all: [PageRoute] =
        [.home, .track, .receipt, .report] + PageRoute.reportForm + PageRoute.follow + PageRoute.list + PageRoute.statistics
        + PageRoute.photos
        + PageRoute.notices
}
