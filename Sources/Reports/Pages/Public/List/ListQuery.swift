import Foundation
import Kernel
import Web

/// What a list of reports is narrowed to, as it stands in an address, so that every view can be passed on as a link.
package struct ListQuery: Sendable, Hashable {
    package var filter = ReportFilter()
    /// Words to search for.
    package var words: String?
    package var view = View.list
    /// Page of the list: after (`older`) or before (`newer`) a row.
    package var older: String?
    package var newer: String?

    package enum View: String, Sendable { case list = "daftar", map = "peta" }

    package init() {}

    package init(_ filter: ReportFilter) { self.filter = filter }

    /// Reads an address. What makes no sense there is left out: an old link must still show something.
    package init(_ query: Query) {
        filter.category = query["kategori"]
        filter.status = query["status"].flatMap(Self.status)
        filter.fact = query["hal"].flatMap { name in ReportFilter.Fact.allCases.first { Self.name($0) == name } }
        filter.agency = query["instansi"]
        filter.subdistrict = query["kecamatan"]
        filter.from = query.day("dari")
        filter.to = query.day("sampai")
        words = query["cari"].map { String($0.prefix(200)) }
        view = query.choice("tampilan") ?? .list
        older = query["lama"]
        newer = query["baru"]
    }

    /// Names and values for a link to this view; those that are empty are `nil`.
    package var parameters: [(String, String?)] {
        [
            ("cari", words), ("kategori", filter.category), ("status", filter.status.map(Self.name)), ("hal", filter.fact.map(Self.name)),
            ("instansi", filter.agency), ("kecamatan", filter.subdistrict), ("dari", filter.from?.description),
            ("sampai", filter.to?.description), ("tampilan", view == .list ? nil : view.rawValue), ("lama", older), ("baru", newer),
        ]
    }

    package var link: String { ReportPaths.list(query: parameters) }
    package var tableLink: String { ReportPaths.listTable(query: withoutPage.parameters) }
    package var feedLink: String { ReportPaths.feed(query: withoutPage.parameters) }

    /// The first page of the same list.
    package var withoutPage: ListQuery {
        var query = self
        query.older = nil
        query.newer = nil
        query.view = .list
        return query
    }

    package func viewed(as view: View) -> ListQuery {
        var query = withoutPage
        query.view = view
        return query
    }

    package func page(older: String? = nil, newer: String? = nil) -> ListQuery {
        var query = withoutPage
        query.view = view
        query.older = older
        query.newer = newer
        return query
    }

    /// A status as it stands in addresses.
    static func name(_ status: ReportFilter.Status) -> String {
        switch status {
        case .waiting: "menunggu"
        case .working: "dikerjakan"
        case .claimed: "dinyatakan-selesai"
        case .checked: "terbukti"
        case .closed: "selesai"
        case .rejected: "ditutup"
        }
    }

    static func status(_ name: String) -> ReportFilter.Status? {
        ReportFilter.Status.allCases.first { self.name($0) == name || $0.rawValue == name }
    }

    static func name(_ fact: ReportFilter.Fact) -> String {
        switch fact {
        case .inTime: "tepat-waktu"
        case .late: "terlambat-selesai"
        case .overdue: "lewat-tenggat"
        case .reopened: "dibuka-lagi"
        case .claimed: "dinyatakan"
        case .checked: "diperiksa"
        case .accepted: "diterima-pelapor"
        case .rated: "dinilai"
        }
    }
}
