import Kernel
import Web
import Work

/// Instruments and assessments as the API answers them.
enum AssessmentJSON {
    private static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }
    private static func at(_ value: Instant?) -> JSONValue { value.map { .string($0.description) } ?? .null }

    static func instrument(_ instrument: Instrument, _ page: Page) -> JSONValue {
        let draft = instrument.draft
        let open = instrument.state == .draft ? draft.openWeights.map { page.t($0.message) } : []
        return [
            "id": .string(instrument.key), "code": .string(instrument.code), "edition": .integer(instrument.edition),
            "state": .string(instrument.state.rawValue), "publishedAt": at(instrument.publishedAt), "version": .integer(instrument.version),
            "purpose": .string(draft.purpose.rawValue), "title": .string(draft.title), "titleEnglish": .string(draft.titleEnglish),
            "legalBasis": .string(draft.legalBasis), "source": .string(draft.source), "validFrom": .string(draft.validFrom.description),
            "validTo": text(draft.validTo?.description), "lowest": .string(draft.lowest.plain), "highest": .string(draft.highest.plain),
            "rounding": .string(draft.rounding.rawValue), "levels": .array(draft.levels.map(\.json)),
            "items": .array(draft.items.map(\.json)), "openWeights": .array(open.map(JSONValue.string)),
        ]
    }

    /// - Throws: 422 naming the JSON path of what cannot be read.
    static func draft(_ body: JSONValue) throws -> InstrumentDraft {
        var issues: [Issue] = []
        func number(_ path: String, _ value: JSONValue?) -> Hundredths {
            if let number = value?.string.flatMap({ Hundredths(typed: $0) }) { return number }
            issues.append(Issue(path, "error.not_a_number"))
            return Hundredths(0)
        }
        let items = (body["items"]?.array ?? []).enumerated().map { index, item in
            InstrumentItem(
                item["code"]?.string ?? "", in: item["parent"]?.string, item["title"]?.string ?? "",
                english: item["titleEnglish"]?.string ?? "", about: item["about"]?.string ?? "",
                weight: number("items[\(index)].weight", item["weight"]))
        }
        let levels = (body["levels"]?.array ?? []).enumerated().map { index, level in
            InstrumentLevel(
                number("levels[\(index)].value", level["value"]), level["name"]?.string ?? "", about: level["about"]?.string ?? "")
        }
        let (lowest, highest) = (number("lowest", body["lowest"]), number("highest", body["highest"]))
        guard let from = body["validFrom"]?.string.flatMap({ Day($0) }) else { throw AppError.invalid("validFrom", "error.not_a_day") }
        guard issues.isEmpty else { throw AppError.invalid(issues) }
        return InstrumentDraft(
            body["purpose"]?.string.flatMap(Instrument.Purpose.init) ?? .evaluation, body["title"]?.string ?? "",
            english: body["titleEnglish"]?.string ?? "", legalBasis: body["legalBasis"]?.string ?? "", source: body["source"]?.string ?? "",
            validFrom: from, validTo: body["validTo"]?.string.flatMap { Day($0) }, lowest: lowest, highest: highest,
            rounding: body["rounding"]?.string.flatMap(Rounding.init) ?? .halfUp, levels: levels, items: items)
    }

    static func scores(_ result: AssessmentResult, _ language: Language) -> JSONValue {
        .array(
            result.allLines.map { line in
                [
                    "component": .string(line.component?.code ?? "total"), "title": .string(line.component?.title(language) ?? "total"),
                    "weight": .string(line.component?.weight.plain ?? "100"), "own": text(line.ownValue?.plain),
                    "central": text(line.centralValue?.plain), "difference": text(line.difference?.plain),
                    "completeness": .integer(line.own.completeness),
                ]
            })
    }

    static func summary(_ assessment: Assessment, _ result: AssessmentResult, _ language: Language) -> JSONValue {
        [
            "code": .string(assessment.code), "title": .string(assessment.name), "purpose": .string(assessment.purpose.rawValue),
            "year": .integer(assessment.year), "state": .string(assessment.state.rawValue),
            "instrument": .string(assessment.instrument.text),
            "plan": text(assessment.plan), "isPublic": .bool(assessment.isPublic), "submittedAt": at(assessment.submittedAt),
            "assessedAt": at(assessment.assessedAt), "closedAt": at(assessment.closedAt), "version": .integer(assessment.version),
            "scores": scores(result, language),
        ]
    }

    static func file(_ file: AssessmentFile, _ language: Language) -> JSONValue {
        var value = summary(file.assessment, file.result, language).members ?? [:]
        value["parts"] = .array(
            file.parts.map { part in
                [
                    "component": .string(part.component), "agencies": .array(part.agencies.map(JSONValue.string)),
                    "due": text(part.due?.description), "state": .string(part.state.rawValue), "filledAt": at(part.filledAt),
                    "version": .integer(part.version),
                ]
            })
        value["answers"] = .array(file.instrument.leaves.compactMap { answer($0, file, language) })
        value["assessors"] = .array(
            file.assessors.map { assessor in
                [
                    "id": .string(assessor.key), "account": .string(assessor.account), "until": .string(assessor.until.description),
                    "endedAt": at(assessor.endedAt),
                ]
            })
        return .object(value)
    }

    private static func answer(_ leaf: Instrument.Leaf, _ file: AssessmentFile, _ language: Language) -> JSONValue? {
        guard let answer = file.answers[leaf.item.code] else { return nil }
        let evidence = (file.evidence[answer.key] ?? []).map { evidence -> JSONValue in
            [
                "id": .string(evidence.id.text), "kind": .string(evidence.kind.rawValue), "title": .string(evidence.title),
                "sha256": text(evidence.file), "bytes": evidence.bytes.map(JSONValue.integer) ?? .null,
                "record": text(evidence.subject?.description), "addedAt": at(evidence.addedAt),
            ]
        }
        return [
            "item": .string(answer.item), "component": .string(answer.component), "title": .string(leaf.item.title(language)),
            "weight": .string(leaf.item.weight.plain), "score": text(answer.score?.plain), "reason": .string(answer.reason),
            "answeredAt": at(answer.answeredAt), "centralScore": text(answer.centralScore?.plain),
            "centralReason": .string(answer.centralReason), "interview": .string(answer.interview), "scoredAt": at(answer.scoredAt),
            "difference": text(answer.difference?.plain), "evidence": .array(evidence), "version": .integer(answer.version),
        ]
    }

    static func result(_ result: AssessmentResult, _ language: Language) -> JSONValue {
        let assessment = result.assessment
        return [
            "code": .string(assessment.code), "title": .string(assessment.name), "purpose": .string(assessment.purpose.rawValue),
            "year": .integer(assessment.year), "instrument": .string(result.instrument.title),
            "source": .string(result.instrument.draft.source), "scores": scores(result, language), "closedAt": at(assessment.closedAt),
        ]
    }
}
