"""Tables that answer an office's questions: of each SOP, each actor, each spelling."""
