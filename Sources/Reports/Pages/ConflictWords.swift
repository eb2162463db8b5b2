import Kernel
import Web

extension AppError {
    /// What changed meanwhile, with words for the codes of act and state.
    func inWords(_ request: Request) -> AppError {
        var error = self
        if let act = error.message.values["act"] {
            error.message.values["act"] = request.t(ActWords.title(String(act.split(separator: ".").last ?? "")))
        }
        if let state = error.message.values["state"] { error.message.values["state"] = request.t(StateWords.label(state)) }
        return error
    }
}
