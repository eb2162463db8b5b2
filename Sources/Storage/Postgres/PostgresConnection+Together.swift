import CPostgres

extension PostgresConnection {
    /// Statements sent before any answer is read; few enough that their answers never fill the server's buffers.
    private static let mostTogether = 32

    /// Sends the statements together and reads their answers afterwards, so that all of them cost one wait for the server
    /// (libpq's pipeline mode). The first that fails ends the transaction; those behind it are not run.
    func runAll(_ statements: [SQL]) throws {
        for start in stride(from: 0, to: statements.count, by: Self.mostTogether) {
            let together = statements[start..<min(start + Self.mostTogether, statements.count)]
            // Preparing one more might forget those prepared a moment ago.
            if statementCount + together.count > Self.keptStatements {
                for statement in together { _ = try run(statement) }
            } else {
                try runTogether(together)
            }
        }
    }

    private func runTogether(_ statements: ArraySlice<SQL>) throws {
        if let failure { throw failure.error }
        // Made ready first: preparing waits for the server, and a value that cannot be sent must not leave others half sent.
        let ready = try statements.map { statement in
            let values = statement.values
            return (try kept(statement.text, values), try PostgresParameters(values))
        }
        guard PQenterPipelineMode(pointer) == 1 else {
            for statement in statements { _ = try run(statement) }
            return
        }
        let isSent = ready.allSatisfy { $0.send(pointer, $1) } && PQpipelineSync(pointer) == 1
        var refusal: (any Error)?
        // An answer and its end for each, then the mark.
        var answered = 0
        for _ in 0...statements.count * 2 where isSent {
            guard let result = PQgetResult(pointer) else { continue }
            let status = PQresultStatus(result)
            if status == PGRES_PIPELINE_SYNC {
                PQclear(result)
                break
            }
            let text = statements[statements.startIndex + min(answered, statements.count - 1)].text
            answered += 1
            if status == PGRES_PIPELINE_ABORTED {
                PQclear(result)
            } else {
                do { PQclear(try check(result, text)) } catch { refusal = refusal ?? error }
            }
        }
        PQexitPipelineMode(pointer)
        if let refusal { throw refusal }
        if answered < statements.count { PQclear(try check(nil, "")) }
    }
}
