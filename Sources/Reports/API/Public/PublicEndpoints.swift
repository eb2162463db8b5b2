import Web

/// Every operation of the API that needs no account.
package enum PublicEndpoints {
    package static let all: [Endpoint] = PublicReportEndpoints.all + SubmitEndpoints.all + ReporterEndpoints.all + FigureEndpoints.all
}
