import ArgumentParser
import Directory
import Kernel
import Web

struct Client: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Give other systems access to the API.", subcommands: [Add.self])

    struct Add: PendopoCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a client and print its API key, as the last word of the last line. The key is shown this once.")

        @OptionGroup var common: CommonOptions
        @Argument(help: "What the other system is called.") var name: String
        @Option(help: "A permission, such as reports.submit; may be repeated.") var allow: [String] = []
        @Option(help: "Code of the agency the permissions are limited to.") var agency: String?

        func act() async throws {
            let people = try await People(common)
            let known = people.house.capabilities.flatMap(\.permissions)
            for permission in allow where !known.contains(Permission(permission)) {
                let list = known.map(\.name).sorted().joined(separator: ", ")
                throw SettingProblem("there is no permission \(permission); there are: \(list)")
            }
            let agency = try agency.map { try people.agency($0) }
            let made = try await people.clients.create(
                name: name, permissions: Set(allow.map { Permission($0) }), agency: agency?.id, by: .system)
            Console.print("\(made.client.name) may: \(allow.isEmpty ? "nothing yet" : allow.sorted().joined(separator: ", "))")
            Console.print("API key (shown this once): \(made.key)")
            await people.house.close()
        }
    }
}
