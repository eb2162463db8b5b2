import ArgumentParser
import Kernel
import Storage
import Web

struct Migrate: PendopoCommand {
    static let configuration = CommandConfiguration(abstract: "Bring the database up to date with this version of Pendopo.")

    @OptionGroup var common: CommonOptions

    func act() async throws {
        let settings = try await common.settings()
        // A server of the old version must not go on while tables change under it.
        let house = try await House.open(settings, alone: true, migrates: false, checks: false, logger: Console.logger(settings))
        let applied = try await house.database.migrate(house.capabilities.migrations, now: house.world.now())
        for name in applied { Console.print(name) }
        Console.print(applied.isEmpty ? "up to date" : "\(applied.count) steps done")
        await house.close()
    }
}

struct PrintOpenAPI: PendopoCommand {
    static let configuration = CommandConfiguration(commandName: "openapi", abstract: "Print the description of the API (OpenAPI 3.1).")

    @OptionGroup var common: CommonOptions

    func act() async throws {
        let settings = try await common.settings()
        Console.print(OpenAPI(try Composition.capabilities(), settings: settings.web).text)
    }
}
