"""Documents read on this machine: one killable process for each that is under way."""
