import Kernel

/// How a pledge stands. Nobody types it: it follows from its steps, its dates and its changes.
package enum PledgeState: String, Sendable, CaseIterable {
    /// Its day has passed and not everything was proven, or it was dropped without having been kept.
    case broken
    /// A step is late, too little is proven so shortly before the end, or nobody has planned how to keep it.
    case atRisk = "at_risk"
    /// What is pledged now is less, or later, than what was signed.
    case changed
    case onTrack = "on_track"
    /// Every step was proven.
    case kept

    package var label: TextKey { TextKey("pledge.state.\(rawValue)") }
    /// What the word means, for everybody.
    package var meaning: TextKey { TextKey("pledge.state.\(rawValue).means") }
    /// Bad news first.
    package var order: Int { PledgeState.allCases.firstIndex(of: self)! }
}

/// Where a pledge stands on a day, and why.
package struct PledgeStanding: Sendable, Hashable {
    /// What is said of it.
    package var state: PledgeState
    /// The same measured by what is pledged now, without regard to changes: of a changed pledge, whether at least the rest is kept.
    package var pace: PledgeState
    /// Percent of it that was proven.
    package var proven: Int
    /// Steps that are late and not claimed.
    package var late: Int
    /// The next step that is not proven.
    package var next: Day?
    /// Days by which it was kept too late, or by which it is late; 0 otherwise.
    package var daysLate: Int
    package var reason: Reason

    /// Why it stands so, for a sentence beside the word.
    package enum Reason: String, Sendable, CaseIterable {
        case allProven = "all_proven"
        case allProvenLate = "all_proven_late"
        case dropped
        case dayPassed = "day_passed"
        case waitsForProof = "waits_for_proof"
        case stepLate = "step_late"
        case tooLittle = "too_little"
        case unplanned
        case inTime = "in_time"

        package var label: TextKey { TextKey("pledge.reason.\(rawValue)") }
    }
}

/// The parameters by which pledges are told apart; another regency may draw the lines elsewhere.
package struct PledgeRule: Sendable, Hashable {
    /// So many days before its end a pledge must have ``enough`` proven.
    package var warningDays = 30
    /// Percent.
    package var enough = 50

    package init() {}

    /// Where a pledge stands on a day.
    /// - Parameters:
    ///   - due: the day that holds now.
    ///   - changes: everything that was changed after signing.
    ///   - endedOn: the day on which its commitment was ended, if it was.
    package func standing(
        _ milestones: [Milestone], due: Day, changes: [ClauseChange], isDropped: Bool, endedOn: Day? = nil, today: Day
    ) -> PledgeStanding {
        let proven = milestones.filter { $0.state == .verified }
        let share = proven.reduce(0) { $0 + $1.weight }
        let open = milestones.filter { $0.state != .verified }
        // A claim in time that still waits to be looked at is not late: the wait is not the claimer's.
        let late = open.filter { $0.due < today && !isClaimedInTime($0) }
        func stands(_ pace: PledgeState, _ reason: PledgeStanding.Reason, daysLate: Int = 0) -> PledgeStanding {
            // Steps that were put off stay put off, whatever became of the target.
            let signed = changes.filter { $0.kind != .stepsPostponed }
            let isScarred = signed.count < changes.count || (signed.contains { $0.kind.isScar } && !isRestored(signed))
            // A broken promise stays broken; whatever else is said of a lowered one would hide that it was lowered.
            let state = isScarred && pace != .broken ? PledgeState.changed : pace
            return PledgeStanding(
                state: state, pace: pace, proven: share, late: late.count, next: open.map(\.due).min(), daysLate: daysLate, reason: reason)
        }
        if !milestones.isEmpty, open.isEmpty {
            let last = proven.map { $0.doneOn ?? $0.due }.max() ?? due
            let delay = last.daysSinceEpoch - due.daysSinceEpoch
            return delay > 0 ? stands(.kept, .allProvenLate, daysLate: delay) : stands(.kept, .allProven)
        }
        if isDropped || endedOn.map({ $0 < due }) ?? false { return stands(.broken, .dropped) }
        let delay = today.daysSinceEpoch - due.daysSinceEpoch
        if delay > 0 {
            if !milestones.isEmpty, open.allSatisfy(isClaimedInTime) { return stands(.atRisk, .waitsForProof) }
            return stands(.broken, .dayPassed, daysLate: delay)
        }
        if milestones.isEmpty { return stands(.atRisk, .unplanned) }
        if !late.isEmpty { return stands(.atRisk, .stepLate) }
        // What is claimed counts here: two thirds of the work handed in is not too little.
        let handedIn = milestones.filter { $0.state != .planned }.reduce(0) { $0 + $1.weight }
        if -delay < warningDays, handedIn < enough { return stands(.atRisk, .tooLittle) }
        return stands(.onTrack, .inTime)
    }

    /// Whether what holds now is again what was signed; the marks stay all the same.
    private func isRestored(_ changes: [ClauseChange]) -> Bool {
        guard let signed = changes.first?.before, let now = changes.last?.after, changes.last?.kind != .dropped else { return false }
        return signed == now
    }

    private func isClaimedInTime(_ milestone: Milestone) -> Bool {
        milestone.state == .submitted && milestone.doneOn.map { $0 <= milestone.due } ?? false
    }
}
