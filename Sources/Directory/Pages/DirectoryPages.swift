import Web

/// Every page of the directory.
enum DirectoryPages {
    static let all: [PageRoute] = SignInRoutes.all + OwnAccountRoutes.all + [
        .get(DirectoryPaths.administration, permission: DirectoryPermission.view) { request in .page(AdminFrame.overview(request.page)) }
    ]
}
