import ArgumentParser
import Rows

/// Answers SQL about published tables for the main process, which starts it; nobody else needs it.
struct RowsWorker: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rows-worker", abstract: "Answer SQL on standard input; started by the server.", shouldDisplay: false)

    func run() { SQLWorker.run() }
}
