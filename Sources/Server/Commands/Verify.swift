import ArgumentParser
import Kernel
import Storage
import Work

struct Verify: PendopoCommand {
    static let configuration = CommandConfiguration(
        abstract: "Prove that the log of events is whole and fits the records, or name the first row that does not.")

    @OptionGroup var common: CommonOptions

    func act() async throws {
        throw SettingProblem("not built into this version")
    }
}
