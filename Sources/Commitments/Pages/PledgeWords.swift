import Directory
import Kernel
import Web
import Work

/// Pieces that several pages of pledges share.
enum PledgeWords {
    static func tag(_ page: Page, _ state: PledgeState) -> Tag {
        switch state {
        case .kept: Tag(page.t(state.label), .good)
        case .onTrack: Tag(page.t(state.label), .act)
        case .atRisk: Tag(page.t(state.label), .warn)
        case .broken: Tag(page.t(state.label), .bad, icon: .cross)
        case .changed: Tag(page.t(state.label), .info, icon: .edit)
        }
    }

    static func tag(_ page: Page, _ state: Commitment.State) -> Tag {
        let kind: Tag.Kind =
            switch state {
            case .draft: .idle
            case .open: .warn
            case .inForce: .good
            case .ended: .idle
            }
        return Tag(page.t(state.label), kind)
    }

    static func tag(_ page: Page, _ state: Milestone.State) -> Tag {
        Tag(page.t(state.label), state == .verified ? .good : state == .submitted ? .info : .idle)
    }

    static func tag(_ page: Page, _ verdict: SignatureVerdict) -> Tag {
        let kind: Tag.Kind =
            switch verdict {
            case .valid, .certified: .good
            case .waiting: .warn
            case .altered, .unknownKey, .withdrawnKey, .outOfTime: .bad
            }
        return Tag(page.t(verdict.label), kind)
    }

    /// Why it stands so, in one sentence.
    static func reason(_ page: Page, _ standing: PledgeStanding) -> String {
        page.t(
            standing.reason.label,
            ["days": page.format.number(standing.daysLate), "steps": page.format.number(standing.late)])
    }

    static func progress(_ page: Page, _ pledge: Pledge) -> HTML {
        let standing: Progress.Standing =
            switch pledge.standing.pace {
            case .broken: .behind
            case .atRisk: .atRisk
            case .changed, .onTrack, .kept: .onTrack
            }
        return Progress(
            Double(pledge.standing.proven) / 100,
            words: page.t("pledge.proven", ["percent": page.format.percent(pledge.standing.proven, of: 100)]), standing: standing
        ).html
    }

    static func area(_ code: String?, _ directory: DirectoryIndex) -> String? {
        code.flatMap { RegionCode($0) }.map { directory.places.now.name($0) }
    }

    /// The marks that changes left, the newest first.
    static func scars(_ page: Page, _ changes: [ClauseChange], people: [String: String], unit: String?) -> HTML {
        if changes.isEmpty { return .empty }
        func asked(_ terms: (value: String?, words: String?, due: Day)) -> String {
            let target = Target(value: terms.value, unit: unit, words: terms.words).text(page.format)
            return page.t("pledge.terms", ["target": target, "day": page.format.day(terms.due)])
        }
        let entries = changes.reversed().map { change in
            Timeline.Entry(
                page.t(change.kind.label),
                meta: "\(page.format.moment(change.at))\(with: people[change.author], { " · \($0)" })",
                mark: change.kind.isScar ? .bad : .plain,
                content: """
                    <p>\(page.t("pledge.was")) <del>\(asked(change.before))</del></p>\
                    \(if: change.kind != .dropped, "<p>\(page.t("pledge.is")) <ins>\(asked(change.after))</ins></p>")\
                    <p class="said">\(change.reason)</p>
                    """)
        }
        return "<section class=\"stack\" id=\"perubahan\"><h2>\(page.t("pledge.changes"))</h2>\(Timeline(entries))</section>"
    }
}
