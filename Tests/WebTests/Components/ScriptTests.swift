import Foundation
import Kernel
import NIOCore
import TestSupport
import Testing

@testable import Web

@Suite("Scripts and assets") struct ScriptTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
        .standardizedFileURL
    private static let assets = try? Assets.standard(folder: root.appendingPathComponent("Assets"))

    static func page(_ language: Language = .indonesian) throws -> Page {
        Page(
            words: try Words(folder: root.appendingPathComponent("Sources/Web/Text")), language: language, csrf: "token", path: "/",
            now: Instant("2026-03-02T03:00:00Z")!, brand: Brand(regencyName: "Kabupaten Jember"), assets: try #require(assets))
    }

    @Test(
        "every sentence a script asks for is on the element it asks",
        arguments: [
            ("data-photos", ["photos"]), ("data-place", ["place"]), ("data-map", ["map"]), ("data-draft", ["draft", "submit"]),
            ("data-copy", ["copy"]),
        ]) func words(attribute: String, scripts: [String]) throws
    {
        let page = try Self.page()
        let markup = try Markup(Patterns.page(page).markup)
        let element = try #require(
            markup.all { $0[attribute] != nil && $0["data-words"] != nil }.first, "no \(attribute) among the patterns")
        let sentences = try JSONDecoder().decode([String: String].self, from: Data(#require(element["data-words"]).utf8))
        var asked: Set<String> = []
        for script in scripts {
            let source = try String(contentsOf: Self.root.appendingPathComponent("Assets/js/\(script).js"), encoding: .utf8)
            for call in source.matches(of: /words\(([^()]*)/) {
                for name in call.output.1.matches(of: /"([a-z_]+)"/) { asked.insert(String(name.output.1)) }
            }
        }
        #expect(!asked.isEmpty)
        for name in asked { #expect(sentences[name]?.isEmpty == false, "\(attribute) lacks “\(name)”") }
    }

    @Test("the service worker keeps style, icon and the report form's scripts with all they import, and nothing that has to be current")
    func serviceWorker() throws {
        let assets = try #require(Self.assets)
        let source = try #require(ServiceWorker.source(assets))
        for name in ServiceWorker.scripts + ["css/pendopo.css", "icons/pendopo.svg"] {
            #expect(assets.file(name) != nil && source.contains("\"\(assets[name])\""), "\(name) is not kept")
        }
        for name in ServiceWorker.scripts where name != "js/main.js" {
            let script = try String(contentsOf: Self.root.appendingPathComponent("Assets/\(name)"), encoding: .utf8)
            for found in script.matches(of: /from "\.\/(\w+\.js)"/) {
                #expect(ServiceWorker.scripts.contains("js/\(found.output.1)"), "\(name) needs \(found.output.1)")
            }
        }
        for name in ["js/room.js", "css/data.css"] {
            #expect(assets.file(name) != nil && !source.contains("\"\(assets[name])\""), "\(name) is kept")
        }
        #expect(!source.prefix(3000).contains("leaflet") && source.contains("const FORM = \"/lapor\";") && source.contains(assets.version))
        #expect(ServiceWorker.source(.none) == nil)
        // The regency's colours live at an address of their own.
        let colours = try Self.page().brand.stylesheetURL
        #expect(colours.hasPrefix("/merek/") && source.contains("startsWith(\"/merek/\")") && source.contains("(?:aset|merek)"))
    }

    @Test("the manifest names pictures that are there") func manifest() throws {
        let assets = try #require(Self.assets)
        let manifest = Manifest(try Self.page(.english))
        #expect(manifest.lang == "en" && manifest.shortName.count <= 12)
        for icon in manifest.icons { #expect(assets.isHashed(url: icon.src), "\(icon.src) is missing") }
    }

    @Test("what every page fetches stays small enough for 32 kbit/s") func budget() throws {
        let assets = try #require(Self.assets)
        func size(_ name: String) -> Int { assets.file(name).map { $0.gzipped?.readableBytes ?? $0.bytes.readableBytes } ?? .max }
        #expect(size("css/pendopo.css") < 9_000 && size("css/data.css") < 6_000)
        let scripts = assets.names.filter { $0.hasPrefix("js/") }
        #expect(scripts.reduce(0) { $0 + size($1) } < 20_000)
        #expect(size("icons/pendopo.svg") + size("icons/pendopo-192.png") < 4_000)
    }
}
