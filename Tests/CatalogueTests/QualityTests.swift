import Kernel
import Testing

@testable import Catalogue

@Suite("Quality of a dataset")
struct QualityTests {
    private static let perfect: QualityFacts = {
        var facts = QualityFacts()
        facts.descriptionLength = 240
        facts.hasLicence = true
        facts.hasContact = true
        facts.hasPeriod = true
        facts.hasArea = true
        facts.hasFrequency = true
        (facts.columns, facts.describedColumns) = (8, 8)
        (facts.numberColumns, facts.columnsWithUnit) = (3, 3)
        facts.hasStandardCode = true
        facts.isOpen = true
        facts.activityAnswers = 30
        return facts
    }()

    @Test("the weights are a hundred points, and a dataset that has everything gets all of them")
    func hundred() {
        #expect(Quality.Criterion.allCases.reduce(0) { $0 + $1.weight } == 100)
        let quality = Quality(Self.perfect)
        #expect(quality.score == 100)
        #expect(quality.steps.isEmpty)
    }

    @Test("an empty dataset gets points only for what is not late and not held back")
    func empty() {
        let quality = Quality(QualityFacts())
        #expect(quality.lines.filter(\.isMet).map(\.criterion) == [.timeliness, .cleanRows])
        #expect(quality.score == 22)
        #expect(quality.steps.first?.criterion == .columns)
    }

    @Test("what is done for half the columns earns half, and its step says how many are left")
    func partly() throws {
        var facts = Self.perfect
        facts.describedColumns = 4
        let quality = Quality(facts)
        #expect(quality.score == 92)
        let step = try #require(quality.steps.first)
        #expect(step.criterion == .columns && step.values == ["count": "4", "all": "8"] && step.points == 8)
    }

    @Test("a table without numbers needs no units; a table with numbers does")
    func units() {
        var facts = Self.perfect
        (facts.numberColumns, facts.columnsWithUnit) = (0, 0)
        #expect(Quality(facts).score == 100)
        facts.numberColumns = 2
        #expect(Quality(facts).steps.map(\.criterion) == [.units])
    }

    @Test("points for being in time fade over ninety days, with a day of grace", arguments: [(0, 14), (1, 14), (45, 7), (90, 0), (400, 0)])
    func late(days: Int, points: Int) throws {
        var facts = Self.perfect
        facts.daysLate = days
        #expect(try #require(Quality(facts).lines.first { $0.criterion == .timeliness }).points == points)
    }

    @Test("mending one thing never lowers the score, and every step's points are what doing it gains")
    func monotone() {
        let fixes: [(Quality.Criterion, (inout QualityFacts) -> Void)] = [
            (.licence, { $0.hasLicence = true }), (.contact, { $0.hasContact = true }), (.period, { $0.hasPeriod = true }),
            (.area, { $0.hasArea = true }), (.frequency, { $0.hasFrequency = true }), (.standardCode, { $0.hasStandardCode = true }),
            (.openFormat, { $0.isOpen = true }), (.description, { $0.descriptionLength = 100 }),
            (.activityForm, { $0.activityAnswers = 12 }),
        ]
        var facts = QualityFacts()
        for (criterion, fix) in fixes {
            let before = Quality(facts)
            fix(&facts)
            let after = Quality(facts)
            #expect(after.score - before.score == criterion.weight, "\(criterion)")
            #expect(after.lines.first { $0.criterion == criterion }?.isMet == true)
        }
    }

    @Test("every criterion has its sentences in both languages", arguments: Language.allCases)
    func sentences(language: Language) throws {
        let words = try CatalogueWords.load()
        for criterion in Quality.Criterion.allCases {
            #expect(words.sentence(criterion.label, language) != nil && words.sentence(criterion.step, language) != nil, "\(criterion)")
        }
    }
}
