"""Pictures that people bring: limits, archives, decoding in a process of its own, blurred faces."""
