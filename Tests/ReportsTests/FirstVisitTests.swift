import Foundation
import HTTPTypes
import Kernel
import NIOCore
import TestSupport
import Testing
import Web

@Suite struct FirstVisitTests {
    private static func assets() throws -> Assets {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../Assets").standardizedFileURL
        return try Assets.standard(folder: folder)
    }

    private static func site() async throws -> ReportTestSite {
        let site = try await ReportTestSite(assets: try assets())
        _ = try await site.checked()
        return site
    }

    /// What elements of a page name.
    private static func named(_ page: Markup) -> Set<String> {
        let addresses = page.all(where: { ["link", "script", "img"].contains($0.name) }).compactMap { $0["href"] ?? $0["src"] }
        return Set(addresses.filter { $0.hasPrefix("/aset/") || $0.hasPrefix("/merek/") })
    }

    @Test(arguments: ["/", "/lapor"])
    func `the first visit costs at most sixty kilobytes, with everything a phone keeps for later`(first: String) async throws {
        let site = try await Self.site()
        let browser = site.site.browser()
        // The service worker fetches the form once more, whatever page was the first.
        var addresses: Set<String> = ["/sw.js", "/manifest.webmanifest"]
        for path in ["/", "/lapor", "/luring"] where path == first || path != "/" {
            addresses.formUnion(Self.named(try await browser.get(path).page()))
        }
        let worker = try await browser.get("/sw.js").text
        let kept = try #require(worker.firstMatch(of: /const ASSETS = (\[.*\]);/)).output.1
        let files = try JSONDecoder().decode([String].self, from: Data(kept.utf8))
        #expect(files.count > 5)
        addresses.formUnion(files)
        var total = 0
        for address in [first, "/lapor", "/luring"] + addresses.sorted() {
            let answer = try await browser.get(address, headers: [.acceptEncoding: "gzip"])
            #expect(answer.status == 200, "\(address) answered \(answer.status)")
            let fields = answer.headers.reduce(0) { $0 + $1.name.rawName.utf8.count + $1.value.utf8.count + 4 }
            total += answer.bytes.readableBytes + fields
        }
        #expect(total < 60_000, "\(total) bytes in \(addresses.count + 3) answers")
    }

    @Test func `what a first visit shows is written without the sheet it does not fetch`() async throws {
        let site = try await Self.site()
        let assets = try Self.assets()
        func classes(_ sheet: String) throws -> Set<String> {
            let text = String(buffer: try #require(assets.file(sheet)).bytes)
            return Set(text.matches(of: /\.([a-zA-Z][\w-]*)/).map { String($0.output.1) })
        }
        let elsewhere = try classes("css/data.css").subtracting(try classes("css/pendopo.css"))
        #expect(elsewhere.count > 20)
        let browser = site.site.browser()
        let form = try await browser.get("/lapor")
        let refused = try await browser.submit(form.form(to: "/lapor"), filling: ["text": ""])
        #expect(refused.status == 422)
        for page in [try await browser.get("/"), form, refused, try await browser.get("/luring")] {
            let markup = try page.page()
            #expect(!Self.named(markup).contains(assets["css/data.css"]), "\(page.path) fetches the second sheet")
            for element in markup.all(where: { $0["class"] != nil }) {
                for name in (element["class"] ?? "").split(separator: " ") where elsewhere.contains(String(name)) {
                    Testing.Issue.record("\(page.path): .\(name) is written in the sheet it does not fetch")
                }
            }
        }
        let list = try await browser.get("/laporan").page()
        #expect(Self.named(list).contains(assets["css/data.css"]))
    }
}
