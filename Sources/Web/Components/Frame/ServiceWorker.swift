import Foundation
import NIOCore

/// The script that keeps the report form openable without a network. Served at `/sw.js`, because it may only govern what lies
/// below its own address, with `Cache-Control: no-cache`.
package enum ServiceWorker {
    /// Scripts of the report form and of what every page has. The others are of no use without a network, and the first visit over a
    /// poor one pays for what is kept; a browser keeps them too once a page has used them.
    static let scripts = ["category", "draft", "main", "map", "photos", "place", "submit", "words"].map { "js/\($0).js" }

    /// The sheet that the form and the page for "no network" are written with; the second one is for other pages.
    static let sheet = "css/pendopo.css"

    /// The source with the list of files it keeps. The list holds the hashed addresses, so the source changes with every file,
    /// and that is what makes a browser take the new version.
    /// - Returns: `nil` when the files are not there.
    package static func source(_ assets: Assets) -> String? {
        guard let script = assets.file("js/sw.js") else { return nil }
        let kept = assets.names.filter { $0 == sheet || scripts.contains($0) || $0 == "icons/pendopo.svg" }.map { assets[$0] }
        return """
            const VERSION = \(jsonText(assets.version));
            const ASSETS = \(jsonText(kept));
            const FORM = \(jsonText(SitePaths.report()));
            const OFFLINE = \(jsonText(SitePaths.offline()));
            \(String(buffer: script.bytes))
            """
    }
}
