import Kernel
import Web

/// Every page of the directory.
enum DirectoryPages {
    static let all: [PageRoute] =
        SignInRoutes.all + OwnAccountRoutes.all + AgencyRoutes.all + AccountRoutes.all + RoleRoutes.all + CalendarRoutes.all
        + RegionRoutes.all
        + WordRoutes.all + SettingRoutes.all + ClientRoutes.all + ImportRoutes.all + [
            .get(DirectoryPaths.administration) { request in
                // Whoever may see one section may see which there are.
                let sections = request.desk.sections.all(for: request.actor)
                guard !sections.isEmpty else {
                    throw request.actor.kind == .visitor ? AppError.unauthenticated : AppError.forbidden
                }
                return .page(AdminFrame.overview(request.page, sections, try await SetUpSteps.of(request, sections)))
            }
        ]
}
