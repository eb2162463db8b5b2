import Directory
import HTTPTypes
import Kernel
import Storage
import Web

extension PageRoute {
    static let questions: [PageRoute] = [
        .get(DataPaths.questions) { request in
            .page(QuestionsPage.page(request.page, try await view(ReadingRequest(request, purpose: nil))))
        },
        .post(DataPaths.questions, rate: RateLimit("question", 5, per: 3600)) { request in try await ask(request) },
        .get(DataPaths.question) { request in
            // The one who asked comes back by her link; the agency by its work list.
            let reading = try await ReadingRequest(request, purpose: nil)
            let question = try await reading.question()
            var shown = try await view(reading)
            if !reading.mayWorkOn { shown.own = question }
            return Reply.page(QuestionsPage.page(request.page, shown)).unkept()
        },
        .post(DataPaths.question) { request in try await answer(request) },
    ]

    private static func view(_ reading: ReadingRequest) async throws -> QuestionsView {
        let dataset = reading.dataset
        let mayAnswer = DatasetPolicy.mayEdit(dataset, reading.request.actor) && reading.request.actor.kind == .account
        let (answered, waiting) = try await reading.request.database.read { tx in
            (try tx.answeredQuestions(of: dataset.id), mayAnswer ? try tx.waitingQuestions(of: dataset.id) : [])
        }
        return QuestionsView(head: try await reading.head(questions: answered.count), answered: answered, waiting: waiting)
    }

    private static func ask(_ request: Request) async throws -> Reply {
        let reading = try await ReadingRequest(request, purpose: nil)
        let form = try await request.form()
        var checker = Checker(form)
        let kind = DatasetQuestion.Kind(rawValue: form["kind"] ?? "") ?? .question
        let text = checker.text("text", min: 10, max: AskQuestion.longest)
        let name = checker.lineIfAny("name", max: 80)
        let act = AskQuestion(kind, text: text, name: name)
        if checker.isFine { checker.add(act.issues) }
        guard checker.isFine else {
            var view = try await view(reading)
            view.form = checker.form
            return .page(QuestionsPage.page(request.page, view), status: .unprocessableContent)
        }
        // Whoever fills in what nobody sees is a program: thanked, and not kept.
        if !(form[QuestionsPage.trap] ?? "").isEmpty {
            return .redirect(DataPaths.questions(reading.dataset.name), flash: request.t("question.sent_plain"))
        }
        do {
            let question = try await reading.ask(act)
            return .redirect(
                DataPaths.question(reading.dataset.name, question.code), flash: request.t("question.sent", ["code": question.code]),
                sent: QuestionsPage.draft(reading.dataset.name))
        } catch let error as AppError where error.kind == .conflict || error.kind == .tooMany {
            var view = try await view(reading)
            view.form = Form(form, issues: [Issue("text", error.message)])
            return .page(QuestionsPage.page(request.page, view), status: error.kind == .conflict ? .conflict : .tooManyRequests)
        }
    }

    private static func answer(_ request: Request) async throws -> Reply {
        try request.requireAccount()
        let reading = try await ReadingRequest(request, purpose: nil)
        let question = try await reading.question()
        let form = try await request.form()
        let decision: AnswerQuestion.Decision = form["do"] == "dismiss" ? .dismiss : .answer(form["answer"] ?? "")
        let act = AnswerQuestion(decision)
        do {
            let decided = try await request.database.write { [world = request.world, actor = request.actor] tx in
                try act.perform(question.id, expecting: form.neededVersion, by: actor, in: world, tx)
            }
            return .redirect(
                DataPaths.questions(reading.dataset.name),
                flash: request.t(decided.state == .answered ? "question.answered" : "question.dismissed"))
        } catch let error as AppError where error.kind == .invalid {
            var view = try await view(reading)
            view.refused = (question.id, Form(form, issues: error.issues))
            return .page(QuestionsPage.page(request.page, view), status: .unprocessableContent)
        }
    }
}
