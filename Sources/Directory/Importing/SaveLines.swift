import Kernel
import Tables

extension ImportReport {
    /// Does for each line what it stands for, as an act of its own with its own check of who may: one line that may not be done
    /// stops no other, and is named with what is wrong.
    /// - Parameters:
    ///   - number: on which line of the file it stands.
    ///   - found: how somebody who reads the problem knows it again.
    mutating func save<Line>(
        _ lines: [Line], number: KeyPath<Line, Int>, found: KeyPath<Line, String>, _ act: (Line) async throws -> Outcome
    ) async throws {
        for line in lines {
            do {
                count(try await act(line))
            } catch let error as AppError where [.invalid, .conflict, .forbidden].contains(error.kind) {
                let issue = error.issues.first
                add(
                    RowProblem(
                        line: line[keyPath: number], column: issue?.field ?? "", found: line[keyPath: found],
                        problem: issue?.message ?? error.message, expected: "directory.import.expect_corrected"))
            }
        }
    }
}
