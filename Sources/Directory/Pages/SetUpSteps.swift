import Kernel
import Web

/// What a regency needs before its people can report and deadlines can be reckoned, in the order in which one thing rests on another.
/// Shown above the administration until all of it is there, and again when a year begins whose holidays nobody has entered.
struct SetUpSteps {
    struct Step {
        var title: Message
        var path: Path
        var isDone: Bool
    }

    private let steps: [Step]

    /// - Parameter sections: those this actor may enter.
    static func of(_ request: Request, _ sections: [AdminSection]) async throws -> SetUpSteps {
        let directory = request.directory
        guard request.actor.mayAnywhere(DirectoryPermission.regions) else { return SetUpSteps(steps: []) }
        let year = directory.today.civil.year
        var steps = [
            Step(title: "directory.begin.regions", path: DirectoryPaths.importRegions, isDone: directory.places.regency != nil),
            Step(title: "directory.begin.boundaries", path: DirectoryPaths.importRegions, isDone: directory.places.now.boundaryCount > 0),
            Step(title: "directory.begin.agencies", path: DirectoryPaths.agencies, isDone: !directory.agencies.all.isEmpty),
            Step(
                title: Message("directory.begin.calendar", ["year": "\(year)"]), path: DirectoryPaths.calendar,
                isDone: !directory.calendars.holidays(year: year).isEmpty),
        ]
        for section in sections {
            guard let isFilled = section.isFilled else { continue }
            steps.append(Step(title: Message(section.title), path: section.path, isDone: try await isFilled()))
        }
        return SetUpSteps(steps: steps)
    }

    /// Nothing once everything is there.
    func html(_ page: Page) -> HTML {
        guard steps.contains(where: { !$0.isDone }) else { return .empty }
        let items = steps.html { step in
            step.isDone
                ? "<li>\(Icon.check) \(page.t(step.title)) <span class=\"muted\">(\(page.t("directory.begin.done")))</span></li>"
                : "<li>\(Icon.arrow) <a href=\"\(step.path())\">\(page.t(step.title))</a></li>"
        }
        return Card(
            title: page.t("directory.begin"), "<p>\(page.t("directory.begin.about"))</p><ol class=\"plain steps-to-go\">\(items)</ol>"
        ).html
    }
}
