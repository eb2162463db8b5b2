import Foundation
import Kernel
import Logging
import Storage
import Synchronization
import Tables
import Web
import Work

extension Capability {
    /// The directory: regions, agencies, people, sign-in and administration.
    /// - Parameters:
    ///   - permissions: those of every other capability, so that roles can hold them.
    ///   - roles: what other capabilities let the built-in roles do.
    package static func directory(permissions: [Permission] = [], roles: [BuiltinRole] = []) throws -> Capability {
        let everything = DirectoryPermission.all + permissions
        return Capability(
            name: "directory", migrations: DirectoryMigrations.all, words: try TableWords.load().merging(DirectoryWords.load()),
            permissions: DirectoryPermission.all,
            pages: DirectoryPages.all, endpoints: DirectoryEndpoints.all,
            menu: [
                MenuItem("directory.menu.administration", link: DirectoryPaths.administration(), permission: DirectoryPermission.view)
            ],
            jobs: { installation in
                [
                    JobHandler(SignIn.resetMailJob, lane: .mailing) { job in
                        guard let id = job.payload["account"] else { return }
                        let settings = installation.settings
                        try await installation.services.get(DirectoryDesk.self).signIn.sendReset(
                            to: Identifier(id), words: installation.words
                        ) { token in settings.absolute(DirectoryPaths.link(token)) }
                    }
                ]
            },
            schedules: { installation in
                let desk = installation.services.get(DirectoryDesk.self)
                return [
                    Schedule("directory.refresh", every: 5) {
                        try await desk.directory.refresh()
                        // A brand or a sentence may begin today without anything having changed.
                        desk.applyBrand(to: installation)
                        desk.applyWords(to: installation)
                    },
                    Schedule("directory.purge", every: 3600) { try await desk.purge() },
                    Schedule("directory.account_ends", every: 300) {
                        try await EditAccounts(desk.directory, resolver: desk.resolver).endThoseOver()
                    },
                ]
            },
            start: { installation in try await start(installation, everything, roles) },
            access: { installation in
                Access(
                    signIn: DirectoryPaths.signIn,
                    session: { token in try await installation.services.get(DirectoryDesk.self).sessions.find(token: token)?.actor },
                    client: { key in try await installation.services.get(DirectoryDesk.self).clients.find(key: key) })
            })
    }

    private static func start(_ installation: Installation, _ permissions: [Permission], _ roles: [BuiltinRole]) async throws {
        let settings = installation.settings
        let world = installation.world
        let index = DirectoryIndex(
            database: installation.database, world: world, regency: RegionCode(settings.regency), offsetHours: settings.offsetHours)
        let desk = DirectoryDesk(
            directory: index,
            signIn: SignIn(directory: index, vault: installation.vault, passwords: installation.services.find(Passwords.self)),
            permissions: permissions, ours: installation.words, usualBrand: installation.brand,
            files: settings.files)
        installation.services.put(desk)
        installation.services.put(desk.presentActors)
        installation.services.put(index)
        try await installation.database.write { tx in try RoleStore(tx).seed(BuiltinRole.directory + roles, world: world) }
        try await index.refresh()
        desk.applyWords(to: installation)
        desk.applyBrand(to: installation)
        index.onChange { [weak installation, unowned desk] parts in
            guard let installation else { return }
            if parts.contains(.words) { desk.applyWords(to: installation) }
            desk.applyBrand(to: installation)
        }
        guard !settings.isDemo, let token = try await desk.signIn.setUpToken() else { return }
        installation.logger.notice(
            "nobody can sign in yet: open this address within a day to make the first administrator",
            metadata: ["address": "\(settings.absolute(DirectoryPaths.setUp(query: [("token", token)])))"])
    }
}

extension DirectoryDesk {
    /// Lays the regency's own words of today over ours, where they are not those that lie there.
    func applyWords(to installation: Installation) {
        // All of it under the lock: of two that come at once, the slower one must not lay older words over newer.
        laid.withLock { laid in
            let own = directory.words
            guard laid != own else { return }
            laid = own
            installation.use(words: ours.merging(own))
        }
    }

    func applyBrand(to installation: Installation) { if brand != installation.brand { installation.use(brand: brand) } }

    /// Erases what is kept for a time only.
    func purge() async throws {
        let days = retention.days("session", directory.settings, on: directory.today)
        try await directory.database.write { [world = directory.world] tx in
            let now = world.now()
            try SessionStore(tx).purge(before: now.adding(days: -days))
            try Throttle.purge(tx, now: now)
        }
    }
}

/// The sentences of this target.
package enum DirectoryWords {
    package static func load() throws -> Words { try Words.shipped(in: Bundle.module.bundleURL.appendingPathComponent("Text")) }
}
