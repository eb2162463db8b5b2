import Kernel

extension BookData {
    /// What the workshops found of one element of readiness; the condition is `good`, `fair` or `poor`.
    package struct Readiness: Codable, Hashable, Sendable {
        package var element = ""
        package var item = ""
        package var condition = ""
        package var gap = ""

        package init() {}
    }

    /// A card of the SWOT analysis.
    package struct Point: Codable, Hashable, Sendable {
        package var element = ""
        /// `strength`, `weakness`, `opportunity` or `threat`.
        package var quadrant = ""
        package var text = ""

        package init() {}
    }

    /// A word for the vision, and on how many cards it stood.
    package struct Keyword: Codable, Hashable, Sendable {
        package var word: String
        package var count: Int

        package init(word: String, count: Int) {
            self.word = word
            self.count = count
        }
    }

    /// Something that is missing, whose it is and what comes next.
    package struct Gap: Codable, Hashable, Sendable {
        package var subject = ""
        package var what = ""
        package var next = ""
        package var agency = ""

        package init() {}
    }

    /// The smart-city council and the implementation team.
    package struct Body: Codable, Hashable, Sendable {
        package struct Member: Codable, Hashable, Sendable {
            package var name = ""
            package var institution = ""
            package var role = ""

            package init() {}
        }

        package var name = ""
        package var legalBasis = ""
        package var members: [Member] = []

        package init() {}
    }
}
