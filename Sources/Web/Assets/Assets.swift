import Crypto
import Foundation
import Kernel

/// Every file of `Assets/`, read once at the start: name → address with hash.
///
///     "<link rel=\"stylesheet\" href=\"\(page.assets["css/app.css"])\">"
///
/// Scripts import each other by relative name (`import { save } from "./draft.js"`); ``importMap`` leads those names to the
/// hashed addresses, and a browser without import maps gets the same files under their plain names.
package final class Assets: Sendable {
    private let byName: [String: Asset]
    private let byURL: [String: Asset]
    /// `<script type="importmap">`, to stand in the head before the first module; empty when there are no scripts.
    package let importMap: HTML
    /// What the content policy must allow for ``importMap``: `'sha256-…'`.
    package let importMapHash: String?
    /// Changes whenever any file changes; names the service worker's cache.
    package let version: String

    /// No files: every name leads to its plain address. For tests of pages.
    package static let none = Assets([])

    init(_ assets: [Asset]) {
        byName = Dictionary(uniqueKeysWithValues: assets.map { ($0.name, $0) })
        byURL = Dictionary(assets.flatMap { [($0.url, $0), ("/aset/\($0.name)", $0)] }) { $1 }
        let ordered = assets.sorted { $0.name < $1.name }
        version = hex(SHA256.hash(data: Array(ordered.map(\.url).joined(separator: "\n").utf8)).prefix(6))
        let scripts = ordered.filter { $0.contentType.hasPrefix("text/javascript") && $0.name != "js/sw.js" }
        if scripts.isEmpty {
            importMap = .empty
            importMapHash = nil
        } else {
            let imports = scripts.map { "\"/aset/\($0.name)\":\"\($0.url)\"" }.joined(separator: ",")
            let map = "{\"imports\":{\(imports)}}"
            importMap = "<script type=\"importmap\">\(raw: map)</script>"
            importMapHash = "'sha256-\(Data(SHA256.hash(data: Array(map.utf8))).base64EncodedString())'"
        }
    }

    /// The address of a file; its plain address when there is no such file (which then answers 404).
    package subscript(name: String) -> String { byName[name]?.url ?? "/aset/\(name)" }

    package func file(_ name: String) -> Asset? { byName[name] }
    /// The file an address asks for, with or without hash.
    package func file(url: String) -> Asset? { byURL[url] }
    package var names: [String] { byName.keys.sorted() }
    /// Whether the address carries the hash of the content and may be kept for ever.
    package func isHashed(url: String) -> Bool { byURL[url].map { $0.url == url } ?? false }
}

extension Assets {
    /// Reads folders below `/aset/`; the first root has the empty prefix.
    /// - Throws: when a root cannot be read, naming it.
    package static func load(_ roots: [(prefix: String, folder: URL)]) throws -> Assets {
        var contents: [String: [UInt8]] = [:]
        for root in roots {
            let base = root.folder.standardizedFileURL.resolvingSymlinksInPath().path
            guard let walker = FileManager.default.enumerator(atPath: base) else {
                throw AppError(.unavailable, Message("error.assets_missing", ["folder": base]))
            }
            for case let name as String in walker where isServed(name) {
                guard let data = FileManager.default.contents(atPath: "\(base)/\(name)") else { continue }
                contents[root.prefix + name] = Array(data)
            }
        }
        contents = joined(contents)
        // Style sheets go last, because they name the others.
        let isSheet = { (name: String) in name.hasSuffix(".css") }
        var assets = contents.filter { !isSheet($0.key) }.map { Asset(name: $0.key, content: $0.value) }
        let urls = Dictionary(uniqueKeysWithValues: assets.map { ($0.name, $0.url) })
        for (name, content) in contents where isSheet(name) {
            let sheet = relink(String(decoding: content, as: UTF8.self), sheet: name, urls: urls)
            assets.append(Asset(name: name, content: Array(sheet.utf8)))
        }
        return Assets(assets)
    }

    /// The repository's `Assets/` and Leaflet as Debian's `libjs-leaflet` installs it, the latter only if it is there.
    package static func standard(folder: URL) throws -> Assets {
        var roots: [(String, URL)] = [("", folder)]
        let leaflet = ["/usr/share/javascript/leaflet", "/usr/share/nodejs/leaflet/dist"].first(where: FileManager.default.fileExists)
        if let leaflet { roots.append(("leaflet/", URL(fileURLWithPath: leaflet))) }
        return try load(roots)
    }

    /// A folder whose name ends in `.css` is one sheet in several files, in the order of their names: readers want short files,
    /// phones on a poor network one answer. What its comments and indents say is for readers of the files.
    private static func joined(_ contents: [String: [UInt8]]) -> [String: [UInt8]] {
        var whole: [String: [UInt8]] = [:]
        for (name, content) in contents.sorted(by: { $0.key < $1.key }) {
            if let folder = name.range(of: ".css/") {
                let sheet = name[..<folder.lowerBound] + ".css"
                whole[String(sheet), default: []] += Packing.sheet(content)
            } else if name.hasPrefix("js/"), name.hasSuffix(".js") {
                whole[name] = Packing.script(content)
            } else {
                whole[name] = content
            }
        }
        return whole
    }

    private static func isServed(_ name: String) -> Bool {
        let isHidden = name.split(separator: "/").contains { $0.hasPrefix(".") }
        // Of Leaflet's several builds only the two that pages use are kept in memory.
        let isSpare = name == "leaflet.esm.js" || name == "leaflet.js" || name == "leaflet.min.js" || name.hasSuffix(".map")
        return !isHidden && !isSpare && Asset.contentType(name) != "application/octet-stream"
    }

    /// A style sheet with the relative addresses in `url(…)` replaced by hashed ones.
    private static func relink(_ sheet: String, sheet name: String, urls: [String: String]) -> String {
        var linked = ""
        var rest = sheet[...]
        while let open = rest.range(of: "url("), let close = rest[open.upperBound...].firstIndex(of: ")") {
            let target = rest[open.upperBound..<close].trimmingCharacters(in: CharacterSet(charactersIn: "\"' "))
            linked += rest[..<open.upperBound]
            linked += urls[resolve(target, from: name)] ?? String(rest[open.upperBound..<close])
            rest = rest[close...]
        }
        return linked + rest
    }

    private static func resolve(_ target: String, from name: String) -> String {
        var parts = name.split(separator: "/").dropLast().map(String.init)
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}
