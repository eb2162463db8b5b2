import Web

/// Addresses of workshops.
package enum WorkshopsPaths {
    package static let cycles: Path = "/lokakarya"
    package static let newCycle: Path = "/lokakarya/baru"
    package static let bodies: Path = "/lokakarya/tim"
    package static let newBody: Path = "/lokakarya/tim/baru"
    package static let body: Path = "/lokakarya/tim/{id}"
    static let cyclesFile: Path = "/lokakarya/unduh/{format}"
    static let bodiesFile: Path = "/lokakarya/tim/unduh/{format}"
    /// `kartu` or `perubahan`.
    static let outcomeFile: Path = "/lokakarya/{code}/{round}/hasil/unduh/{list}/{format}"
    static let participantsFile: Path = "/lokakarya/{code}/peserta/unduh/{format}"
    package static let cycle: Path = "/lokakarya/{code}"
    package static let invitations: Path = "/lokakarya/{code}/undangan"
    package static let room: Path = "/lokakarya/{code}/{round}"
    package static let roundAct: Path = "/lokakarya/{code}/{round}/{noun}"
    package static let screen: Path = "/lokakarya/{code}/{round}/layar"
    package static let outcome: Path = "/lokakarya/{code}/{round}/hasil"
    /// `hasil` or `kosong`, as `pdf`, `docx` or `html`.
    package static let paper: Path = "/lokakarya/{code}/{round}/kertas/{paper}/unduh/{format}"
    package static let stream: Path = "/lokakarya/{code}/{round}/aliran"
    package static let cards: Path = "/lokakarya/{code}/{round}/kartu"
    package static let cardAct: Path = "/lokakarya/{code}/{round}/kartu/{card}/{noun}"

    /// The sheet that was made of a card, written on together.
    package static let sheet: Path = "/lokakarya/{code}/{round}/isi/{card}"

    /// The same room behind an invitation, for whoever has no account.
    package static let guest: Path = "/tamu-lokakarya/{id}/{secret}/{round}"
    package static let guestStream: Path = "/tamu-lokakarya/{id}/{secret}/{round}/aliran"
    package static let guestCards: Path = "/tamu-lokakarya/{id}/{secret}/{round}/kartu"
    package static let guestCardAct: Path = "/tamu-lokakarya/{id}/{secret}/{round}/kartu/{card}/{noun}"

    package static let guestSheet: Path = "/tamu-lokakarya/{id}/{secret}/{round}/isi/{card}"

    package static let apiCycles: Path = "/api/workshops"
    package static let apiCycle: Path = "/api/workshops/{code}"
    package static let apiInvitations: Path = "/api/workshops/{code}/participants"
    package static let apiRound: Path = "/api/workshops/{code}/rounds/{round}"
    package static let apiCards: Path = "/api/workshops/{code}/rounds/{round}/cards"
    package static let apiCard: Path = "/api/workshops/{code}/rounds/{round}/cards/{card}"
    package static let apiCardActs: Path = "/api/workshops/{code}/rounds/{round}/cards/{card}/acts"
    package static let apiCardSheet: Path = "/api/workshops/{code}/rounds/{round}/cards/{card}/sheet"
    package static let apiStream: Path = "/api/workshops/{code}/rounds/{round}/stream"
    package static let apiOutcome: Path = "/api/workshops/{code}/rounds/{round}/outcome"
    package static let apiPaper: Path = "/api/workshops/{code}/rounds/{round}/papers/{paper}/{format}"
    package static let apiBodies: Path = "/api/workshop-bodies"
    package static let apiBody: Path = "/api/workshop-bodies/{id}"
}
