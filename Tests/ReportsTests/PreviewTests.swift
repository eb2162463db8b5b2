import Foundation
import Hummingbird
import HummingbirdTesting
import Kernel
import Reports
import TestSupport
import Testing
import Web

@Suite struct PreviewTests {
    @Test(.enabled(if: ProcessInfo.processInfo.environment["PREVIEW"] != nil)) func preview() async throws {
        let assets = try Assets.standard(folder: URL(fileURLWithPath: "Assets"))
        let site = try await ReportTestSite(assets: assets)
        var links: [String] = []
        for (i, text) in ["Lampu jalan padam sejak Senin. Tiga tiang berturut-turut di depan balai desa, anak-anak takut pulang mengaji.", "Sampah menumpuk di tepi sungai. Baunya sampai ke rumah.", "Drainase mampet sehingga air meluap ke jalan setiap hujan, dan sudah dua motor mogok di situ minggu ini saja. Mohon segera dibersihkan."].enumerated() {
            let r = try await site.inProgress(site.submission(text, disclosure: i == 1 ? .anonymous : .open))
            links.append("/ikuti/\(r.code)/\(r.secret)")
        }
        let checked = try await site.checked()
        _ = try await site.desk.openIdentity(of: checked.id, by: site.clerk, reason: "menanyakan letak lubang")
        links.append("/ikuti/\(checked.code)/\(checked.secret)")
        links.append("/lapor/terima/\(checked.code)/\(checked.secret)")
        links.append("/laporan/\(checked.code)")
        for n in 1...25 { try await site.verify(try await site.desk.submit(site.submission("Jalan desa rusak di titik \(n). Mohon ditambal."), by: .visitor)) }
        try links.joined(separator: "\n").write(toFile: "/tmp/cw/links.txt", atomically: true, encoding: .utf8)
        let app = Application(responder: site.site.site, configuration: .init(address: .hostname("127.0.0.1", port: 8099)), logger: site.site.installation.logger)
        try await app.runService()
    }
}
