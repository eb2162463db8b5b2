import Directory
import HTTPTypes
import Kernel
import Web

/// Instruments: what is weighed, in editions.
enum InstrumentEndpoints {
    static let all = [list, create, one, edit, publish, follow, items, importItems]

    static let list = Endpoint(
        .get, AssessmentPaths.apiInstruments, "Instruments of selections and evaluations, every edition",
        permission: .coordinateAssessments,
        or: [.shapeInstruments], response: .object(.required("items", .array(of: AssessmentSchemas.instrument)))
    ) { request in
        let found = try await InstrumentRoutes.instruments(request)
        let answer: JSONValue = ["items": .array(found.map { AssessmentJSON.instrument($0, request.page) })]
        return .json(answer)
    }

    static let create = Endpoint(
        .post, AssessmentPaths.apiInstruments, "Begin an instrument as a draft",
        about: "Weights are percent of what an item belongs to. A draft may be open; publishing demands that they total 100 everywhere.",
        permission: .shapeInstruments, request: AssessmentSchemas.sentInstrument, response: AssessmentSchemas.instrument, status: .created
    ) { request in
        let body = try await request.jsonValue()
        let instrument = try await request.assessments.desk.create(
            try AssessmentJSON.draft(body), code: body["code"]?.string ?? "", by: request.actor)
        return .created(AssessmentJSON.instrument(instrument, request.page), at: AssessmentPaths.apiInstrument(instrument.key))
    }

    static let one = Endpoint(
        .get, AssessmentPaths.apiInstrument, "One instrument", permission: .coordinateAssessments, or: [.shapeInstruments],
        response: AssessmentSchemas.instrument
    ) { request in .json(AssessmentJSON.instrument(try await InstrumentRoutes.instrument(request), request.page)) }

    static let edit = Endpoint(
        .put, AssessmentPaths.apiInstrument, "Write a draft anew", permission: .shapeInstruments, request: AssessmentSchemas.sentEdit,
        response: AssessmentSchemas.instrument
    ) { request in
        let body = try await request.jsonValue()
        let instrument = try await request.assessments.desk.edit(
            try request.parameter("id"), try AssessmentJSON.draft(body), by: request.actor, expecting: body["version"]?.integer)
        return .json(AssessmentJSON.instrument(instrument, request.page))
    }

    static let publish = Endpoint(
        .post, AssessmentPaths.apiPublication, "Publish a draft; it never changes again", permission: .shapeInstruments,
        request: .object(.optional("version", .integer)), response: AssessmentSchemas.instrument
    ) { request in
        let body = try await request.jsonValue()
        let instrument = try await request.assessments.desk.publish(
            try request.parameter("id"), by: request.actor, expecting: body["version"]?.integer)
        return .json(AssessmentJSON.instrument(instrument, request.page))
    }

    static let follow = Endpoint(
        .post, AssessmentPaths.apiEdition, "Begin the next edition of a published instrument, as a copy", permission: .shapeInstruments,
        response: AssessmentSchemas.instrument, status: .created
    ) { request in
        let next = try await request.assessments.desk.follow(try request.parameter("id"), by: request.actor)
        return .created(AssessmentJSON.instrument(next, request.page), at: AssessmentPaths.apiInstrument(next.key))
    }

    static let items = Endpoint(
        .get, AssessmentPaths.apiItems, "Items of an instrument as CSV", permission: .coordinateAssessments, or: [.shapeInstruments],
        responseType: "text/csv"
    ) { request in
        let instrument = try await InstrumentRoutes.instrument(request)
        return try await InstrumentTable.export(instrument).reply("csv", name: "\(instrument.code)-\(instrument.edition)")
    }

    static let importItems = Endpoint(
        .post, AssessmentPaths.apiItems, "Replace the items of a draft with those of a CSV file or workbook",
        about: "Columns `kode`, `induk`, `judul`, `judul_inggris`, `bobot_persen`, `arti`.", permission: .shapeInstruments,
        request: .object(.required("file", .file), .optional("version", .string(max: 10))), requestType: "multipart/form-data",
        response: AssessmentSchemas.instrument, limits: .uploads(1, each: 4 << 20)
    ) { request in
        let data = try await request.form()
        try await InstrumentRoutes.importItems(try request.parameter("id"), data, expecting: data.seenVersion, request)
        return .json(AssessmentJSON.instrument(try await InstrumentRoutes.instrument(request), request.page))
    }
}
