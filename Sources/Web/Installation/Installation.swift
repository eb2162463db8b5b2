import Crypto
import Foundation
import Kernel
import Logging
import Storage
import Synchronization
import Work

/// One regency's running system: everything an act needs, handed to it and never reached for.
package final class Installation: Sendable {
    package let database: Database
    package let world: World
    package let settings: Settings
    package let vault: Vault
    /// Photos and documents, found by the hash of their content.
    package let files: FileStore
    package let assets: Assets
    package let logger: Logger
    /// Values that capabilities keep here at the start, found by their type.
    package let services = Services()
    /// What was recorded a moment ago and is about to be told.
    package let recentEvents = RecentEvents()
    /// Rendered pages that did not change since, found by what they were made of.
    package let pageCache = PageCache()
    let revalidations = Revalidations()
    let sharedPages = SharedPages()
    private let fragments = Fragments()
    /// Where uploads rest until an act keeps or forgets them.
    package let uploadFolder: URL

    private let current: Mutex<Look>

    package init(
        database: Database, world: World, settings: Settings, vault: Vault, assets: Assets, words: Words, brand: Brand, logger: Logger
    ) {
        self.database = database
        self.world = world
        self.settings = settings
        self.vault = vault
        self.assets = assets
        files = settings.files
        self.logger = logger
        uploadFolder = settings.dataFolder.appendingPathComponent("unggahan", isDirectory: true)
        current = Mutex(Look(words: words, brand: brand, assets: assets, fragments: fragments, keepsFrames: true))
    }

    /// What pages look like now.
    var look: Look { current.withLock { $0 } }
    /// Every sentence as it reads now.
    package var words: Words { look.words }
    package var brand: Brand { look.brand }

    /// Replaces all words, after an administrator changed some.
    package func use(words: Words) { change { (words, $0.brand) } }
    package func use(brand: Brand) { change { ($0.words, brand) } }

    private func change(_ new: (Look) -> (Words, Brand)) {
        current.withLock { look in
            let (words, brand) = new(look)
            look = Look(
                words: words, brand: brand, assets: assets, revision: look.revision + 1, fragments: fragments, keepsFrames: true)
        }
    }
}
