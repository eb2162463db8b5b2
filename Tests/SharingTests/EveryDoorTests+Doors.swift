import Catalogue
import Citations
import Columns
import Directory
import Foundation
import HTTPTypes
import Ingest
import Kernel
import Logging
import NIOCore
import Portals
import Rows
import Storage
import TestSupport
import Testing
import Web

@testable import Sharing

/// The addresses that the tests try.
extension EveryDoorTests {
    /// Doors that lead to rows: each must open, and show what the agreement opens.
    static func open(_ id: String) -> [(path: String, asMachine: Bool)] {
        let api = "/api/datasets/rahasia-dinas/tables/data"
        let machine = [
            "\(api)/rows", "\(api)/rows?version=1", "\(api)/rows?as_of=2100-01-01", "\(api)/rows?facet=nama&sort=kasus.desc",
            "\(api)/facets?facet=nama", "\(api)/groups?group=nama&select=nama,max(kasus)", "\(api)/export.csv", "\(api)/export.json",
            "\(api)/export.ndjson", "\(api)/export.tsv", "\(api)/export.xlsx", "\(api)/export.geojson",
            "\(api)/changes?from=1&to=2", "\(api)/sql?sql=SELECT+*+FROM+tabel",
            "/api/3/action/datastore_search?resource_id=\(id)", "/api/3/action/datastore_search?resource_id=\(id)&records_format=csv",
            "/api/3/action/datastore_search?resource_id=\(id)&q=terbuka",
            "/api/3/action/datastore_search_sql?sql=SELECT+*+FROM+%22\(id)%22",
            "/datastore/dump/\(id)", "/datastore/dump/\(id)?format=json", "/datastore/dump/\(id)?format=tsv",
            "/datastore/dump/\(id)?format=xml", "/resource/\(id).json", "/resource/\(id).json?$select=nama,kasus&$order=kasus",
            "/resource/\(id).csv",
        ].map { ($0, true) }
        let pages = [
            "/data/rahasia-dinas", "/data/rahasia-dinas?kasus=gt.1", "/data/rahasia-dinas?_versi=1",
            "/data/rahasia-dinas/unduh?format=csv", "/data/rahasia-dinas/unduh?format=json", "/data/rahasia-dinas/unduh?format=ndjson",
        ].map { ($0, false) }
        return machine + pages
    }

    /// Further doors, of which some stay shut; none of them may say more.
    static func other(_ id: String) -> [(path: String, asMachine: Bool)] {
        let api = "/api/datasets/rahasia-dinas"
        let machine = [
            "\(api)/tables/data/rows?alasan=like.*SENTINEL*", "\(api)/tables/data/rows?nama=eq.SENTINELBARIS",
            "\(api)/tables/data/groups?select=max(kasus),sum(besar),min(kasus)", "\(api)/tables/data/groups?group=telepon&select=count()",
            "\(api)/tables/data/rows?or=(tahun.eq.2024,kasus.gt.0)", "\(api)/tables/data/rows?q=sentinelbaris",
            "\(api)/tables/data/sql?sql=SELECT+alasan+FROM+tabel", "\(api)/tables/data/sql?sql=SELECT+max(kasus)+FROM+tabel",
            "\(api)/tables/data/versions", "\(api)/openapi.json", api,
            "/api/3/action/datastore_search?resource_id=\(id)&q=sentinelbaris",
            "/api/3/action/datastore_search?resource_id=\(id)&filters=%7B%22tahun%22%3A2024%7D",
            "\(api)/tables/data/profile", "\(api)/tables/data/map", "\(api)/tables/data/map?kind=points",
            "/api/ogc/collections/rahasia-dinas/items",
            "/api/3/action/datastore_info?id=\(id)", "/api/3/action/package_show?id=rahasia-dinas",
            "/api/3/action/resource_search?query=name:data", "/api/ogc/collections/rahasia-dinas",
            "/api/ogc/collections/rahasia-dinas/items?tahun=2024", "/api/ogc/collections/rahasia-dinas/items/9",
            "/dataset/rahasia-dinas/resource/\(id)/download/data.csv", "/dataset/rahasia-dinas.jsonld", "/data.json",
            "/data/rahasia-dinas/datapackage.json", "/data/rahasia-dinas/datapackage.zip", "/data/rahasia-dinas/perubahan.atom",
            "/data/rahasia-dinas/perubahan.atom?watch=rows", "/resource/\(id).json?$where=tahun%3D2024",
            "/resource/\(id).json?$select=max(kasus)",
        ].map { ($0, true) }
        let pages = [
            "/data/rahasia-dinas?tahun=eq.2024", "/data/rahasia-dinas/bagan",
            "/data/rahasia-dinas/bagan?_jenis=batang&_menurut=nama&_nilai=kasus&_hitung=tertinggi",
            "/data/rahasia-dinas/peta", "/data/rahasia-dinas/peta?_jenis=titik", "/data/rahasia-dinas/kolom", "/data/rahasia-dinas/riwayat",
            "/data/rahasia-dinas/banding", "/data/rahasia-dinas/mutu", "/data/rahasia-dinas/pakai", "/data/rahasia-dinas/tanya",
            "/data?q=SENTINELBARIS", "/kerja/berbagi/baru?data=rahasia-dinas", "/langganan/baru?data=rahasia-dinas",
        ].map { ($0, false) }
        return machine + pages
    }
}
