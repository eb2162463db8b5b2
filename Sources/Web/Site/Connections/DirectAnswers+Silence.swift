import NIOCore

extension DirectAnswers {
    func watch(_ context: ChannelHandlerContext, for time: TimeAmount) {
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
            guard let self else { return }
            look()
        }
    }

    private func look() {
        timer = nil
        guard let context else { return }
        let silent = NIODeadline.now() - activeAt
        // Whoever waits for us is silent with good reason.
        if isAtWork { return watch(context, for: idle) }
        if silent >= idle { return context.close(promise: nil) }
        watch(context, for: idle - silent)
    }

    private var isAtWork: Bool {
        switch stage {
        case .answering: true
        case .open: handedOn > 0
        case .gathering, .handingOn: false
        }
    }
}
