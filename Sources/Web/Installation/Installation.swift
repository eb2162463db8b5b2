import Crypto
import Foundation
import Kernel
import Logging
import Storage
import Synchronization

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
    /// Rendered pages that did not change since, found by what they were made of.
    package let pageCache = PageCache()
    let fragments = Fragments()

    private struct Changing {
        var words: Words
        var brand: Brand
        /// Counts the changes, so that rendered pages made before them are not reused.
        var revision = 0
    }

    private let changing: Mutex<Changing>

    package init(
        database: Database, world: World, settings: Settings, vault: Vault, assets: Assets, words: Words, brand: Brand, logger: Logger
    ) {
        self.database = database
        self.world = world
        self.settings = settings
        self.vault = vault
        self.assets = assets
        files = DataFolder(settings.dataFolder.path).files
        self.logger = logger
        changing = Mutex(Changing(words: words, brand: brand))
    }

    /// Every sentence as it reads now.
    package var words: Words { changing.withLock { $0.words } }
    package var brand: Brand { changing.withLock { $0.brand } }
    /// Changes whenever words or brand do.
    package var revision: Int { changing.withLock { $0.revision } }

    /// Replaces all words, after an administrator changed some.
    package func use(words: Words) {
        changing.withLock {
            $0.words = words
            $0.revision += 1
        }
    }

    package func use(brand: Brand) {
        changing.withLock {
            $0.brand = brand
            $0.revision += 1
        }
    }

    /// All that changes, taken under one lock for one request.
    var present: (words: Words, brand: Brand, revision: Int) { changing.withLock { ($0.words, $0.brand, $0.revision) } }

    /// Where uploads rest until an act keeps or forgets them.
    package var uploadFolder: URL { settings.dataFolder.appendingPathComponent("unggahan", isDirectory: true) }
}
