import ArgumentParser
import Audit
import Kernel
import Storage
import Web
import Work

struct Verify: PendopoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove that the log of events is whole and fits the records, or name the first row that does not.")

    @OptionGroup var common: CommonOptions

    func act() async throws {
        let settings = try await common.settings()
        let house = try await House.open(settings, logger: Console.logger(settings))
        let heads = HeadLog(dataFolder: settings.web.dataFolder, vault: house.vault)
        let result = try await Verification(
            database: house.database, world: house.world, digests: Composition.digests,
            derivations: Composition.derivations(offsetHours: settings.web.offsetHours), heads: heads
        ).run()
        let format = Format(language: Console.language, offsetHours: settings.web.offsetHours)
        for line in result.lines(Console.words, format) { Console.print(line) }
        await house.close()
        if !result.isSound { throw ExitCode.failure }
    }
}
