import Web

/// Every page of the catalogue as people read it.
package enum ReadingPages {
    package static let all: [PageRoute] =
        PageRoute.dataIndex + PageRoute.tables + PageRoute.charts + PageRoute.maps + PageRoute.savedCharts + PageRoute.histories
        + PageRoute.questions
        + PageRoute.uses + StatisticalPage.pages
}
