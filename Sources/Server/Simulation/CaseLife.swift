import Kernel
import Reports

/// One case of the simulation: what is known of it, and how it was drawn to go.
struct CaseLife: Sendable {
    var report: Report
    let match: Int
    let spot: Int
    /// Counts the plans made for it, so that one overtaken by events is dropped.
    var turn = 0
    /// An agency it will be sent to by mistake, and how often still.
    var mistakes: [String] = []
    /// Working days the agency will take once it has accepted.
    var workDays: Double
    /// Public and internal notes still to come.
    var notes: Int
    /// Whether the agency has told the public anything yet.
    var hasAnswered = false
    /// Whether the work will be planned for a day, or put off.
    var isPlanned = false
    var isPutOff = false
    var sendsBack: Int
    /// What the citizen will do with the result.
    var answer: Answer
    /// A storyline rests in this state, so that somebody of the cast has something to do.
    var goal: String?

    enum Answer: Sendable { case silent, stars(Int), reopens }
}

/// A case that is wanted in a certain state today.
struct Storyline: Sendable {
    var theme: String
    var village = CastMember.village
    /// Working days before today on which it arrives.
    var daysAgo: Int
    var goal: String
    var disclosure = Report.Disclosure.open
    var isSiti = false
    var mistakes = 0
    var stars: Int?
    var text: String?

    /// By which the report of the citizen that waits for her word is found again.
    static let citizensKey = "demo-siti"

    /// For each of the cast something on first sight, some of it late.
    static let all: [Storyline] = [
        Storyline(
            theme: "road", daysAgo: 9, goal: "checked", isSiti: true,
            text:
                "Jalan di depan Pasar Gebang berlubang, lebarnya hampir satu meter. Kemarin tetangga saya jatuh dari motor. Mohon segera ditambal."
        ),
        Storyline(
            theme: "street light", daysAgo: 5, goal: "in_progress", isSiti: true,
            text: "Lampu jalan di gang dekat musala Gebang mati tiga buah. Anak-anak takut pulang mengaji. Mohon diganti."),
        Storyline(
            theme: "rubbish", daysAgo: 140, goal: "closed", isSiti: true, stars: 5,
            text: "Sampah menumpuk di belakang SDN Gebang 2 sampai baunya masuk kelas. Mohon diangkut."),
        Storyline(theme: "drainage", daysAgo: 0, goal: "received"), Storyline(theme: "health", daysAgo: 1, goal: "received"),
        Storyline(theme: "social aid", daysAgo: 6, goal: "received"),
        Storyline(theme: "violence", daysAgo: 1, goal: "received", disclosure: .confidential),
        Storyline(theme: "market", daysAgo: 4, goal: "incomplete"), Storyline(theme: "water", daysAgo: 3, goal: "verified"),
        Storyline(theme: "road", daysAgo: 3, goal: "assigned"), Storyline(theme: "road", daysAgo: 6, goal: "assigned"),
        Storyline(theme: "bridge", daysAgo: 24, goal: "in_progress"), Storyline(theme: "road", daysAgo: 17, goal: "in_progress"),
        Storyline(theme: "irrigation", daysAgo: 10, goal: "scheduled"), Storyline(theme: "road", daysAgo: 8, goal: "claimed"),
        Storyline(theme: "street light", daysAgo: 12, goal: "claimed"), Storyline(theme: "drainage", daysAgo: 9, goal: "claimed"),
        Storyline(theme: "parking", daysAgo: 8, goal: "ruling", mistakes: 2), Storyline(theme: "idea", daysAgo: 4, goal: "assigned"),
        Storyline(theme: "idea", daysAgo: 9, goal: "in_progress"),
        Storyline(theme: "levy", daysAgo: 20, goal: "in_progress", disclosure: .confidential),
    ]
}

/// Something that will happen in the simulation.
struct Appointment: Comparable, Sendable {
    enum What: Sendable {
        case arrival
        case storyline(Int)
        /// The next step of a case, unless its plan has changed since.
        case step(life: Int, turn: Int)
        /// Clocks are looked at, as the server does every minute.
        case escalation
        /// From here on some categories demand a photo of the finished work.
        case evidence
    }

    var at: Instant
    /// Keeps the order of those at the same moment.
    var order: Int
    var what: What

    static func < (a: Appointment, b: Appointment) -> Bool { (a.at, a.order) < (b.at, b.order) }
    static func == (a: Appointment, b: Appointment) -> Bool { a.at == b.at && a.order == b.order }
}
