import Web

/// Everything that answers questions about the rows of published tables over the API.
package enum RowsAPI {
    package static let all: [Endpoint] =
        RowsEndpoints.all + ExportEndpoint.all + ProfileEndpoint.all + ChangesEndpoint.all + SQLEndpoint.all + TableOpenAPI.all
        + MapEndpoint.all
}
