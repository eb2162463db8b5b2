import ArgumentParser
import Citations
import Kernel
import Reports
import Sharing
import Storage

struct Keys: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "The keys under which personal data is sealed.", subcommands: [Rotate.self])

    struct Rotate: PendopoCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key, seal all personal data under it, and forget the old ones. Stop the server first.")

        @OptionGroup var common: CommonOptions

        func act() async throws {
            let settings = try await common.settings()
            let house = try await House.open(settings, alone: true, logger: Console.logger(settings))
            let file = House.keyFile(house.folder)
            // The new key is on disk before anything is sealed with it; if this stops half-way, both keys are there.
            let vault = try Vault.rotate(file: file, world: house.world)
            var count = 0
            while true {
                let some = try await house.database.write { tx in
                    try tx.resealIdentities(vault, limit: 200) + tx.resealApplicants(vault, limit: 200)
                        + tx.resealSigningKeys(vault, limit: 200)
                        + tx.resealSubscribers(vault, limit: 200) + tx.resealWebhooks(vault, limit: 200)
                }
                if some == 0 { break }
                count += some
            }
            try Vault.forgetOldKeys(file: file)
            Console.print("key \(vault.current) is in use; \(count) records sealed anew")
            await house.close()
        }
    }
}
