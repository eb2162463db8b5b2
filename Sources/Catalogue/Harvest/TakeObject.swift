import Foundation
import Ingest
import Kernel
import Storage
import Work

extension Harvester {
    /// Makes a dataset of what a source has, or brings it up to date, and hands in the files that changed. Everything goes through the
    /// desk: what was fetched waits there to be checked like anything that is sent in.
    func take(_ object: HarvestObject, _ run: HarvestRun, _ source: HarvestSource) async throws {
        if source.kind == .file {
            guard let file = object.record.files.first else { return }
            let (taken, isNew) = try await takeFile(file, of: object)
            return try await finish(object, run, dataset: nil, files: [taken], isNew: false, isChanged: isNew)
        }
        let record = object.record
        let (dataset, isNew, isDescribedAnew) = try await describe(object, source)
        var files: [HarvestRecord.File] = []
        var isChanged = isDescribedAnew
        var failure: (any Error)?
        let begun = desk.world.now()
        for file in record.tables {
            do {
                guard desk.world.now().seconds(since: begun) < Harvester.longestObject else {
                    throw AppError.unavailable("harvest.object_slow")
                }
                var file = file
                file.table = try await table(of: file, in: dataset, isFirst: file == record.tables.first)
                let (taken, isNewVersion) = try await takeFile(file, of: object)
                files.append(taken)
                isChanged = isChanged || isNewVersion
            } catch {
                // The other files are none the worse; the first error is what is shown.
                files.append(file)
                failure = failure ?? error
            }
        }
        let others = record.files.filter { file in !files.contains { $0.url == file.url } }
        if let failure {
            try await keep(object, dataset: dataset, files: files + others)
            throw failure
        }
        try await finish(object, run, dataset: dataset, files: files + others, isNew: isNew, isChanged: isChanged)
    }

    /// The dataset of an object, with the source's words.
    private func describe(_ object: HarvestObject, _ source: HarvestSource) async throws
        -> (dataset: Identifier<Dataset>, isNew: Bool, isChanged: Bool)
    {
        let record = object.record
        let result = try await desk.database.write { tx in
            if let id = object.dataset, let dataset = try tx.dataset(id) {
                // Of what the steward took out nothing is renewed, and of what people have mended nothing is overwritten without a reason.
                guard dataset.state != .withdrawn, object.takenDigest != record.digest else { return (id, false, false) }
                var draft = DatasetDraft(dataset)
                let fetched = record.draft(source, name: dataset.name)
                (draft.title, draft.description, draft.tags) = (fetched.title, fetched.description, fetched.tags)
                (draft.licence, draft.contact) = (fetched.licence, fetched.contact)
                try desk.perform(EditDataset(draft), on: id, by: .system, in: tx)
                return (id, false, true)
            }
            let draft = record.draft(source, name: try freeName(record.title, tx))
            let dataset = try desk.create(draft, table: record.tables.first?.title.nonEmpty, by: .system, in: tx)
            var object = object
            object.dataset = dataset.id
            try tx.put(object)
            return (dataset.id, true, true)
        }
        try await desk.index.refresh()
        return result
    }

    private func freeName(_ title: String, _ tx: Transaction) throws -> String {
        var slug = DatasetDraft.slug(title)
        if !Dataset.isName(slug) || Dataset.isReserved(slug) { slug = "data-\(slug)" }
        var name = slug
        var number = 2
        while try tx.dataset(named: name) != nil {
            name = "\(slug)-\(number)"
            number += 1
        }
        return name
    }

    /// The table that a file belongs to: the one it had before, the dataset's first, or a new one.
    private func table(of file: HarvestRecord.File, in dataset: Identifier<Dataset>, isFirst: Bool) async throws -> String {
        if let table = file.table { return table }
        let tables = try await desk.database.read { try $0.distributions(of: dataset) }
        if isFirst, let first = tables.first { return first.id.text }
        let id = desk.world.newID(Distribution.self)
        var slug = DatasetDraft.slug(file.title)
        if !Dataset.isName(slug) || tables.contains(where: { $0.name == slug }) { slug = "tabel-\(tables.count + 1)" }
        let title = file.title.count >= 2 ? String(file.title.prefix(200)) : "Tabel \(tables.count + 1)"
        try await desk.perform(AddDistribution(name: slug, title: title, id: id), on: dataset, by: .system)
        return id.text
    }

    /// Fetches a file and hands it in if it is another one than last time.
    private func takeFile(_ file: HarvestRecord.File, of object: HarvestObject) async throws -> (HarvestRecord.File, isNew: Bool) {
        guard let table = file.table else { return (file, false) }
        var file = file
        let path = try scratch()
        defer { try? FileManager.default.removeItem(atPath: path) }
        let answer = try await fetch(file, to: path)
        if answer.status == 304 { return (file, false) }
        file.etag = answer.etag.isEmpty ? nil : answer.etag
        let hash = try await store.put(movingFileAt: path)
        guard hash != file.hash else { return (file, false) }
        file.hash = hash
        let name = answer.name.isEmpty ? object.title : answer.name
        try await desk.receive(
            ReceiveUpload(table: Identifier(table), filename: name, fileHash: hash, fileBytes: answer.bytes, note: object.record.page),
            by: .system)
        return (file, true)
    }

    private func finish(
        _ object: HarvestObject, _ run: HarvestRun, dataset: Identifier<Dataset>?, files: [HarvestRecord.File], isNew: Bool, isChanged: Bool
    ) async throws {
        try await desk.database.write { tx in
            guard var known = try tx.harvestObject(of: object.source, key: object.key) else { return }
            known.state = .current
            known.failure = nil
            known.dataset = dataset ?? known.dataset
            known.record.files = files
            known.takenDigest = object.record.digest
            try tx.put(known)
            if isNew {
                try tx.run("UPDATE harvest_run SET added = added + 1 WHERE id = \(run.id)")
            } else if isChanged {
                try tx.run("UPDATE harvest_run SET changed = changed + 1 WHERE id = \(run.id)")
            }
        }
    }

    /// What is known of an object that failed half-way.
    private func keep(_ object: HarvestObject, dataset: Identifier<Dataset>, files: [HarvestRecord.File]) async throws {
        try await desk.database.write { tx in
            guard var known = try tx.harvestObject(of: object.source, key: object.key) else { return }
            known.dataset = dataset
            known.record.files = files
            known.takenDigest = object.record.digest
            try tx.put(known)
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
