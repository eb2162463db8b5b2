import Web

/// Every operation of the directory's API.
enum DirectoryEndpoints {
    static let all: [Endpoint] =
        RegionEndpoints.all + AgencyEndpoints.all + AccountEndpoints.all + RoleEndpoints.all + ClientEndpoints.all
        + CalendarEndpoints.all + SettingEndpoints.all + WordEndpoints.all
}
