import Kernel

/// One action of CKAN's API.
struct Action: Sendable {
    let name: String
    /// What `help_show` says, in English.
    let help: String
    let run: @Sendable (ActionCall, ActionContext) async throws -> OrderedJSON

    init(_ name: String, _ help: String, _ run: @escaping @Sendable (ActionCall, ActionContext) async throws -> OrderedJSON) {
        self.name = name
        self.help = help
        self.run = run
    }

    /// Every action there is.
    static let all: [String: Action] = {
        let actions = packages + searches + organizations + resources + tags + site + datastore
        return Dictionary(uniqueKeysWithValues: actions.map { ($0.name, $0) })
    }()

    /// Actions of CKAN that change something. Here data come in through Pendopo's own desk, with its checks, and never this way.
    static let writing: Set<String> = [
        "package_create", "package_update", "package_patch", "package_revise", "package_delete", "package_resource_reorder",
        "package_owner_org_update", "dataset_purge", "resource_create", "resource_update", "resource_patch", "resource_delete",
        "resource_view_create", "resource_view_update", "resource_view_delete", "resource_view_reorder", "organization_create",
        "organization_update", "organization_patch", "organization_delete", "organization_purge", "group_create", "group_update",
        "group_patch", "group_delete", "group_purge", "member_create", "member_delete", "tag_create", "tag_delete", "vocabulary_create",
        "vocabulary_update", "vocabulary_delete", "user_create", "user_update", "user_patch", "user_delete", "user_invite",
        "api_token_create", "api_token_revoke", "follow_dataset", "unfollow_dataset", "follow_group", "unfollow_group",
        "datastore_create", "datastore_upsert", "datastore_delete", "datastore_records_delete", "datastore_run_triggers",
        "datastore_function_create", "datastore_function_delete", "config_option_update", "task_status_update", "term_translation_update",
        "package_relationship_create", "package_relationship_update", "package_relationship_delete", "bulk_update_private",
        "bulk_update_public", "bulk_update_delete", "job_clear", "job_cancel", "send_email_notifications",
        "package_collaborator_create", "package_collaborator_delete",
    ]
}
