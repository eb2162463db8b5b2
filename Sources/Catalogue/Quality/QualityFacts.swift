import Kernel

/// What the quality of a dataset is judged by: nothing else goes into its score.
package struct QualityFacts: Sendable, Hashable {
    /// Characters of the description.
    package var descriptionLength = 0
    package var hasLicence = false
    package var hasContact = false
    /// Whether it says from when to when its figures are.
    package var hasPeriod = false
    package var hasArea = false
    /// Whether the next version is owed by a known day, or none is owed at all.
    package var hasFrequency = false
    /// Days the next version is late; 0 when it is not.
    package var daysLate = 0
    /// Columns of all its tables, and those of them that say what they mean.
    package var columns = 0
    package var describedColumns = 0
    /// Columns of numbers, and those of them that say their unit.
    package var numberColumns = 0
    package var columnsWithUnit = 0
    package var hasStandardCode = false
    /// Whether anyone may have it as CSV: restricted and closed data are not in an open format for everyone.
    package var isOpen = false
    /// Rows of the newest versions that could not be read and wait for mending.
    package var quarantinedRows = 0
    /// Answers given to BPS's form of the activity (MS-Keg).
    package var activityAnswers = 0
    /// Tables without a published version.
    package var emptyTables = 0

    package init() {}
}
