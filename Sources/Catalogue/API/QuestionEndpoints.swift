import Directory
import HTTPTypes
import Kernel
import Storage
import Web

/// Questions about datasets and corrections of them: asked by anyone, answered by the producer.
enum QuestionEndpoints {
    static let all = [list, ask, one, answer, dismiss]

    private static let question = Schema.named(
        "DatasetQuestion",
        .object(
            .required("code", .string), .required("kind", .choice(DatasetQuestion.Kind.self)), .required("text", .string),
            .required("askedBy", .string.orNull), .required("askedAt", .instant), .required("state", .choice(DatasetQuestion.State.self)),
            .required("answer", .string.orNull), .required("decidedAt", .instant.orNull), .required("version", .integer)))

    private static func json(_ question: DatasetQuestion) -> JSONValue {
        [
            "code": .string(question.code), "kind": .string(question.kind.rawValue), "text": .string(question.text),
            "askedBy": question.askedBy.map(JSONValue.string) ?? .null, "askedAt": .string(question.askedAt.description),
            "state": .string(question.state.rawValue), "answer": question.answer.map(JSONValue.string) ?? .null,
            "decidedAt": question.decidedAt.map { .string($0.description) } ?? .null, "version": .integer(question.version),
        ]
    }

    private static let list = Endpoint(
        .get, "/api/datasets/{name}/questions", "Answered questions about a dataset, the newest answer first",
        about: "Whoever may answer also gets those that wait, the oldest first.",
        response: .object(.required("answered", .array(of: question)), .required("waiting", .array(of: question)))
    ) { request in
        let reading = try await ReadingRequest(request, purpose: nil)
        let mayAnswer = DatasetPolicy.mayEdit(reading.dataset, request.actor)
        let (answered, waiting) = try await request.database.read { [dataset = reading.dataset] tx in
            (try tx.answeredQuestions(of: dataset.id), mayAnswer ? try tx.waitingQuestions(of: dataset.id) : [])
        }
        return .json(["answered": .array(answered.map(json)), "waiting": .array(waiting.map(json))])
    }

    private static let ask = Endpoint(
        .post, "/api/datasets/{name}/questions", "Ask about a dataset, or say what is wrong with it",
        about: "The producer owes an answer within ten working days. Nobody reads the question before it is answered; its code finds it.",
        request: .object(
            .optional("kind", .choice(DatasetQuestion.Kind.self)), .required("text", .string(min: 10, max: AskQuestion.longest)),
            .optional("name", Schema.string(max: 80).orNull.about("Shown beside the question; nothing else of the asker is kept."))),
        response: question, status: .created, rate: RateLimit("question", 5, per: 3600)
    ) { request in
        struct Body: Decodable {
            var kind: DatasetQuestion.Kind?
            var text: String
            var name: String?
        }
        let reading = try await ReadingRequest(request, purpose: nil)
        let body = try await request.json(Body.self)
        let name = body.name.map { Plain.line($0) }.flatMap { $0.isEmpty ? nil : $0 }
        let act = AskQuestion(body.kind ?? .question, text: Plain.text(body.text), name: name)
        guard act.issues.isEmpty else { throw AppError.invalid(act.issues) }
        let asked = try await reading.ask(act)
        return .created(json(asked), at: "/api/datasets/\(reading.dataset.name)/questions/\(asked.code)")
    }

    private static let one = Endpoint(
        .get, "/api/datasets/{name}/questions/{code}", "One question by its code, answered or not", response: question
    ) { request in .json(json(try await ReadingRequest(request, purpose: nil).question())) }

    private static let answer = Endpoint(
        .post, "/api/datasets/{name}/questions/{code}/answer", "Answer a question, for everyone to read", permission: .produceData,
        or: [.stewardData],
        request: .object(.required("text", .string(min: 5, max: AskQuestion.longest)), .optional("version", .integer)), response: question
    ) { request in
        struct Body: Decodable {
            var text: String
            var version: Int?
        }
        let body = try await request.json(Body.self)
        return try await decide(.answer(Plain.text(body.text)), body.version, request)
    }

    private static let dismiss = Endpoint(
        .post, "/api/datasets/{name}/questions/{code}/dismissal", "Put a question aside that nobody should read", permission: .produceData,
        or: [.stewardData], request: .object(.optional("version", .integer)), response: question
    ) { request in
        struct Body: Decodable { var version: Int? }
        return try await decide(.dismiss, try await request.json(Body.self).version, request)
    }

    private static func decide(_ decision: AnswerQuestion.Decision, _ version: Int?, _ request: Request) async throws -> Reply {
        let question = try await ReadingRequest(request, purpose: nil).question()
        let decided = try await request.database.write { [world = request.world, actor = request.actor] tx in
            try AnswerQuestion(decision).perform(question.id, expecting: version, by: actor, in: world, tx)
        }
        return .json(json(decided))
    }
}

extension ReadingRequest {
    /// The question that the address names by its code.
    func question() async throws -> DatasetQuestion {
        let code = ShortCode.normalize(try request.parameter("code"))
        let found = try await request.database.read { tx in try code.flatMap { try tx.datasetQuestion(code: $0) } }
        guard let found, found.dataset == dataset.id else { throw AppError.notFound }
        return found
    }

    /// Writes a question down, due by the producer's own calendar.
    func ask(_ act: AskQuestion) async throws -> DatasetQuestion {
        let dueAt = directory.calendars.current(for: dataset.producer.text).due(after: request.now, workingDays: AskQuestion.days)
        return try await request.database.write { [world = request.world, actor = request.actor, dataset] tx in
            try act.perform(about: dataset, by: actor, dueAt: dueAt, in: world, tx)
        }
    }
}
