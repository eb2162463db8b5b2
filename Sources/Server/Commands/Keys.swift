import ArgumentParser
import Foundation
import Kernel
import Storage

struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The keys under which personal data is sealed.", subcommands: [Rotate.self, Forget.self])

    struct Rotate: PendopoCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key, seal all personal data under it, and forget the old ones. Stop the server first.")

        @OptionGroup var common: CommonOptions

        func act() async throws {
            let settings = try await common.settings()
            let house = try await House.open(settings, alone: true, logger: Console.logger(settings))
            // The new key is on disk before anything is sealed with it; if this stops half-way, both keys are there.
            let vault = try Vault.rotate(file: House.keyFile(house.folder), world: house.world)
            try await house.sealAnew(vault)
            await house.close()
        }
    }

    struct Forget: PendopoCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finish a rotation that was interrupted or had to keep an old key. Stop the server first.")

        @OptionGroup var common: CommonOptions

        func act() async throws {
            let settings = try await common.settings()
            let house = try await House.open(settings, alone: true, logger: Console.logger(settings))
            try await house.sealAnew(house.vault)
            await house.close()
        }
    }
}

extension House {
    /// Seals all rows under the vault's current key, and forgets the older ones once no row needs them any more.
    fileprivate func sealAnew(_ vault: Vault) async throws {
        let (sealed, left, lost) = try await database.resealAll(vault, at: world.now())
        Console.print("key \(vault.current) is in use; \(sealed) records sealed anew")
        for row in lost { Console.print("\(row) does not open under any key and stays as it is") }
        if left.isEmpty {
            try Vault.forgetOldKeys(file: House.keyFile(folder))
        } else {
            Console.print(
                "old keys are kept: rows of \(left.joined(separator: ", ")) still need them. "
                    + "Forms waiting to be sent again end within two hours; then stop the server and run: pendopo keys forget")
        }
    }
}
